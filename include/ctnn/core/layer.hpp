// What a layer says about itself: its output shape, its parameters, its work.
#pragma once

#include "detail/sound_members.hpp"
#include "size.hpp"

namespace ctnn {

/// A layer of one operation, the library's or a user's own. It has
///
///     static constexpr const char* name = "Conv2d";
///     constexpr Shape output_shape(const Shape& in) const;
///     constexpr Params params(const Shape& in) const;      // or params() if no input is needed
///     constexpr Work work(const Shape& in, const Shape& out) const;
///
/// and, where they apply,
///
///     static constexpr Op op = Op::conv;                   // else Op::custom
///     constexpr Misfit check() const;                      // is the layer itself sound?
///     constexpr Misfit check(const Shape& in) const;       // does the input fit it?
///     constexpr Field inferred_field() const;              // what params(in) infers, if it does
///     constexpr Window window(const Shape& in) const;      // what one output sees of the input;
///                                                          // {}: its own position alone
///     constexpr Axes axes(const Shape& in) const;          // where the input's axes go
///     constexpr bool takes_output_size() const;            // given its output's size, no factor
///     constexpr KernelMemory kernel_memory(const Shape& in, const Shape& out) const;
///                                                          // scratch and state, for memory plans
///     static constexpr bool reads_input = false;           // a source: trained numbers, constants
///
/// A source gives the same output for every input: a class token, position embeddings. It is passed
/// the shape of the tensor before it, from which sizes may follow, and reads none of its elements.
///
/// Without `window` and `axes`, receptive fields after a layer of Op::custom are unknown. Except
/// the checks, members are called only after both checks passed. Formulas use `mul` and `add`.
/// `static_assert(ctnn::Leaf<Mine>)` tests a layer early; a Sequential's error names the member
/// that is wrong.
template <class L>
concept Leaf = detail::has_params<L>() && detail::has_sound_options<L>() &&
    requires(const L& layer, const Shape& in) {
    detail::takes<const char*>(*&L::name); // static: a non-static member has no plain address
    detail::takes<Shape>(layer.output_shape(in));
    detail::takes<Work>(layer.work(in, in));
    L(layer);
};

class Walk;
class Tensor;
struct Step;

/// A layer made of layers: it says how a walk goes through it, and how many records that gives.
///
///     static constexpr Size size = {.operations = 3, .edges = 4, .parts = 1};
///     constexpr void walk(Walk& walk, Tensor& tensor) const;
///
/// and, where it has one,
///
///     static constexpr const char* name = "Bottleneck";   // its kind in reports, else "block"
///
/// `size` is an upper bound of the records that it gives, of the inputs that those have, of the
/// composite layers that it steps into, and of the names (Tag, Output, Input, Shared) in it.
template <class L>
concept Composite = requires(const L& layer, Walk& walk, Tensor& tensor) {
    detail::takes<Size>(*&L::size);
    layer.walk(walk, tensor);
};

namespace detail {

/// Has a layer a name that takes the place of its number in paths (Named, Shared)?
template <class L>
inline constexpr bool has_own_step = requires(const L& layer, Walk& walk, const Step& step,
                                              Tensor& tensor) {
    layer.walk_as(walk, step, tensor);
};

/// Does such a layer keep its number (If)?
template <class L>
inline constexpr bool keeps_step = requires {
    requires L::keeps_step;
};

/// Is a layer a part of the tree that paths lead through? A composite layer is, unless it stands
/// for the layer in it or says that it is none (Tag).
template <class L>
inline constexpr bool is_part = Composite<L> && !has_own_step<L> && !requires {
    requires !L::is_part;
};

} // namespace detail

/// Anything that a network can be made of. A network is a layer too.
template <class L>
concept Layer = Composite<L> || Leaf<L>;

} // namespace ctnn
