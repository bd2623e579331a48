// Which tensors PyTorch's autograd saves for the backward pass of an operation.
#pragma once

#include "../../core/record.hpp"

namespace ctnn::detail {

/// Which of its tensors an operation saves (PyTorch 1.13, derivatives.yaml); Multiply excepted.
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

/// 1 if there is one more row or column of padding after than before: padding `same` of an even
/// kernel. Else 0.
constexpr Count odd_one(const WindowAxis& window) {
    return window.before >= 0 && window.before < max_size && window.after == window.before + 1;
}

/// PyTorch first copies the input with the extra row and column of zeros, and saves the copy.
constexpr bool pads_unevenly(const Record& record) {
    return record.op == Op::conv &&
           odd_one(record.window[Axis::height]) + odd_one(record.window[Axis::width]) > 0;
}

constexpr Shape unevenly_padded(const Record& record, const Shape& input) {
    return {input.channels(), add(input.height(), odd_one(record.window[Axis::height])),
            add(input.width(), odd_one(record.window[Axis::width]))};
}

} // namespace ctnn::detail
