// The building blocks of conventions: the quantities that the rules of tools refer to.
#pragma once

#include "../core/detail/derived_settings.hpp"

namespace ctnn::tally {

/// a - b; `overflow` if a, b or the difference is negative (not a count).
constexpr Count less(Count a, Count b) {
    return a < 0 || b < 0 || b > a ? overflow : a - b;
}

/// The elements of the input; for a merge, those of its first branch.
constexpr Count inputs(const Operation& operation) {
    return operation.input.elements();
}

/// The elements of the output.
constexpr Count outputs(const Operation& operation) {
    return operation.record.output.elements();
}

/// The elements of one channel: H x W of a map.
constexpr Count positions(const Shape& shape) {
    return shape.channels() > 0 ? shape.elements() / shape.channels() : 0;
}

/// The window's area: k x k.
constexpr Count area(const Operation& operation) {
    return operation.record.window.area();
}

/// One addition per output of a layer that has biases.
constexpr Count bias_additions(const Operation& operation) {
    return operation.record.params.biases != 0 ? outputs(operation) : 0;
}

/// The MACs plus one addition per output for biases.
constexpr Count biased_macs(const Operation& operation) {
    return add(operation.record.work.macs, bias_additions(operation));
}

/// A normalisation: `plain` operations per input, one more if it has weights.
constexpr Count normalizing(const Operation& operation, Count plain) {
    return mul(operation.record.params.weights != 0 ? plain + 1 : plain, inputs(operation));
}

/// BatchNorm as of tools that distinguish running statistics from those of the batch, as in
/// training.
constexpr Count batch_norm(const Operation& operation) {
    return normalizing(operation, operation.record.params.buffers != 0 ? 1 : 4);
}

/// Upsample: a count per output that depends on the mode, which the multiplications per output
/// reveal.
constexpr Count upsampling(const Operation& operation, Count nearest, Count bilinear,
                           Count bicubic) {
    const Count taps = operation.record.work.multiplications / outputs(operation);
    const Count each = taps == 0 ? nearest : taps == 4 ? bilinear : taps == 16 ? bicubic : 0;
    return mul(each, outputs(operation));
}

/// LPPool as PyTorch computes it: an average pool of the powers, a sign and a ReLU an output.
constexpr Count lp_pooling(const Operation& operation) {
    return add(inputs(operation), mul(2, outputs(operation)));
}

constexpr bool is_recurrent(Op op) {
    switch (op) {
    case Op::rnn:
    case Op::lstm:
    case Op::gru:
    case Op::rnn_cell:
    case Op::lstm_cell:
    case Op::gru_cell: return true;
    default: return false;
    }
}

/// A recurrent layer in all its steps.
struct Recurrence {
    Count gates = 0;       ///< the sums of a unit
    Count units = 0;       ///< hidden units, each counted in every step
    Count biases = 0;      ///< additions
    Count elementwise = 0; ///< of a unit, as ptflops, calflops and DeepSpeed count it
};

constexpr Recurrence recurrence(const Operation& operation) {
    const Record& record = operation.record;
    const Count steps = operation.input.rank > 1 ? operation.input[0] : 1;
    const Count biases = mul(record.params.biases, steps);
    const Count units = detail::recurrent_units(record);
    switch (record.op) {
    case Op::lstm:
    case Op::lstm_cell: return {4, units, biases, 10};
    case Op::gru:
    case Op::gru_cell: return {3, units, biases, 7};
    default: return {1, units, biases, 1};
    }
}

/// MACs, biases and the element-wise work of a recurrent layer, `elementwise` for a unit.
constexpr Count recurrent(const Operation& operation, Count elementwise) {
    const Recurrence of = recurrence(operation);
    return add(operation.record.work.macs, of.biases, mul(elementwise, of.units));
}
constexpr Count recurrent(const Operation& operation) {
    return recurrent(operation, recurrence(operation).elementwise);
}

/// LocalResponseNorm over n channels as PyTorch computes it: each element is squared, scaled and
/// divided, and averaged over a map padded by n - 1 channels of zeros. (Its work has n additions
/// per element.)
constexpr Count response_norm(const Operation& operation) {
    const Count n = detail::response_norm_size(operation.record, operation.input);
    return add(mul(4, inputs(operation)), mul(n - 1, positions(operation.input)));
}

} // namespace ctnn::tally
