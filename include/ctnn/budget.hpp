// Does a network fit the device? Limits on what it costs; within.hpp has the compiler check them.
#pragma once

#include "activations.hpp"

namespace ctnn {

/// Limits of a device; what is left out is not limited.
struct Budget {
    static constexpr Count unlimited = INT64_MAX;

    Count params = unlimited; ///< trainable parameters
    Count macs = unlimited;   ///< multiply-accumulates of one pass over one sample
    Count flops = unlimited;  ///< by the summary's convention; a Model's is the lecture's
    /// The most bytes that the tensors take which are alive at one time, in execution order.
    Count activation_bytes = unlimited;
    Count bytes_per_element = 4; ///< of activations: 4 for fp32, 1 for int8
    /// BatchNorm2d, activations (but Softmax), dropout, flattening and sums write over an operand
    /// that nobody reads later, as inference runtimes fold them.
    bool in_place = true;
};

/// The limits that a budget sets.
enum class Limit : unsigned char {
    none,
    params,
    macs,
    flops,
    activation_bytes,
    bytes_per_element ///< not a limit, but a figure that can be wrong
};

/// The first limit that a network exceeds, and what takes most of it. Converts to true if there is
/// one. A limit under 1 is exceeded by any network: then `allowed` is under 1.
struct Overrun {
    Limit limit = Limit::none;
    Count actual = 0;
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
        return largest <= INT64_MAX / 100 ? largest * 100 / actual : largest / (actual / 100);
    }
};

namespace detail {

constexpr const char* name_of(Limit limit) {
    switch (limit) {
    case Limit::none: return "";
    case Limit::params: return "params";
    case Limit::macs: return "macs";
    case Limit::flops: return "flops";
    case Limit::activation_bytes: return "activation_bytes";
    case Limit::bytes_per_element: return "bytes_per_element";
    }
    return "";
}

constexpr Count part_of(const Record& row, Limit limit) {
    switch (limit) {
    case Limit::params: return row.params.trainable();
    case Limit::macs: return row.work.macs;
    case Limit::flops: return row.flops;
    case Limit::none:
    case Limit::activation_bytes:
    case Limit::bytes_per_element: return 0;
    }
    return 0;
}

/// The row with the largest part of a figure.
constexpr int largest_row(const Rows& rows, Limit limit) {
    int largest = 0;
    for (int i = 1; i < rows.size(); ++i) {
        if (part_of(rows[i], limit) > part_of(rows[largest], limit)) largest = i;
    }
    return largest;
}

/// The elements of an operation's inputs and output.
constexpr Count elements_at(const Rows& rows, const Record& row) {
    Count elements = row.output.elements();
    for (int k = 0; k < row.operands; ++k) {
        elements = add(elements, rows.shape(rows.operand(row, k)).elements());
    }
    return elements;
}

/// The overrun, with the row that is to blame and its part.
constexpr Overrun with_row(Overrun overrun, const Rows& rows, int index, Count part) {
    if (rows.size() == 0) return overrun;
    const Record& row = rows[index];
    overrun.index = index;
    overrun.layer = row.name;
    overrun.op = row.op;
    overrun.path = row.path;
    overrun.largest = part;
    return overrun;
}

} // namespace detail

/// The first limit of a budget that a summary exceeds. No limit, and no number of bytes, is under
/// 1: a budget with such a figure is exceeded too, and the sentence says why. The rows of a network
/// that does not fit end before its error, and so does what is looked at: ask is_within.
template <int Operations, int Edges>
constexpr Overrun overrun(const Summary<Operations, Edges>& summary, const Budget& budget) {
    const Rows rows = summary;
    const Totals& totals = summary.totals;
    const Count bytes = budget.bytes_per_element;
    if (bytes < 1) return {Limit::bytes_per_element, 0, bytes};
    const Overrun sums[] = {
        {Limit::params, totals.params, budget.params},
        {Limit::macs, totals.macs, budget.macs},
        {Limit::flops, totals.flops, budget.flops},
    };
    for (const Overrun& sum : sums) {
        if (sum.allowed >= 1 && sum.actual <= sum.allowed) continue;
        const int row = detail::largest_row(rows, sum.limit);
        return detail::with_row(sum, rows, row,
                                rows.size() > 0 ? detail::part_of(rows[row], sum.limit) : 0);
    }
    if (budget.activation_bytes == Budget::unlimited) return {};
    const detail::Peak peak =
        detail::peak_of(summary, budget.in_place ? InPlace{} : nothing_in_place);
    const Count peak_bytes = mul(peak.elements, bytes);
    const Overrun over{Limit::activation_bytes, peak_bytes == overflow ? INT64_MAX : peak_bytes,
                       budget.activation_bytes};
    if (over.allowed >= 1 && over.actual <= over.allowed) return {};
    if (rows.size() == 0) return over;
    const Count part = mul(detail::elements_at(rows, rows[peak.row]), bytes);
    return detail::with_row(over, rows, peak.row, part == overflow ? INT64_MAX : part);
}

/// The overrun in words: `params: 61706 is 1706 over the budget of 60000; the largest part is layer
/// 7 (Linear, at 7) with 48120, 77%`. Empty if there is none.
constexpr Sentence sentence(const Overrun& overrun) {
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
    if (overrun.path.size > 0) text.append(", at ").append(overrun.path.c_str());
    text.append(is_peak ? "), whose inputs and output are " : ") with ").append(overrun.largest);
    return text.append(", ").append(overrun.percent()).append('%');
}

/// Is a summary of a network that fits its input within a budget? At run time too.
template <int Operations, int Edges>
constexpr bool is_within(const Summary<Operations, Edges>& summary, const Budget& budget) {
    return !summary.error && !overrun(summary, budget);
}

} // namespace ctnn
