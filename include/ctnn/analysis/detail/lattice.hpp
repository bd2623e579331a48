// How many points of a rectangle of whole numbers lie under a line, without a loop over them.
#pragma once

#include "../../core/count.hpp"

namespace ctnn::detail {

/// The sum of floor((slope * i + start) / divisor) over i from 0 to before `count`, by Euclid's
/// algorithm. None is negative; count, slope and divisor are below 2^31 and the sum below 2^63.
constexpr Count floor_sum(Count count, Count divisor, Count slope, Count start) {
    Count sum = 0;
    while (count > 0) {
        if (slope >= divisor) sum += count * (count - 1) / 2 * (slope / divisor);
        if (start >= divisor) sum += count * (start / divisor);
        slope %= divisor;
        start %= divisor;
        // The points that are left are those under the line, seen from the other axis.
        const Count top = slope * count + start;
        count = top / divisor;
        start = top % divisor;
        const Count turned = divisor;
        divisor = slope;
        slope = turned;
    }
    return sum;
}

/// Rounded up, and from 0 to `most`.
constexpr Count steps_to(Count distance, Count step, Count most) {
    if (distance <= 0) return 0;
    const Count steps = (distance - 1) / step + 1;
    return steps < most ? steps : most;
}

/// The pairs (i, k), i from 0 to before `count_i` and k to before `count_k`, for which
/// i * step_i + k * step_k is under a limit. Counts and steps are below 2^31, the limit below 2^62.
struct Lattice {
    Count count_i;
    Count step_i;
    Count count_k;
    Count step_k;

    constexpr Count points_under(Count limit) const {
        if (count_k <= 0 || limit <= 0) return 0;
        // The first rows have all k, the next ones some, and the others none.
        const Count whole = steps_to(limit - (count_k - 1) * step_k, step_i, count_i);
        const Count end = steps_to(limit, step_i, count_i);
        // Of row i, k has steps_to(limit - i * step_i): from the last row back, a sum of floors.
        const Count of_last = limit - (end - 1) * step_i + step_k - 1;
        return whole * count_k + floor_sum(end - whole, step_k, step_i, of_last);
    }

    /// Those for which it lies from `first` to before `end`.
    constexpr Count points_within(Count first, Count end) const {
        return points_under(end) - points_under(first);
    }
};

} // namespace ctnn::detail
