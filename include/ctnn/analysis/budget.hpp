// Limits on what a network may cost, for a device it must fit; within.hpp checks them at compile
// time.
#pragma once

#include "memory_plan.hpp"
#include "overrun.hpp"
#include "parameter_bytes.hpp"

namespace ctnn {

/// The limits of a device; those not set are unlimited.
struct Budget {
    static constexpr Count unlimited = INT64_MAX;

    Count params = unlimited; ///< trainable parameters
    /// Their bytes in flash, as counted by parameter_bytes: in the quantised types with 32-bit
    /// biases and folded batch normalisation. Running statistics are not counted.
    Count parameter_bytes = unlimited;
    Count macs = unlimited;  ///< multiply-accumulates of one pass over one sample
    Count flops = unlimited; ///< by the summary's convention; a Model's is the lecture's
    /// The activations' bytes in RAM: the most that are alive at one time, in execution order, not
    /// aligned.
    Count activation_bytes = unlimited;
    DType dtype = DType::fp32; ///< of parameters and activation_bytes
    /// Operations without an output of their own, for activation_bytes. By default none, which is
    /// safe for a runtime that is not named; ideal_in_place is the bound for one that does
    /// everything in place.
    InPlace in_place = {};
    /// The bytes that plan_memory plans with `memory`, state of layers included. A runtime needs
    /// more for itself: leave room for TensorFlow Lite Micro's persistent part.
    Count arena_bytes = unlimited;
    MemoryOptions memory = {}; ///< with a data type of its own: `MemoryOptions::tflm()`
};

namespace detail {

/// The overrun, with the row that contributes most and its part.
constexpr Overrun with_row(Overrun overrun, const Rows& rows, int index, Count part) {
    const Record& record = rows[index];
    overrun.index = index;
    overrun.layer = record.name;
    overrun.op = record.op;
    overrun.path = rows.path(index);
    overrun.largest = part;
    return overrun;
}

constexpr bool exceeds(Count actual, Count allowed) {
    return allowed < 1 || actual > allowed;
}

/// An overrun shows at most 2^63 - 1.
constexpr Count at_most_63_bits(Count count) {
    return count == overflow ? INT64_MAX : count;
}

/// A row's contribution to the figure of a limit. `readers` is used if batch normalisation is
/// folded.
constexpr Count part_of(const Rows& rows, int row, Limit limit, const ParameterStorage& storage,
                        const PerTensor<Readers>& readers) {
    switch (limit) {
    case Limit::params: return rows[row].own_params().trainable();
    case Limit::parameter_bytes: return at_most_63_bits(stored_bytes(rows, row, storage, readers));
    case Limit::macs: return rows[row].work.macs;
    case Limit::flops: return rows[row].flops;
    case Limit::none:
    case Limit::activation_bytes:
    case Limit::arena_bytes: return 0;
    }
    return 0;
}

/// The overrun of a sum over the rows, with the row of the largest part.
constexpr Overrun with_largest(const Overrun& overrun, const Rows& rows,
                               const ParameterStorage& storage, const PerTensor<Readers>& readers) {
    Count most = 0;
    int largest = 0;
    for (int i = 0; i < rows.size(); ++i) {
        const Count part = part_of(rows, i, overrun.limit, storage, readers);
        if (part > most) {
            most = part;
            largest = i;
        }
    }
    return rows.size() > 0 ? with_row(overrun, rows, largest, most) : overrun;
}

/// The overrun of the peak of activations, if it exceeds its limit.
constexpr Overrun peak_overrun(const Rows& rows, const Budget& budget,
                               const PerTensor<Readers>& readers) {
    if (budget.activation_bytes == Budget::unlimited) return Overrun{};
    const auto bytes = [&budget](const Shape& shape) {
        return bytes_of(budget.dtype, shape.elements());
    };
    const Peak peak = peak_alive(rows, budget.in_place, readers, bytes, false);
    const Count alive = at_most_63_bits(peak.elements);
    if (!exceeds(alive, budget.activation_bytes)) return Overrun{};
    const Overrun over{
        .limit = Limit::activation_bytes, .actual = alive, .allowed = budget.activation_bytes};
    if (rows.size() == 0) return over;
    const Record& record = rows[peak.row];
    Count part = peak.is_in_place ? 0 : bytes(record.output);
    for (int k = 0; k < record.operands; ++k) {
        const int operand = rows.operand(peak.row, k);
        bool is_counted = false; // by an equal operand before it
        for (int before = 0; before < k; ++before) {
            is_counted |= rows.operand(peak.row, before) == operand;
        }
        if (!is_counted) part = add(part, bytes(rows.output_of(operand)));
    }
    return with_row(over, rows, peak.row, at_most_63_bits(part));
}

/// The overrun of the arena, with the largest of the rows' buffers.
template <Size Capacity>
constexpr Overrun arena_overrun(const Summary<Capacity>& summary, const Budget& budget) {
    if (budget.arena_bytes == Budget::unlimited) return Overrun{};
    const auto plan = plan_memory(summary, budget.memory);
    const Count bytes = at_most_63_bits(add(plan.bytes, plan.state_bytes));
    if (!exceeds(bytes, budget.arena_bytes)) return Overrun{};
    const Overrun over{.limit = Limit::arena_bytes, .actual = bytes, .allowed = budget.arena_bytes};
    if constexpr (Capacity.operations == 0) {
        return over;
    } else {
        int largest = 0;
        // Up to what there is room for: else g++ 12 suspects reads beyond it.
        for (int row = 0; row < static_cast<int>(Capacity.operations); ++row) {
            const bool is_larger = plan[row].bytes > plan[largest].bytes;
            if (row < summary.size() && is_larger) largest = row;
        }
        if (summary.size() == 0) return over;
        return with_row(over, summary, largest, plan[largest].bytes);
    }
}

/// Adds an overrun to those before it.
constexpr void append(Overrun& all, const Overrun& next) {
    if (!next) return;
    if (!all) {
        all = next;
    } else {
        all.others[all.other_count++] = {next.limit, next.actual, next.allowed};
    }
}

} // namespace detail

/// The limits of a budget that a summary exceeds. A limit must be at least 1: a lower one counts as
/// exceeded, and the sentence says why. If the summary has an error, only the rows before it are
/// checked; is_within checks for errors too. Throws shape_error as plan_memory, if the arena has a
/// limit.
template <Size Capacity>
[[nodiscard]] constexpr Overrun overrun(const Summary<Capacity>& summary, const Budget& budget) {
    const Rows rows = summary;
    const ParameterStorage storage{budget.dtype};
    detail::PerTensorOf<detail::Readers, Capacity> of_tensors;
    const auto readers = of_tensors.view();
    const bool has_limit = budget.parameter_bytes != Budget::unlimited;
    const Count stored = has_limit ? detail::stored_bytes(rows, storage, readers) : 0;
    const Excess sums[] = {
        {Limit::params, summary.totals.params, budget.params},
        {Limit::parameter_bytes, detail::at_most_63_bits(stored), budget.parameter_bytes},
        {Limit::macs, summary.totals.macs, budget.macs},
        {Limit::flops, summary.totals.flops, budget.flops},
    };
    Overrun all;
    for (const Excess& sum : sums) {
        if (!detail::exceeds(sum.actual, sum.allowed)) continue;
        const Overrun next{.limit = sum.limit, .actual = sum.actual, .allowed = sum.allowed};
        detail::append(all, all ? next : detail::with_largest(next, rows, storage, readers));
    }
    detail::append(all, detail::peak_overrun(rows, budget, readers));
    if (!summary.error) detail::append(all, detail::arena_overrun(summary, budget));
    return all;
}

/// Is a summary without error and within a budget?
template <Size Capacity>
[[nodiscard]] constexpr bool is_within(const Summary<Capacity>& summary, const Budget& budget) {
    return !summary.error && !overrun(summary, budget);
}

} // namespace ctnn
