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
    case Op::softmax: return Saves::output;
    case Op::leaky_relu:
    case Op::elu: return in_place ? Saves::output : Saves::input;
    case Op::dropout:
    case Op::flatten:
    case Op::identity:
    case Op::zero_pad:
    case Op::upsample:
    case Op::add:
    case Op::concat:
    case Op::multiply: return Saves::nothing;
    case Op::custom: {
        const RecordWork& work = record.work;
        const bool computes =
            add(work.multiplications, work.comparisons, work.divisions, work.exponentials) != 0;
        return computes || record.params.trainable() != 0 ? Saves::input : Saves::nothing;
    }
    default: return Saves::input;
    }
}

} // namespace ctnn::detail
