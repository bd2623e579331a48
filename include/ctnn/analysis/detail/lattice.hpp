// Counts the lattice points of a rectangle under a line, without a loop over them.
#pragma once

#include "../../core/count.hpp"

namespace ctnn::detail {

/// The sum of floor((slope * i + start) / divisor) over 0 <= i < count, by Euclid's algorithm. No
/// argument is negative; count, slope and divisor are below 2^31, the sum below 2^63.
constexpr Count floor_sum(Count count, Count divisor, Count slope, Count start) {
    Count sum = 0;
    while (count > 0) {
        if (slope >= divisor) sum += count * (count - 1) / 2 * (slope / divisor);
        if (start >= divisor) sum += count * (start / divisor);
        slope %= divisor;
        start %= divisor;
        // Swap the axes: the remaining points are counted along the other one.
        const Count top = slope * count + start;
        count = top / divisor;
        start = top % divisor;
        const Count swapped = divisor;
        divisor = slope;
        slope = swapped;
    }
    return sum;
}

/// ceil(distance / step), clamped to [0, most].
constexpr Count steps_to(Count distance, Count step, Count most) {
    if (distance <= 0) return 0;
    const Count steps = (distance - 1) / step + 1;
    return steps < most ? steps : most;
}

/// Counts the pairs (i, k), 0 <= i < count_i and 0 <= k < count_k, by the value of
/// i * step_i + k * step_k. Counts and steps are below 2^31, limits below 2^62.
struct Lattice {
    Count count_i;
    Count step_i;
    Count count_k;
    Count step_k;

    /// The pairs whose value is below `limit`.
    constexpr Count points_under(Count limit) const {
        if (count_k <= 0 || limit <= 0) return 0;
        // The first rows (values of i) have all k, the next ones some, the others none.
        const Count whole = steps_to(limit - (count_k - 1) * step_k, step_i, count_i);
        const Count end = steps_to(limit, step_i, count_i);
        // Row i has steps_to(limit - i * step_i) points: from the last row back, a sum of floors.
        const Count of_last = limit - (end - 1) * step_i + step_k - 1;
        return whole * count_k + floor_sum(end - whole, step_k, step_i, of_last);
    }

    /// The pairs whose value is in [first, end).
    constexpr Count points_within(Count first, Count end) const {
        return points_under(end) - points_under(first);
    }
};

} // namespace ctnn::detail
