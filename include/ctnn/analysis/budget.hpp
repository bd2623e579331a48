// Does a network fit the device? Limits on what it costs; within.hpp has the compiler check them.
#pragma once

#include "activation_memory.hpp"
#include "parameter_bytes.hpp"

namespace ctnn {

/// Limits of a device; what is left out is not limited.
struct Budget {
    static constexpr Count unlimited = INT64_MAX;

    Count params = unlimited; ///< trainable parameters
    /// What they take in flash, as parameter_bytes counts: in the quantised types with 32-bit
    /// biases and batch normalisation folded, without the running statistics of one that is not
    /// folded.
    Count parameter_bytes = unlimited;
    Count macs = unlimited;  ///< multiply-accumulates of one pass over one sample
    Count flops = unlimited; ///< by the summary's convention; a Model's is the lecture's
    /// What activations take in RAM: the most bytes of tensors that are alive at one time, in
    /// execution order, not aligned (plan_memory has the arena).
    Count activation_bytes = unlimited;
    DType dtype = DType::fp32; ///< of parameters and activations
    /// What needs no output of its own: by default what TensorFlow Lite's converter fuses, so that
    /// a runtime without operations in place is held to what it takes; ideal_in_place is the bound
    /// of one that has them all.
    InPlace in_place = {};
};

/// The limits that a budget sets.
enum class Limit : unsigned char { none, params, parameter_bytes, macs, flops, activation_bytes };

/// The first limit that a network exceeds, and what takes most of it. Converts to true if there is
/// one. A limit under 1 is exceeded by any network: then `allowed` is under 1.
struct Overrun {
    Limit limit = Limit::none;
    Count actual = 0; ///< at most 2^63 - 1, past which it stands for more
    Count allowed = 0;
    /// The operation with the largest part of the figure; of activations, the one that runs when
    /// most are alive.
    int index = 0;
    const char* layer = ""; ///< its layer's name, kind and path,
    Op op = Op::custom;
    Path path = {};
    Count largest = 0; ///< and that part; of activations, its inputs and output

    constexpr explicit operator bool() const { return limit != Limit::none; }

    /// The largest part in percent of the figure, rounded down.
    constexpr Count percent() const {
        if (actual <= 0) return 0;
        if (largest >= actual) return 100;
        if (largest <= INT64_MAX / 100) return largest * 100 / actual;
        return largest / (actual / 100 + (actual % 100 != 0));
    }
};

namespace detail {

constexpr const char* name_of(Limit limit) {
    switch (limit) {
    case Limit::none: return "";
    case Limit::params: return "params";
    case Limit::parameter_bytes: return "parameter_bytes";
    case Limit::macs: return "macs";
    case Limit::flops: return "flops";
    case Limit::activation_bytes: return "activation_bytes";
    }
    return "";
}

/// The overrun, with the row that is to blame and its part.
constexpr Overrun with_row(Overrun overrun, const Rows& rows, int index, Count part) {
    const Record& row = rows[index];
    overrun.index = index;
    overrun.layer = row.name;
    overrun.op = row.op;
    overrun.path = rows.path(index);
    overrun.largest = part;
    return overrun;
}

constexpr bool exceeds(Count actual, Count allowed) {
    return allowed < 1 || actual > allowed;
}

/// 63 bits are as much as an overrun tells.
constexpr Count at_most_63_bits(Count count) {
    return count == overflow ? INT64_MAX : count;
}

/// A row's part of what a limit is about. `readers` is looked at where batch normalisation is
/// folded.
constexpr Count part_of(const Rows& rows, int row, Limit limit, const ParameterStorage& storage,
                        const int* readers) {
    switch (limit) {
    case Limit::params: return rows[row].params.trainable();
    case Limit::parameter_bytes: return at_most_63_bits(stored_bytes(rows, row, storage, readers));
    case Limit::macs: return rows[row].work.macs;
    case Limit::flops: return rows[row].flops;
    case Limit::none:
    case Limit::activation_bytes: return 0;
    }
    return 0;
}

/// The overrun of a sum over the rows, with the row of the largest part.
constexpr Overrun with_largest(const Overrun& overrun, const Rows& rows,
                               const ParameterStorage& storage, const int* readers) {
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

/// The most bytes that are alive at one time against their limit.
constexpr Overrun peak_overrun(const Rows& rows, const Budget& budget,
                               const PerTensor<Readers>& readers) {
    if (budget.activation_bytes == Budget::unlimited) return {};
    const auto bytes = [&budget](const Shape& shape) {
        return bytes_of(budget.dtype, shape.elements());
    };
    const Peak peak = peak_alive(rows, budget.in_place, readers, bytes);
    const Count alive = at_most_63_bits(peak.elements);
    if (!exceeds(alive, budget.activation_bytes)) return {};
    const Overrun over{Limit::activation_bytes, alive, budget.activation_bytes};
    if (rows.size() == 0) return over;
    const Record& record = rows[peak.row];
    Count part = peak.is_in_place ? 0 : bytes(record.output);
    for (int k = 0; k < record.operands; ++k) {
        const int operand = rows.operand(peak.row, k);
        bool is_counted = false; // it stands twice in a merge
        for (int before = 0; before < k; ++before) {
            is_counted |= rows.operand(peak.row, before) == operand;
        }
        if (!is_counted) part = add(part, bytes(rows.output_of(operand)));
    }
    return with_row(over, rows, peak.row, at_most_63_bits(part));
}

} // namespace detail

/// The first limit of a budget that a summary exceeds. No limit is under 1: a budget with such a
/// figure is exceeded too, and the sentence says why. The rows of a network that does not fit end
/// before its error, and so does what is looked at: ask is_within.
template <Size Capacity>
[[nodiscard]] constexpr Overrun overrun(const Summary<Capacity>& summary, const Budget& budget) {
    const Rows rows = summary;
    const ParameterStorage storage{budget.dtype};
    int readers[detail::room_for(Capacity.operations)] = {};
    const bool has_limit = budget.parameter_bytes != Budget::unlimited;
    const Count stored = has_limit ? detail::stored_bytes(rows, storage, readers) : 0;
    const Overrun sums[] = {
        {Limit::params, summary.totals.params, budget.params},
        {Limit::parameter_bytes, detail::at_most_63_bits(stored), budget.parameter_bytes},
        {Limit::macs, summary.totals.macs, budget.macs},
        {Limit::flops, summary.totals.flops, budget.flops},
    };
    for (const Overrun& sum : sums) {
        if (detail::exceeds(sum.actual, sum.allowed)) {
            return detail::with_largest(sum, rows, storage, readers);
        }
    }
    detail::PerTensorOf<detail::Readers, Capacity.operations> of_tensors;
    return detail::peak_overrun(rows, budget, of_tensors.view());
}

/// The overrun in words: `params: 61706 is 1706 over the budget of 60000; the largest part is layer
/// 7 (Linear, at 7) with 48120, 77%`. Empty if there is none.
[[nodiscard]] constexpr Sentence sentence(const Overrun& overrun) {
    Sentence text;
    if (!overrun) return text;
    text.append(detail::name_of(overrun.limit));
    if (overrun.allowed < 1) {
        return text.append(" of a budget must be at least 1, is ").append(overrun.allowed);
    }
    text.append(": ").append(overrun.actual).append(" is ");
    text.append(overrun.actual - overrun.allowed).append(" over the budget of ");
    text.append(overrun.allowed);
    if (*overrun.layer == '\0') return text; // a network without operations
    const bool is_peak = overrun.limit == Limit::activation_bytes;
    text.append(is_peak ? "; the peak is at layer " : "; the largest part is layer ");
    text.append(overrun.index);
    detail::append_shortened(text.append(" ("), overrun.layer);
    if (!overrun.path.is_empty()) detail::append_path(text.append(", at "), overrun.path);
    text.append(is_peak ? "), whose inputs and output are " : ") with ").append(overrun.largest);
    return text.append(", ").append(overrun.percent()).append('%');
}

/// Is a summary of a network that fits its input within a budget? At run time too.
template <Size Capacity>
[[nodiscard]] constexpr bool is_within(const Summary<Capacity>& summary, const Budget& budget) {
    return !summary.error && !overrun(summary, budget);
}

} // namespace ctnn
