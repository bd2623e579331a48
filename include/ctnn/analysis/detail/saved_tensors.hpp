// Which tensors PyTorch's autograd saves for the backward pass of an operation.
#pragma once

#include "../../core/detail/derived_settings.hpp"

namespace ctnn::detail {

/// Which of its tensors an operation saves (PyTorch 1.13, derivatives.yaml); Multiply and
/// MatMul excepted.
enum class Saves : unsigned char { nothing, input, output };

constexpr Saves saves(const Record& record, bool in_place) {
    switch (record.op) {
    case Op::relu:
    case Op::sigmoid:
    case Op::tanh:
    case Op::softmax:
    case Op::log_softmax:
    case Op::tanhshrink: return Saves::output;
    case Op::leaky_relu:
    case Op::elu: return in_place ? Saves::output : Saves::input;
    case Op::dropout:
    case Op::flatten:
    case Op::identity:
    case Op::reshape:
    case Op::permute:
    case Op::slice:
    case Op::channel_shuffle:
    case Op::pixel_shuffle:
    case Op::zero_pad:
    case Op::fold:
    case Op::roll:
    case Op::embedding:
    case Op::embedding_bag:
    case Op::add:
    case Op::concat:
    case Op::multiply: return Saves::nothing;
    case Op::upsample: // by area it is a pool
        return record.work.divisions != 0 ? Saves::input : Saves::nothing;
    case Op::custom: {
        const RecordWork& work = record.work;
        const bool computes =
            add(work.multiplications, work.comparisons, work.divisions, work.exponentials) != 0;
        return computes || record.params.trainable() != 0 ? Saves::input : Saves::nothing;
    }
    default: return Saves::input;
    }
}

/// The order of a tensor's axes in memory: all zeros unless it is a view of a permuted one.
struct MemoryOrder {
    int moved[Shape::max_rank] = {}; ///< each axis's number there minus its own

    constexpr bool is_permuted() const {
        for (const int by : moved) {
            if (by != 0) return true;
        }
        return false;
    }
    constexpr MemoryOrder permuted(const StoredAxes& axes) const {
        MemoryOrder order;
        for (int axis = 0; axis < Shape::max_rank; ++axis) {
            const int to = axes[axis];
            if (to >= 0) order.moved[to] = axis + moved[axis] - to;
        }
        return order;
    }
};

/// Is an operation's output a view of its input's storage? A Flatten or Reshape of a permuted
/// tensor copies it.
constexpr bool is_view(Op op, bool input_is_permuted) {
    switch (op) {
    case Op::identity:
    case Op::permute:
    case Op::slice: return true;
    case Op::flatten:
    case Op::reshape: return !input_is_permuted;
    default: return false;
    }
}

/// Does an operation's output keep the order of its input's axes in memory?
constexpr bool keeps_order(Op op) {
    return is_activation(op) || op == Op::dropout || op == Op::identity || op == Op::slice;
}

} // namespace ctnn::detail
