// Why a type is not a layer: a static_assert for each requirement.
#pragma once

#include "../layer.hpp"

namespace ctnn::detail {

/// Could its functions be called if they were const? `layer` is no constant.
template <class L>
constexpr bool lacks_const() {
    constexpr bool gives_shape = requires(L layer, const Shape& in) {
        layer.output_shape(in);
    };
    constexpr bool gives_const_shape = requires(const L& layer, const Shape& in) {
        layer.output_shape(in);
    };
    constexpr bool works = requires(L layer, const Shape& in) {
        layer.work(in, in);
    };
    constexpr bool works_const = requires(const L& layer, const Shape& in) {
        layer.work(in, in);
    };
    return (gives_shape && !gives_const_shape) || (works && !works_const);
}

/// A layer of one operation. Instantiated only for types that are not layers, so that at least one
/// assertion fails.
template <class L>
struct WhyNoLayer {
    static_assert(!lacks_const<L>(), "the functions of a layer are const: write const behind their "
                                     "parameters");
    static_assert(
        requires { takes<const char*>(*&L::name); },
        "a layer has `static constexpr const char* name`");
    static_assert(
        requires(const L& layer, const Shape& in) { takes<Shape>(layer.output_shape(in)); },
        "a layer has `constexpr Shape output_shape(const Shape& in) const`");
    static_assert(has_params<L>(), "a layer has `constexpr Params params() const` or "
                                   "`constexpr Params params(const Shape& in) const`");
    static_assert(
        requires(const L& layer, const Shape& in) { takes<Work>(layer.work(in, in)); },
        "a layer has `constexpr Work work(const Shape& in, const Shape& out) const`");
    static_assert(has_sound_op<L>(), "a layer's op is `static constexpr Op op`");
    static_assert(has_sound_checks<L>(),
                  "a layer's checks are `constexpr Misfit check() const` and "
                  "`constexpr Misfit check(const Shape& in) const`");
    static_assert(has_sound_window<L>(),
                  "a layer's window is `constexpr Window window(const Shape& in) const`");
    static_assert(has_sound_axes<L>(),
                  "a layer's axes are `constexpr Axes axes(const Shape& in) const`");
    static_assert(has_sound_inferred_field<L>(),
                  "a layer's inferred field is `constexpr Field inferred_field() const`");
    static_assert(
        has_sound_takes_output_size<L>(),
        "a layer that takes its output's size has `constexpr bool takes_output_size() const`");
    static_assert(has_sound_kernel_memory<L>(),
                  "a layer's memory is `constexpr KernelMemory kernel_memory(const Shape& in, "
                  "const Shape& out) const`");
    static_assert(
        has_sound_reads_input<L>(),
        "a layer that does not read its input has `static constexpr bool reads_input = false`");
    static_assert(
        requires(const L& layer) { L(layer); }, "a layer can be copied");
};

/// The address of a layer.
template <class L>
struct WhyNoLayer<L*> {
    static_assert(sizeof(L) == 0, "a layer is a value: write conv1, not &conv1");
};

/// A composite layer.
template <class L>
    requires requires {
        &L::walk;
    }
struct WhyNoLayer<L> {
    static_assert(Composite<L>, "a composite layer has `static constexpr Size size` and "
                                "`constexpr void walk(Walk&, Tensor&) const`");
};

/// True for a layer; for any other type it does not compile, and the error says why.
template <class L, bool IsLayer = Layer<L>>
inline constexpr bool is_layer = true;
template <class L>
inline constexpr bool is_layer<L, false> = requires {
    WhyNoLayer<L>{}; // its error is enough
};

} // namespace ctnn::detail
