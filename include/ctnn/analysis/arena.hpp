// Buffers that share one block of memory: an offset for each, so that no two overlap while both
// live.
#pragma once

#include "detail/placement.hpp"

namespace ctnn {

/// A buffer that must exist from one step of a program to another, both included. Steps are numbers
/// from 0; a step needs what it reads and what it writes at once.
struct Buffer {
    Count bytes = 0;
    int first_use = 0;
    int last_use = 0;
    Count offset = 0; ///< where a plan puts it

    /// Do both exist at some step?
    constexpr bool lives_with(const Buffer& other) const {
        return first_use <= other.last_use && other.first_use <= last_use;
    }
    /// Have both a byte of the arena in common?
    constexpr bool overlaps(const Buffer& other) const {
        return bytes > 0 && other.bytes > 0 && offset < other.offset + other.bytes &&
               other.offset < offset + bytes;
    }
};

/// How offsets are found. `greedy` is TensorFlow Lite Micro's GreedyMemoryPlanner: by size, the
/// largest first, each at the lowest place that is free for its life. `best` starts from it, is
/// never above it, and stops at the lower bound or after a few attempts.
enum class Planner : unsigned char { greedy, best };

/// Where each buffer lies; sizes are taken as given, rounded to no alignment. `bytes` and
/// `lower_bound` are `overflow` if a size is negative, a life ends before it begins, or the sizes
/// do not add up to 63 bits.
template <int Size>
struct ArenaPlan {
    Count bytes = 0;       ///< of the arena
    Count lower_bound = 0; ///< the most bytes alive at one step: no plan takes fewer
    int size = 0;          ///< how many of the buffers are used
    Buffer buffers[Size > 0 ? static_cast<unsigned>(Size) : 1] = {};
};

namespace detail {

constexpr bool are_sound(const Buffer* buffers, int count) {
    Count sum = 0;
    for (int i = 0; i < count; ++i) {
        const Buffer& buffer = buffers[i];
        if (buffer.bytes < 0 || buffer.bytes > INT64_MAX - sum) return false;
        if (buffer.last_use < buffer.first_use) return false;
        sum += buffer.bytes;
    }
    return true;
}

/// The intervals in the order of their first uses; the order to be, as they came.
constexpr void start(const Buffer* buffers, const Workspace& work) {
    for (int i = 0; i < work.count; ++i) {
        work.order[i] = i;
        work.keys[i] = -static_cast<Count>(buffers[i].first_use);
    }
    sort_by_key(work.order, work.merged, work.keys, work.count);
    for (int i = 0; i < work.count; ++i) {
        const Buffer& buffer = buffers[work.order[i]];
        work.intervals[i] = {
            .bytes = buffer.bytes, .first = buffer.first_use, .last = buffer.last_use};
        work.intervals[i].buffer = work.order[i];
    }
    for (int i = 0; i < work.count; ++i) work.order[work.intervals[i].buffer] = i;
    link(work.intervals, work.count);
}

/// Sets the buffers' offsets; the bytes of the arena.
constexpr Count plan_arena(Buffer* buffers, const Workspace& work, Planner planner,
                           Count& lower_bound) {
    if (!are_sound(buffers, work.count)) return lower_bound = overflow;
    start(buffers, work);
    lower_bound = find_peak(work);
    Count bytes = plan_greedily(work);
    if (planner == Planner::best) bytes = improve(work, bytes, lower_bound);
    for (int i = 0; i < work.count; ++i) {
        buffers[work.intervals[i].buffer].offset = work.intervals[i].best;
    }
    return bytes;
}

/// Plans the buffers that a plan already holds.
template <int Size>
constexpr void plan_arena(ArenaPlan<Size>& plan, Planner planner) {
    // 2 at least, since g++ 12 warns (falsely, and with optimization) that a sort leaves
    // arrays of 1.
    constexpr unsigned places = Size > 1 ? static_cast<unsigned>(Size) : 2;
    Interval intervals[places] = {};
    int order[places] = {};
    int neighbours[places] = {};
    int merged[places] = {};
    Count keys[places] = {};
    const Workspace work{intervals, order, neighbours, merged, keys, plan.size};
    plan.bytes = plan_arena(plan.buffers, work, planner, plan.lower_bound);
}

} // namespace detail

/// An offset for each buffer. Their order is free, and is kept.
///
///     constexpr Buffer buffers[] = {{10, 0, 1}, {20, 2, 3}};
///     static_assert(plan_arena(buffers).bytes == 20);
template <unsigned Size>
[[nodiscard]] constexpr auto plan_arena(const Buffer (&buffers)[Size],
                                        Planner planner = Planner::best) {
    ArenaPlan<static_cast<int>(Size)> plan;
    plan.size = static_cast<int>(Size);
    for (int i = 0; i < plan.size; ++i) plan.buffers[i] = buffers[i];
    detail::plan_arena(plan, planner);
    return plan;
}

} // namespace ctnn
