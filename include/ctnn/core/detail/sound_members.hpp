// Which of the members that a layer may have it has, and whether they are written as a walk asks
// for them.
#pragma once

#include "../axes.hpp"
#include "../cost.hpp"
#include "../misfit.hpp"
#include "../op.hpp"
#include "../window.hpp"
#include "member_traits.hpp"

namespace ctnn::detail {

// `has_...` says whether a layer has an optional member; `has_sound_...` is false for a member that
// cannot be called on a const layer or returns another type, which a walk would silently ignore.
// Data members with the name of an optional function are the user's own affair.

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

/// Has it a function `check`, or overloads of one?
template <class L>
constexpr bool has_check() {
    if constexpr (requires { &L::check; }) {
        return is_function<decltype(&L::check)>;
    }
    // Overloads have no single address, but can be called.
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
    // A check that takes other arguments would never be called.
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

template <class L>
constexpr bool has_axes() {
    return requires(const L& layer, const Shape& in) {
        takes<Axes>(layer.axes(in));
    };
}

template <class L>
constexpr bool has_sound_axes() {
    if constexpr (requires { &L::axes; }) {
        return has_axes<L>() || !is_function<decltype(&L::axes)>;
    }
    return true;
}

/// Does it say what memory its kernel needs?
template <class L>
constexpr bool has_kernel_memory() {
    return requires(const L& layer, const Shape& shape) {
        takes<KernelMemory>(layer.kernel_memory(shape, shape));
    };
}
template <class L>
constexpr bool has_sound_kernel_memory() {
    if constexpr (requires { &L::kernel_memory; }) {
        return has_kernel_memory<L>() || !is_function<decltype(&L::kernel_memory)>;
    }
    return true;
}

/// Does it say whether it takes its output's size?
template <class L>
constexpr bool has_takes_output_size() {
    return requires(const L& layer) {
        takes<bool>(layer.takes_output_size());
    };
}

template <class L>
constexpr bool has_sound_takes_output_size() {
    if constexpr (requires { &L::takes_output_size; }) {
        return has_takes_output_size<L>() || !is_function<decltype(&L::takes_output_size)>;
    }
    return true;
}

template <bool>
struct Known; // names a constant expression

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

/// Does it read its input? All layers do that do not say otherwise.
template <class L>
constexpr bool reads_input() {
    if constexpr (requires { L::reads_input; }) {
        return L::reads_input;
    } else {
        return true;
    }
}

/// Are all its optional members as a walk asks for them?
template <class L>
constexpr bool has_sound_options() {
    return has_sound_op<L>() && has_sound_checks<L>() && has_sound_inferred_field<L>() &&
           has_sound_window<L>() && has_sound_axes<L>() && has_sound_takes_output_size<L>() &&
           has_sound_kernel_memory<L>() && has_sound_reads_input<L>();
}

/// Does it give its parameters, with or without an input?
template <class L>
constexpr bool has_params() {
    return requires(const L& layer) {
        takes<Params>(layer.params());
    }
    || requires(const L& layer, const Shape& in) {
        takes<Params>(layer.params(in));
    };
}

} // namespace ctnn::detail
