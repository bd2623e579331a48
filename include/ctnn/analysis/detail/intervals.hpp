// Buffers in time: which are alive together.
#pragma once

#include "../../core/count.hpp"

namespace ctnn::detail {

/// A buffer on its way to a place. They stand in the order of their first uses, so that those alive
/// with one of them are found without a look at all others, which the compiler could not afford.
struct Interval {
    Count bytes = 0;
    int first = 0;
    int last = 0;
    int longer = -1;   ///< the nearest one before it that lives longer
    int buffer = 0;    ///< which of the user's buffers it is
    Count offset = -1; ///< -1: it has no place yet
    Count best = 0;    ///< its place in the best plan so far
};

/// From `at` on backwards, the nearest that is alive at a time; -1 if none is.
constexpr int alive_before(const Interval* intervals, int at, int time) {
    while (at >= 0 && intervals[at].last < time) at = intervals[at].longer;
    return at;
}

/// Links each to the nearest before it that lives longer.
constexpr void link(Interval* intervals, int count) {
    for (int i = 0; i < count; ++i) {
        int before = i - 1;
        while (before >= 0 && intervals[before].last <= intervals[i].last) {
            before = intervals[before].longer;
        }
        intervals[i].longer = before;
    }
}

/// The bytes alive when this one begins, those that begin with it and stand behind it left out.
constexpr Count alive_at_start(const Interval* intervals, int which) {
    const int time = intervals[which].first;
    Count sum = intervals[which].bytes;
    for (int i = alive_before(intervals, which - 1, time); i >= 0;
         i = alive_before(intervals, i - 1, time)) {
        sum += intervals[i].bytes;
    }
    return sum;
}

} // namespace ctnn::detail
