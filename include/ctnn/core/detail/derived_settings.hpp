// Settings of layers that a record does not hold, as its work and parameters show them. A user's
// layer may call itself a LayerNorm and count otherwise, so each has a figure for that.
#pragma once

#include "../record.hpp"

namespace ctnn::detail {

/// How many groups of elements have a mean and a deviation of their own: a LayerNorm or GroupNorm
/// divides once an element and twice a group. 1 where the work says none.
constexpr Count normalized_groups(const Record& record, const Shape& input) {
    const Count groups = (record.work.divisions - input.elements()) / 2;
    return groups > 0 ? groups : 1;
}

/// The channels that a LocalResponseNorm sums over: it adds as often an element. At least 1.
constexpr Count response_norm_size(const Record& record, const Shape& input) {
    const Count elements = input.elements();
    return elements > 0 && record.work.additions > elements ? record.work.additions / elements : 1;
}

/// The groups of a convolution, transposed or not: its weights are Cin * Cout * k * k / groups. At
/// least 1; `overflow` if 63 bits do not hold them.
constexpr Count convolution_groups(const Record& record, const Shape& input) {
    Count weights = record.params.weights;
    Count groups = 1;
    const Count factors[] = {input.channels(), record.output.channels(),
                             record.window[Axis::height].kernel, record.window[Axis::width].kernel};
    for (const Count factor : factors) {
        if (factor < 1 || weights < 1) return 1;
        const Count common = greatest_common_divisor(factor, weights);
        weights /= common;
        groups = mul(groups, factor / common);
    }
    if (groups < 0) return overflow;
    return groups > weights ? groups / weights : 1;
}

} // namespace ctnn::detail
