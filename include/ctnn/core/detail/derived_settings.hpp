// Settings of layers that a record does not hold, derived from its work and parameters. A user's
// layer may use Op::layer_norm and count differently, so each function has a result for that too.
#pragma once

#include "../record.hpp"

namespace ctnn::detail {

/// The number of groups with their own mean and variance: LayerNorm and GroupNorm have one division
/// per element and two per group, RMSNorm one. At least 1.
constexpr Count normalized_groups(const Record& record, const Shape& input) {
    const Count more = record.work.divisions - input.elements();
    const Count groups = record.op == Op::rms_norm ? more : more / 2;
    return groups > 0 ? groups : 1;
}

/// The `size` of a LocalResponseNorm, which has as many additions per element. At least 1.
constexpr Count response_norm_size(const Record& record, const Shape& input) {
    const Count elements = input.elements();
    return elements > 0 && record.work.additions > elements ? record.work.additions / elements : 1;
}

/// The groups of a convolution, transposed or not, whose weights are Cin * Cout * kh * kw / groups.
/// At least 1; `overflow` if they do not fit in 63 bits.
constexpr Count convolution_groups(const Record& record, const Shape& input) {
    Count weights = record.params.weights;
    Count groups = 1;
    const Count factors[] = {input.channels(), record.output.channels(),
                             record.window[Axis::height].kernel, record.window[Axis::width].kernel,
                             record.window[Axis::depth].kernel};
    for (const Count factor : factors) {
        if (factor < 1 || weights < 1) return 1;
        const Count common = greatest_common_divisor(factor, weights);
        weights /= common;
        groups = mul(groups, factor / common);
    }
    if (groups < 0) return overflow;
    return groups > weights ? groups / weights : 1;
}

/// The hidden units of a recurrent layer, each counted in every step: an LSTM's has 5 exponentials,
/// a GRU's 3, an RNN's 1 or a comparison. (Of a cell: its hidden_size, if it counts them.)
constexpr Count recurrent_units(const Record& record) {
    switch (record.op) {
    case Op::lstm:
    case Op::lstm_cell: return record.work.exponentials / 5;
    case Op::gru:
    case Op::gru_cell: return record.work.exponentials / 3;
    default: return add(record.work.exponentials, record.work.comparisons);
    }
}

/// 1 if there is one more row or column of padding after than before: padding `same` of an even
/// kernel. Else 0.
constexpr Count odd_one(const WindowAxis& window) {
    return window.before >= 0 && window.before < max_size && window.after == window.before + 1;
}

/// Which of a window's axes runs along an axis of a map: the last one is the width.
constexpr Axis window_axis(int axis, int rank) {
    return axis == rank - 1 ? Axis::width : axis == rank - 2 ? Axis::height : Axis::depth;
}

/// PyTorch first copies the input with the extra row and column of zeros, and saves the copy.
constexpr bool pads_unevenly(const Record& record) {
    const StoredWindow& window = record.window;
    return record.op == Op::conv && odd_one(window[Axis::height]) + odd_one(window[Axis::width]) +
                                            odd_one(window[Axis::depth]) >
                                        0;
}

constexpr Shape unevenly_padded(const Record& record, const Shape& input) {
    Shape padded = input;
    for (int axis = 1; axis < input.axes(); ++axis) {
        const Count more = odd_one(record.window[window_axis(axis, input.rank)]);
        padded.dims[axis] = add(padded.dims[axis], more);
    }
    return padded;
}

} // namespace ctnn::detail
