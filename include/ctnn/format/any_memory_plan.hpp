// A memory plan without its size in the type, for code that prints.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "../analysis/memory_plan.hpp"
#include "any_summary.hpp"

namespace ctnn::format {

/// An arena for a network's activations: what ctnn::plan_memory gives, of a summary of any size.
struct AnyMemoryPlan {
    MemoryOptions options = {};
    Count bytes = 0;       ///< of the arena
    Count lower_bound = 0; ///< the most bytes alive at one step
    Count state_bytes = 0; ///< what layers keep from one inference to the next
    int operators = 0;     ///< steps that run
    int counted_as_same = 0;
    std::vector<Buffer> buffers = {};
    std::vector<int> buffer_of = {}; ///< of the inputs, the last first, then of each row's output
    int inputs = 1;

    /// The buffer of a row's output; -1: of the network's first input.
    const Buffer& operator[](int row) const {
        const int position = row + inputs;
        return buffers[static_cast<std::size_t>(buffer_of[static_cast<std::size_t>(position)])];
    }
};

namespace detail {

inline AnyMemoryPlan plan_once(const Rows& rows, const MemoryOptions& options, bool shares_larger) {
    namespace core = ctnn::detail;
    const auto count = static_cast<std::size_t>(rows.size());
    const auto inputs = static_cast<std::size_t>(rows.input_count());
    AnyMemoryPlan plan{.options = options, .inputs = rows.input_count()};
    plan.buffers.resize(3 * count + inputs);
    plan.buffer_of.resize(count + inputs);
    std::vector<core::Readers> readers(count + inputs);
    const core::Collected all = core::collect_buffers(
        rows, options, plan.buffers.data(), {plan.buffer_of.data(), rows.size(), plan.inputs},
        {readers.data(), rows.size(), plan.inputs}, shares_larger);
    plan.operators = all.operators;
    plan.counted_as_same = all.counted_as_same;
    plan.state_bytes = all.state;
    const auto size = static_cast<std::size_t>(all.size);
    plan.buffers.resize(size);
    std::vector<core::PlannedBuffer> planned(size + 1);
    std::vector<int> order(size + 1);
    std::vector<int> neighbours(size + 1);
    std::vector<int> merged(size + 1);
    std::vector<Count> keys(size + 1);
    const core::Workspace work{planned.data(), order.data(), neighbours.data(),
                               merged.data(),  keys.data(),  all.size};
    plan.bytes = core::plan_arena(plan.buffers.data(), work, options.planner, plan.lower_bound);
    return plan;
}

inline Count aligned_peak(const Rows& rows, const MemoryOptions& options) {
    std::vector<ctnn::detail::Readers> readers(
        static_cast<std::size_t>(rows.size() + rows.input_count()));
    const auto bytes = [&options](const Shape& shape) {
        return ctnn::detail::aligned_bytes(shape, options);
    };
    return ctnn::detail::peak_alive(rows, options.in_place,
                                    {readers.data(), rows.size(), rows.input_count()}, bytes,
                                    options.keep_input)
        .elements;
}

} // namespace detail

/// Plans one arena, as ctnn::plan_memory does. Throws shape_error as that.
[[nodiscard]] inline AnyMemoryPlan plan_memory(const AnySummary& summary,
                                               const MemoryOptions& options = {}) {
    namespace core = ctnn::detail;
    core::refuse(summary.error);
    core::check(options);
    AnyMemoryPlan plan = detail::plan_once(summary.rows, options, false);
    if (core::may_shrink_in_place(summary.rows, options)) {
        plan.lower_bound = detail::aligned_peak(summary.rows, options);
        if (plan.lower_bound < plan.bytes) {
            AnyMemoryPlan other = detail::plan_once(summary.rows, options, true);
            other.lower_bound = plan.lower_bound;
            if (other.bytes < plan.bytes) plan = other;
        }
    }
    core::checked(plan.bytes);
    core::checked(plan.state_bytes);
    return plan;
}

/// The same where a report goes on without a plan: `why_none` says why there is none.
[[nodiscard]] inline AnyMemoryPlan
try_plan_memory(const AnySummary& summary, const MemoryOptions& options, std::string& why_none) {
    try {
        return plan_memory(summary, options);
    } catch (const shape_error& error) {
        why_none = error.what();
        return {};
    }
}

} // namespace ctnn::format
