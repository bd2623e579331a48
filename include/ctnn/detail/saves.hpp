// What PyTorch's autograd keeps of an operation for the backward pass.
#pragma once

#include "../record.hpp"

namespace ctnn::detail {

/// Which of its tensors an operation saves (PyTorch 1.13, derivatives.yaml), but for Multiply.
enum class Saves : unsigned char { nothing, input, output };

constexpr Saves saves(const Record& row, bool in_place) {
    switch (row.op) {
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
        const Work& work = row.work;
        const bool computes =
            add(work.multiplications, work.comparisons, work.divisions, work.exponentials) != 0;
        return computes || row.params.trainable() != 0 ? Saves::input : Saves::nothing;
    }
    default: return Saves::input;
    }
}

/// Of padding `same` with an even kernel, PyTorch first copies the input with the odd row and
/// column of zeros, and saves the copy.
constexpr bool pads_unevenly(const Record& row) {
    return row.op == Op::conv && (row.window.height.before != row.window.height.after ||
                                  row.window.width.before != row.window.width.after);
}

constexpr Shape unevenly_padded(const Record& row) {
    const auto& [height, width] = row.window;
    return {row.input.channels(), row.input.height() + height.after - height.before,
            row.input.width() + width.after - width.before};
}

} // namespace ctnn::detail
