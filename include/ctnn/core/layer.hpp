// What a layer says about itself: its output shape, its parameters, its work.
#pragma once

#include "misfit.hpp"
#include "op.hpp"
#include "size.hpp"
#include "window.hpp"

namespace ctnn {

/// A layer's numbers: trainable weights and biases, and buffers (BatchNorm's running statistics).
struct Params {
    Count weights = 0;
    Count biases = 0;
    Count buffers = 0;

    /// Trainable parameters, as PyTorch's `requires_grad`: weights and biases, no buffers.
    constexpr Count trainable() const { return add(weights, biases); }

    constexpr bool operator==(const Params&) const = default;
};

/// One forward pass over one sample, exactly. `macs` are the multiply-accumulates of convolutions
/// and linear layers, padding zeros included and biases not; the other counts are every arithmetic
/// operation there is, those inside the MACs too. A convention (conventions.hpp) makes FLOPs of it.
struct Work {
    Count macs = 0;
    Count additions = 0; ///< and subtractions
    Count multiplications = 0;
    Count comparisons = 0;
    Count divisions = 0;
    Count exponentials = 0; ///< and other functions: power, tanh, erf

    constexpr bool operator==(const Work&) const = default;
};

namespace detail {

/// Takes what is a T, or becomes one without being asked: what a layer's member must return.
template <class T>
void takes(const T&);

template <class T>
inline constexpr bool is_const = false;
template <class T>
inline constexpr bool is_const<const T> = true;

/// Is a member's address that of a function? Functions alone are never const.
template <class Address>
inline constexpr bool is_function = false;
template <class T>
inline constexpr bool is_function<T*> = !is_const<const T>;
template <class T, class L>
inline constexpr bool is_function<T L::*> = !is_const<const T>;
/// Is it that of a member of an object, not of the class?
template <class Address>
inline constexpr bool is_of_object = false;
template <class T, class L>
inline constexpr bool is_of_object<T L::*> = true;

// What a layer may have, if it has it at all, can be asked of a const layer and gives the right
// type. A check with a slip in it would otherwise be passed by without a word. Data members of the
// same name are a user's own affair.

template <class L>
constexpr bool has_op() {
    if constexpr (requires { &L::op; }) {
        return !is_of_object<decltype(&L::op)> || is_function<decltype(&L::op)>;
    }
    return false;
}

template <class L>
constexpr bool has_sound_op() {
    if constexpr (has_op<L>()) {
        return requires {
            takes<Op>(*&L::op);
        };
    }
    return true;
}

/// Does it have a function `check`, or several?
template <class L>
constexpr bool has_check() {
    if constexpr (requires { &L::check; }) {
        return is_function<decltype(&L::check)>;
    }
    // No address is that of several functions, which can be called all the same.
    return requires(L layer) {
        layer.check();
    }
    || requires(L layer, Shape in) {
        layer.check(in);
    };
}

/// Does it check itself?
template <class L>
constexpr bool checks_itself() {
    return requires(const L& layer) {
        takes<Misfit>(layer.check());
    };
}

/// Does it check its input?
template <class L>
constexpr bool checks_input() {
    return requires(const L& layer, const Shape& in) {
        takes<Misfit>(layer.check(in));
    };
}

template <class L>
constexpr bool has_sound_checks() {
    if constexpr (!has_check<L>()) return true;
    if constexpr (requires(L layer) { layer.check(); } && !checks_itself<L>()) return false;
    if constexpr (requires(L layer, Shape in) { layer.check(in); } && !checks_input<L>()) {
        return false;
    }
    // A check of other arguments would never be asked.
    return checks_itself<L>() || checks_input<L>();
}

/// Does it name the field that it infers?
template <class L>
constexpr bool has_inferred_field() {
    return requires(const L& layer) {
        takes<Field>(layer.inferred_field());
    };
}

template <class L>
constexpr bool has_sound_inferred_field() {
    if constexpr (requires { &L::inferred_field; }) {
        return has_inferred_field<L>() || !is_function<decltype(&L::inferred_field)>;
    }
    return true;
}

template <class L>
constexpr bool has_window() {
    return requires(const L& layer, const Shape& in) {
        takes<Window>(layer.window(in));
    };
}

template <class L>
constexpr bool has_sound_window() {
    if constexpr (requires { &L::window; }) {
        return has_window<L>() || !is_function<decltype(&L::window)>;
    }
    return true;
}

/// Can it be told its output's size?
template <class L>
constexpr bool has_is_sized() {
    return requires(const L& layer) {
        takes<bool>(layer.is_sized());
    };
}

template <class L>
constexpr bool has_sound_is_sized() {
    if constexpr (requires { &L::is_sized; }) {
        return has_is_sized<L>() || !is_function<decltype(&L::is_sized)>;
    }
    return true;
}

template <bool>
struct Known; // to the compiler

template <class L>
constexpr bool has_sound_reads_input() {
    if constexpr (requires { *&L::reads_input; }) { // static
        return requires {
            typename Known<L::reads_input>;
        };
    }
    return !requires {
        &L::reads_input;
    };
}

template <class L>
constexpr bool has_sound_options() {
    return has_sound_op<L>() && has_sound_checks<L>() && has_sound_inferred_field<L>() &&
           has_sound_window<L>() && has_sound_is_sized<L>() && has_sound_reads_input<L>();
}

/// All layers read their input that do not say otherwise.
template <class L>
constexpr bool reads_input() {
    if constexpr (requires { L::reads_input; }) {
        return L::reads_input;
    } else {
        return true;
    }
}

/// Its parameters, which may or may not need an input.
template <class L>
constexpr bool has_params() {
    return requires(const L& layer) {
        takes<Params>(layer.params());
    }
    || requires(const L& layer, const Shape& in) {
        takes<Params>(layer.params(in));
    };
}

} // namespace detail

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
///                                                          // {}: the same position alone
///     constexpr bool is_sized() const;                     // told its output's size, no factor
///     static constexpr bool reads_input = false;           // a source: trained numbers, constants
///
/// A source gives the same whatever stands before it: a class token, the embedding of positions. It
/// is told the shape that it stands behind, which sizes may follow from, and reads nothing of it.
///
/// Without `window`, receptive fields behind a layer of Op::custom are unknown. The other members
/// are asked only after both checks passed. Formulas use `mul` and `add`.
/// `static_assert(ctnn::Leaf<Mine>)` tells early; a Sequential says which member has a slip.
template <class L>
concept Leaf = detail::has_params<L>() && detail::has_sound_options<L>() &&
    requires(const L& layer, const Shape& in) {
    detail::takes<const char*>(*&L::name); // static: a member's address is no pointer
    detail::takes<Shape>(layer.output_shape(in));
    detail::takes<Work>(layer.work(in, in));
    L(layer);
};

class Walk;
class Tensor;

/// A layer made of layers: it says how a walk goes through it, and how much that gives.
///
///     static constexpr Size size = {.operations = 3, .edges = 4, .parts = 1};
///     constexpr void walk(Walk& walk, Tensor& tensor) const;
///
/// and, where it has one,
///
///     static constexpr const char* name = "Bottleneck";   // its kind in reports, else "block"
///
/// `size` counts the records that it gives, the inputs that those have, and the composite layers
/// that it steps into, at least.
template <class L>
concept Composite = requires(const L& layer, Walk& walk, Tensor& tensor) {
    detail::takes<Size>(*&L::size);
    layer.walk(walk, tensor);
};

namespace detail {

/// Has a layer a name in paths instead of a number? A user's data member says nothing of that.
template <class L>
inline constexpr bool is_named = requires {
    takes<const bool*>(&L::is_named);
};

} // namespace detail

/// Anything that a network can be made of; a network is one too.
template <class L>
concept Layer = Composite<L> || Leaf<L>;

} // namespace ctnn
