// Assigns offsets to the buffers of an arena: each the lowest that is free, in a chosen order.
#pragma once

#include "planned_buffer.hpp"

namespace ctnn::detail {

/// Working storage of a planner; each array has an element per buffer.
struct Workspace {
    PlannedBuffer* planned;
    int* order;
    int* neighbours;
    int* merged;
    Count* keys;
    int count;
};

/// Sorts `order` by decreasing key; stable.
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

/// Lists the buffers alive with a given one that have an offset, the lowest first. Returns their
/// number.
constexpr int find_neighbours(const Workspace& work, int which) {
    const PlannedBuffer* const planned = work.planned;
    const int first = planned[which].first;
    const int last = planned[which].last;
    int found = 0;
    for (int i = alive_before(planned, which - 1, first); i >= 0;
         i = alive_before(planned, i - 1, first)) {
        if (planned[i].offset >= 0) work.neighbours[found++] = i;
    }
    for (int i = which + 1; i < work.count && planned[i].first <= last; ++i) {
        if (planned[i].offset >= 0) work.neighbours[found++] = i;
    }
    if (found < 2) return found;
    for (int i = 0; i < found; ++i) {
        work.keys[work.neighbours[i]] = -planned[work.neighbours[i]].offset;
    }
    sort_by_key(work.neighbours, work.merged, work.keys, found);
    return found;
}

/// The first gap between its neighbours that is large enough, else the end of the last.
constexpr Count lowest_offset(const Workspace& work, int which) {
    const int found = find_neighbours(work, which);
    Count offset = 0;
    for (int i = 0; i < found; ++i) {
        const PlannedBuffer& neighbour = work.planned[work.neighbours[i]];
        if (neighbour.offset - offset >= work.planned[which].bytes) break;
        const Count end = neighbour.offset + neighbour.bytes;
        if (end > offset) offset = end;
    }
    return offset;
}

/// Assigns an offset to each buffer, in order. Returns the bytes of the arena.
constexpr Count assign_in_order(const Workspace& work) {
    for (int i = 0; i < work.count; ++i) work.planned[i].offset = -1;
    Count bytes = 0;
    for (int i = 0; i < work.count; ++i) {
        PlannedBuffer& next = work.planned[work.order[i]];
        next.offset = lowest_offset(work, work.order[i]);
        if (next.offset + next.bytes > bytes) bytes = next.offset + next.bytes;
    }
    return bytes;
}

/// Keeps this plan as the best one.
constexpr void keep_offsets(const Workspace& work) {
    for (int i = 0; i < work.count; ++i) work.planned[i].best_offset = work.planned[i].offset;
}

/// The most bytes alive at one time: no arena is smaller. Sets each buffer's key to the bytes alive
/// when it begins.
constexpr Count find_peak(const Workspace& work) {
    Count most = 0;
    for (int i = work.count - 1; i >= 0; --i) {
        work.keys[i] = alive_at_start(work.planned, i);
        if (work.keys[i] > most) most = work.keys[i];
    }
    return most;
}

/// Moves the buffer with the highest end to the front of the order.
constexpr void move_highest_to_front(const Workspace& work, Count bytes) {
    int at = 0;
    for (int i = 0; i < work.count; ++i) {
        const PlannedBuffer& buffer = work.planned[work.order[i]];
        if (buffer.offset + buffer.bytes == bytes) at = i;
    }
    const int highest = work.order[at];
    for (; at > 0; --at) work.order[at] = work.order[at - 1];
    work.order[0] = highest;
}

/// The largest first; stable.
constexpr void order_by_size(const Workspace& work) {
    for (int i = 0; i < work.count; ++i) work.keys[i] = work.planned[i].bytes;
    sort_by_key(work.order, work.merged, work.keys, work.count);
}

/// The latest last use first.
constexpr void order_by_last_use(const Workspace& work) {
    for (int i = 0; i < work.count; ++i) work.keys[i] = work.planned[i].last;
    sort_by_key(work.order, work.merged, work.keys, work.count);
}

/// Those alive at the busiest moments first.
constexpr void order_by_busiest(const Workspace& work) {
    find_peak(work);
    for (int i = 0; i < work.count; ++i) {
        const int last = work.planned[i].last;
        for (int j = i + 1; j < work.count && work.planned[j].first <= last; ++j) {
            if (work.keys[j] > work.keys[i]) work.keys[i] = work.keys[j];
        }
    }
    sort_by_key(work.order, work.merged, work.keys, work.count);
}

/// How many attempts are allowed: few enough for a compiler's default limits on a network of 600
/// tensors.
constexpr int affordable_attempts(const Workspace& work) {
    Count pairs = 0; // that live together
    for (int i = 0; i < work.count; ++i) {
        const int last = work.planned[i].last;
        for (int j = i + 1; j < work.count && work.planned[j].first <= last; ++j) ++pairs;
    }
    const Count most = 6000 / (work.count + pairs + 1);
    return most < 12 ? static_cast<int>(most) : 12;
}

/// Plans in the current order and then, a few times, with the buffer that ended highest moved to
/// the front. Keeps the best plan and returns the bytes of its arena.
constexpr Count search(const Workspace& work, int attempts, Count best, Count lower_bound) {
    for (int i = 0; i < attempts && best > lower_bound; ++i) {
        const Count bytes = assign_in_order(work);
        if (bytes < best) {
            best = bytes;
            keep_offsets(work);
        }
        move_highest_to_front(work, bytes);
    }
    return best;
}

/// TensorFlow Lite Micro's greedy plan. Returns the bytes of its arena.
constexpr Count plan_greedily(const Workspace& work) {
    order_by_size(work);
    const Count bytes = assign_in_order(work);
    keep_offsets(work);
    return bytes;
}

/// Looks for a plan of fewer bytes. Buffers alive at the busiest moment go first: in one search
/// ordered by last use, as the others must fit beside those that stay longest, then by size.
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
