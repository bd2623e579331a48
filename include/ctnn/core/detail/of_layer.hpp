// What a layer's type and its members say, where some are optional.
#pragma once

#include "../layer.hpp"

namespace ctnn::detail {

template <class L>
constexpr Params params_of(const L& layer, const Shape& in) {
    if constexpr (requires { layer.params(); }) {
        return layer.params();
    } else {
        return layer.params(in);
    }
}

template <class L>
constexpr Op op_of() {
    if constexpr (has_op<L>()) {
        return L::op;
    } else {
        return Op::custom;
    }
}

/// Is it by its window alone that such an operation tells what its outputs see?
constexpr bool needs_window(Op op) {
    switch (op) {
    case Op::custom:
    case Op::conv:
    case Op::conv_transpose:
    case Op::max_pool:
    case Op::avg_pool:
    case Op::zero_pad:
    case Op::upsample: return true;
    default: return false;
    }
}

/// A constant, because it is asked of every operation.
template <class L>
inline constexpr bool is_opaque = !has_window<L>() && !has_axes<L>() && needs_window(op_of<L>());

} // namespace ctnn::detail
