// Buffers that share one block of memory: each has an offset, such that no two overlap while both
// are alive.
#pragma once

#include "detail/placement.hpp"

namespace ctnn {

/// A buffer that is alive from one step of a program to another, both included. Steps count from 0;
/// the buffers a step reads and those it writes are alive together.
struct Buffer {
    Count bytes = 0;
    int first_use = 0;
    int last_use = 0;
    Count offset = 0; ///< in the arena, set by the plan

    /// Are both alive at some step?
    constexpr bool lives_with(const Buffer& other) const {
        return first_use <= other.last_use && other.first_use <= last_use;
    }
    /// Do they have a byte of the arena in common?
    constexpr bool overlaps(const Buffer& other) const {
        return bytes > 0 && other.bytes > 0 && offset < other.offset + other.bytes &&
               other.offset < offset + bytes;
    }
};

/// How offsets are found. `greedy` is TensorFlow Lite Micro's GreedyMemoryPlanner: the largest
/// buffer first (of equal ones the last), each at the lowest offset that is free during its
/// lifetime. `best` starts from that plan, is never larger, and stops at the lower bound or after a
/// few attempts.
enum class Planner : unsigned char { greedy, best };

/// The offset of each buffer; sizes are taken as given, not aligned. `bytes` and `lower_bound` are
/// `overflow` if a size is negative, a lifetime ends before it begins, or the sum of the sizes
/// exceeds 63 bits.
template <int Size>
struct ArenaPlan {
    Count bytes = 0;       ///< of the arena
    Count lower_bound = 0; ///< the most bytes alive at one step: no plan takes fewer
    int size = 0;          ///< number of buffers used
    Buffer buffers[Size > 0 ? static_cast<unsigned>(Size) : 1] = {};
};

namespace detail {

constexpr bool are_valid(const Buffer* buffers, int count) {
    Count sum = 0;
    for (int i = 0; i < count; ++i) {
        const Buffer& buffer = buffers[i];
        if (buffer.bytes < 0 || buffer.bytes > INT64_MAX - sum) return false;
        if (buffer.last_use < buffer.first_use) return false;
        sum += buffer.bytes;
    }
    return true;
}

/// Sorts the planned buffers by first use. `order` is the buffers', the last first: of equal ones,
/// TensorFlow Lite Micro's planner assigns the last one first.
constexpr void start(const Buffer* buffers, const Workspace& work) {
    for (int i = 0; i < work.count; ++i) {
        work.order[i] = i;
        work.keys[i] = -static_cast<Count>(buffers[i].first_use);
    }
    sort_by_key(work.order, work.merged, work.keys, work.count);
    for (int i = 0; i < work.count; ++i) {
        const Buffer& buffer = buffers[work.order[i]];
        work.planned[i] = {
            .bytes = buffer.bytes, .first = buffer.first_use, .last = buffer.last_use};
        work.planned[i].buffer = work.order[i];
    }
    for (int i = 0; i < work.count; ++i) work.order[work.count - 1 - work.planned[i].buffer] = i;
    link(work.planned, work.count);
}

/// Sets the buffers' offsets. Returns the bytes of the arena.
constexpr Count plan_arena(Buffer* buffers, const Workspace& work, Planner planner,
                           Count& lower_bound) {
    if (!are_valid(buffers, work.count)) return lower_bound = overflow;
    start(buffers, work);
    lower_bound = find_peak(work);
    Count bytes = plan_greedily(work);
    if (planner == Planner::best) bytes = improve(work, bytes, lower_bound);
    for (int i = 0; i < work.count; ++i) {
        buffers[work.planned[i].buffer].offset = work.planned[i].best_offset;
    }
    return bytes;
}

/// Plans the buffers that a plan already holds.
template <int Size>
constexpr void plan_arena(ArenaPlan<Size>& plan, Planner planner) {
    // 2 at least: with optimisation, g++ 12 warns (falsely) that a sort leaves arrays of 1.
    constexpr unsigned slots = Size > 1 ? static_cast<unsigned>(Size) : 2;
    PlannedBuffer planned[slots] = {};
    int order[slots] = {};
    int neighbours[slots] = {};
    int merged[slots] = {};
    Count keys[slots] = {};
    const Workspace work{planned, order, neighbours, merged, keys, plan.size};
    plan.bytes = plan_arena(plan.buffers, work, planner, plan.lower_bound);
}

} // namespace detail

/// Assigns an offset to each buffer. Buffers may be in any order, which is kept; empty ones at the
/// end are not used.
///
///     constexpr Buffer buffers[] = {{10, 0, 1}, {20, 2, 3}};
///     static_assert(plan_arena(buffers).bytes == 20);
template <unsigned Size>
[[nodiscard]] constexpr auto plan_arena(const Buffer (&buffers)[Size],
                                        Planner planner = Planner::best) {
    ArenaPlan<static_cast<int>(Size)> plan;
    plan.size = static_cast<int>(Size);
    while (plan.size > 1 && buffers[plan.size - 1].bytes == 0) --plan.size;
    for (int i = 0; i < plan.size; ++i) plan.buffers[i] = buffers[i];
    detail::plan_arena(plan, planner);
    return plan;
}

} // namespace ctnn
