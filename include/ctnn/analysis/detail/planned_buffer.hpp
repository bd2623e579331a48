// The lifetimes of the buffers of a plan: which are alive together.
#pragma once

#include "../../core/count.hpp"

namespace ctnn::detail {

/// A buffer that is being planned. They are sorted by first use, so that those alive with a given
/// one are found without looking at all others, which the compiler could not afford.
struct PlannedBuffer {
    Count bytes = 0;
    int first = 0;
    int last = 0;
    int longer = -1;   ///< index of the nearest one before it that lives longer; -1 if none does
    int buffer = 0;    ///< index of the user's buffer
    Count offset = -1; ///< -1: not assigned yet
    Count best_offset = 0; ///< its offset in the best plan so far
};

/// The nearest one, from `at` backwards, that is alive at a time; -1 if none is.
constexpr int alive_before(const PlannedBuffer* planned, int at, int time) {
    while (at >= 0 && planned[at].last < time) at = planned[at].longer;
    return at;
}

/// Sets `longer` of each.
constexpr void link(PlannedBuffer* planned, int count) {
    for (int i = 0; i < count; ++i) {
        int before = i - 1;
        while (before >= 0 && planned[before].last <= planned[i].last) {
            before = planned[before].longer;
        }
        planned[i].longer = before;
    }
}

/// The bytes alive when this one begins, without those that begin at the same time and come after
/// it in the order.
constexpr Count alive_at_start(const PlannedBuffer* planned, int which) {
    const int time = planned[which].first;
    Count sum = planned[which].bytes;
    for (int i = alive_before(planned, which - 1, time); i >= 0;
         i = alive_before(planned, i - 1, time)) {
        sum += planned[i].bytes;
    }
    return sum;
}

} // namespace ctnn::detail
