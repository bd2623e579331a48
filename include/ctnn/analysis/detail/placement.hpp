// Where buffers lie that share an arena: each at the lowest free place, and in which order.
#pragma once

#include "intervals.hpp"

namespace ctnn::detail {

/// Storage for planning, a place per buffer in each.
struct Workspace {
    Interval* intervals;
    int* order;
    int* neighbours;
    int* merged;
    Count* keys;
    int count;
};

/// Sorts an order of things so that those with larger keys come first; equals stay as they are.
constexpr void sort_by_key(int* order, int* merged, const Count* keys, int count) {
    for (int width = 1; width < count; width *= 2) {
        for (int begin = 0; begin < count - width; begin += 2 * width) {
            const int middle = begin + width;
            if (keys[order[middle - 1]] >= keys[order[middle]]) continue;
            const int end = middle + width < count ? middle + width : count;
            int left = begin;
            int right = middle;
            for (int to = begin; to < end; ++to) {
                const bool takes_right =
                    left == middle || (right < end && keys[order[right]] > keys[order[left]]);
                merged[to] = order[takes_right ? right++ : left++];
            }
            for (int i = begin; i < end; ++i) order[i] = merged[i];
        }
    }
}

/// Lists those alive together with one that have a place, the lowest first; how many they are.
constexpr int find_neighbours(const Workspace& work, int which) {
    const Interval* const intervals = work.intervals;
    const int first = intervals[which].first;
    const int last = intervals[which].last;
    int found = 0;
    for (int i = alive_before(intervals, which - 1, first); i >= 0;
         i = alive_before(intervals, i - 1, first)) {
        if (intervals[i].offset >= 0) work.neighbours[found++] = i;
    }
    for (int i = which + 1; i < work.count && intervals[i].first <= last; ++i) {
        if (intervals[i].offset >= 0) work.neighbours[found++] = i;
    }
    if (found < 2) return found;
    for (int i = 0; i < found; ++i) {
        work.keys[work.neighbours[i]] = -intervals[work.neighbours[i]].offset;
    }
    sort_by_key(work.neighbours, work.merged, work.keys, found);
    return found;
}

/// The first gap between its neighbours that is large enough, else the place after the last.
constexpr Count lowest_place(const Workspace& work, int which) {
    const int found = find_neighbours(work, which);
    Count offset = 0;
    for (int i = 0; i < found; ++i) {
        const Interval& neighbour = work.intervals[work.neighbours[i]];
        if (neighbour.offset - offset >= work.intervals[which].bytes) break;
        const Count end = neighbour.offset + neighbour.bytes;
        if (end > offset) offset = end;
    }
    return offset;
}

/// Gives all a place, one after the other; the bytes of the arena.
constexpr Count place_in_order(const Workspace& work) {
    for (int i = 0; i < work.count; ++i) work.intervals[i].offset = -1;
    Count bytes = 0;
    for (int i = 0; i < work.count; ++i) {
        Interval& next = work.intervals[work.order[i]];
        next.offset = lowest_place(work, work.order[i]);
        if (next.offset + next.bytes > bytes) bytes = next.offset + next.bytes;
    }
    return bytes;
}

/// Keeps the places of this plan.
constexpr void keep_places(const Workspace& work) {
    for (int i = 0; i < work.count; ++i) work.intervals[i].best = work.intervals[i].offset;
}

/// The most bytes that are alive at one time: no arena is smaller. Each interval's key becomes what
/// is alive when it begins.
constexpr Count find_peak(const Workspace& work) {
    Count most = 0;
    for (int i = work.count - 1; i >= 0; --i) {
        work.keys[i] = alive_at_start(work.intervals, i);
        if (work.keys[i] > most) most = work.keys[i];
    }
    return most;
}

/// Puts the interval that ends highest at the front of the order.
constexpr void move_highest_to_front(const Workspace& work, Count bytes) {
    int at = 0;
    for (int i = 0; i < work.count; ++i) {
        const Interval& interval = work.intervals[work.order[i]];
        if (interval.offset + interval.bytes == bytes) at = i;
    }
    const int highest = work.order[at];
    for (; at > 0; --at) work.order[at] = work.order[at - 1];
    work.order[0] = highest;
}

/// The largest first, equals as they were.
constexpr void order_by_size(const Workspace& work) {
    for (int i = 0; i < work.count; ++i) work.keys[i] = work.intervals[i].bytes;
    sort_by_key(work.order, work.merged, work.keys, work.count);
}

/// What lives longest first.
constexpr void order_by_last_use(const Workspace& work) {
    for (int i = 0; i < work.count; ++i) work.keys[i] = work.intervals[i].last;
    sort_by_key(work.order, work.merged, work.keys, work.count);
}

/// What lives at the busiest moments first.
constexpr void order_by_busiest(const Workspace& work) {
    find_peak(work);
    for (int i = 0; i < work.count; ++i) {
        const int last = work.intervals[i].last;
        for (int j = i + 1; j < work.count && work.intervals[j].first <= last; ++j) {
            if (work.keys[j] > work.keys[i]) work.keys[i] = work.keys[j];
        }
    }
    sort_by_key(work.order, work.merged, work.keys, work.count);
}

/// How often a plan may be tried again: few enough for a compiler's default limits on a network of
/// 600 tensors.
constexpr int affordable_attempts(const Workspace& work) {
    Count pairs = 0; // that live together
    for (int i = 0; i < work.count; ++i) {
        const int last = work.intervals[i].last;
        for (int j = i + 1; j < work.count && work.intervals[j].first <= last; ++j) ++pairs;
    }
    const Count most = 6000 / (work.count + pairs + 1);
    return most < 12 ? static_cast<int>(most) : 12;
}

/// Plans in the order at hand and, a few times, with whatever ended highest before all others.
/// Keeps the best plan; the bytes of its arena.
constexpr Count search(const Workspace& work, int attempts, Count best, Count lower_bound) {
    for (int i = 0; i < attempts && best > lower_bound; ++i) {
        const Count bytes = place_in_order(work);
        if (bytes < best) {
            best = bytes;
            keep_places(work);
        }
        move_highest_to_front(work, bytes);
    }
    return best;
}

/// TensorFlow Lite Micro's greedy plan.
constexpr Count plan_greedily(const Workspace& work) {
    order_by_size(work);
    const Count bytes = place_in_order(work);
    keep_places(work);
    return bytes;
}

/// From a plan of that many bytes to a better one, if it finds one. Of those alive at a busy moment
/// first the ones that stay longest, as the others must fit beside them; then first the largest.
constexpr Count improve(const Workspace& work, Count bytes, Count lower_bound) {
    if (bytes == lower_bound) return bytes;
    const int attempts = affordable_attempts(work);
    order_by_last_use(work);
    order_by_busiest(work);
    bytes = search(work, attempts, bytes, lower_bound);
    order_by_size(work);
    order_by_busiest(work);
    return search(work, attempts, bytes, lower_bound);
}

} // namespace ctnn::detail
