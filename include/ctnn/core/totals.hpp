// The sums that a walk computes.
#pragma once

#include "cost.hpp"
#include "shape.hpp"

namespace ctnn {

/// The sums that a walk computes. Counts that were not asked for stay 0.
struct Totals {
    Shape output = {}; ///< the network's output
    int operations = 0;
    Count params = 0;  ///< trainable
    Count buffers = 0; ///< BatchNorm's running statistics
    Count macs = 0;
    Count flops = 0; ///< under the walk's convention
};

namespace detail {

/// Is no count of a layer's work negative? `overflow` is.
constexpr bool is_count(const Work& work) {
    return work.macs >= 0 && work.additions >= 0 && work.multiplications >= 0 &&
           work.comparisons >= 0 && work.divisions >= 0 && work.exponentials >= 0;
}

// Each adds to the totals; it returns false, and adds nothing, if a sum does not fit in 63 bits.
// Most operations have nothing to add.

constexpr bool add_params(Totals& totals, const auto& params) {
    if (params.weights == 0 && params.biases == 0 && params.buffers == 0) return true;
    const Count sum = add(add(totals.params, params.weights), params.biases);
    const Count buffers =
        params.buffers == 0 ? totals.buffers : add(totals.buffers, params.buffers);
    if (sum < 0 || buffers < 0) return false;
    totals.params = sum;
    totals.buffers = buffers;
    return true;
}

constexpr bool add_macs(Totals& totals, Count macs) {
    if (macs == 0) return true;
    const Count sum = add(totals.macs, macs);
    if (sum < 0) return false;
    totals.macs = sum;
    return true;
}

constexpr bool add_flops(Totals& totals, Count flops) {
    if (flops == 0) return true;
    const Count sum = add(totals.flops, flops);
    if (sum < 0) return false;
    totals.flops = sum;
    return true;
}

} // namespace detail
} // namespace ctnn
