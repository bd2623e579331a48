// Does a network fit the device? Limits on what it costs; within.hpp has the compiler check them.
#pragma once

#include "summary.hpp"

namespace ctnn {

/// Limits of a device; what is left out is not limited.
struct Budget {
    static constexpr Count unlimited = INT64_MAX;

    Count params = unlimited; ///< trainable parameters
    Count macs = unlimited;   ///< multiply-accumulates of one pass over one sample
    Count flops = unlimited;  ///< by the lecture's convention
    /// The most bytes that the tensors take which are alive at one time, in execution order.
    Count activation_bytes = unlimited;
    Count bytes_per_element = 4; ///< of activations: 4 for fp32, 1 for int8
    /// BatchNorm2d, activations (but Softmax), dropout, flattening and sums write over an operand
    /// that nobody reads later, as inference runtimes fold them.
    bool in_place = true;
};

namespace detail {

constexpr bool may_be_in_place(Op op) {
    return op == Op::batch_norm || (op >= Op::relu && op <= Op::hardsigmoid) || op == Op::dropout ||
           op == Op::flatten || op == Op::identity || op == Op::add;
}

} // namespace detail

namespace detail {

/// peak_activations, with a place for the last reader of each row and, behind them, of the input.
constexpr Count peak_activations(const Rows& rows, bool in_place, int* last_reader) {
    const auto reader_of = [&](int row) -> int& {
        return last_reader[row < 0 ? rows.size() : row];
    };
    for (int i = 0; i < rows.size(); ++i) {
        for (int k = 0; k < rows[i].operands; ++k) reader_of(rows.operand(rows[i], k)) = i;
    }
    Count alive = rows.input.elements();
    Count peak = alive;
    for (int i = 0; i < rows.size(); ++i) {
        Count freed = 0;
        for (int k = 0; k < rows[i].operands; ++k) {
            const int row = rows.operand(rows[i], k);
            if (reader_of(row) != i) continue;
            freed += rows.shape(row).elements();
            reader_of(row) = -1; // freed once, though it may be read twice here
        }
        const Count output = rows[i].output.elements();
        const bool reuses = in_place && may_be_in_place(rows[i].op) && freed >= output;
        const Count during = add(alive, reuses ? 0 : output);
        if (during == overflow) return overflow;
        if (during > peak) peak = during;
        alive = reuses ? alive - freed + output : during - freed;
    }
    return peak;
}

} // namespace detail

/// The elements of the tensors that are alive at one time, at most: an operation's inputs and
/// output, and whatever a later operation still reads. Linear in the operations.
template <int Operations, int Edges>
constexpr Count peak_activations(const Summary<Operations, Edges>& summary, bool in_place = true) {
    int last_reader[static_cast<unsigned>(Operations) + 1] = {};
    return detail::peak_activations(summary, in_place, last_reader);
}

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
    int index = 0;          ///< the operation with the largest part of the figure,
    const char* layer = ""; ///< its layer's name, kind and path,
    Op op = Op::custom;
    Path path = {};
    Count largest = 0; ///< and that part

    constexpr explicit operator bool() const { return limit != Limit::none; }

    /// The largest part in percent of the figure, rounded down; of activations, a tensor's bytes in
    /// percent of the peak.
    constexpr Count percent() const {
        if (actual <= 0) return 0;
        const Count share =
            actual <= INT64_MAX / 100 ? largest * 100 / actual : largest / (actual / 100);
        return share < 100 ? share : 100;
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

constexpr Count part_of(const Record& row, Limit limit, const Budget& budget) {
    switch (limit) {
    case Limit::params: return row.params.trainable();
    case Limit::macs: return row.work.macs;
    case Limit::flops: return row.flops;
    case Limit::activation_bytes: return mul(row.output.elements(), budget.bytes_per_element);
    case Limit::none:
    case Limit::bytes_per_element: return 0;
    }
    return 0;
}

/// The overrun, with the row that has the largest part of it.
constexpr Overrun with_largest(Overrun overrun, const Rows& rows, const Budget& budget) {
    for (int i = 0; i < rows.size(); ++i) {
        const Count part = part_of(rows[i], overrun.limit, budget);
        if (part <= overrun.largest) continue;
        overrun.index = i;
        overrun.largest = part;
    }
    if (rows.size() == 0) return overrun;
    const Record& row = rows[overrun.index];
    overrun.layer = row.name;
    overrun.op = row.op;
    overrun.path = row.path;
    return overrun;
}

} // namespace detail

/// The first limit of a budget that a summary exceeds. No limit, and no number of bytes, is under
/// 1: a budget with such a figure is exceeded too, and the sentence says why. The rows of a network
/// that does not fit end before its error, and so does what is looked at: ask is_within.
template <int Operations, int Edges>
constexpr Overrun overrun(const Summary<Operations, Edges>& summary, const Budget& budget) {
    const Totals& totals = summary.totals;
    if (budget.bytes_per_element < 1) {
        return {Limit::bytes_per_element, 0, budget.bytes_per_element};
    }
    const Count peak = mul(peak_activations(summary, budget.in_place), budget.bytes_per_element);
    const Overrun all[] = {
        {Limit::params, totals.params, budget.params},
        {Limit::macs, totals.macs, budget.macs},
        {Limit::flops, totals.flops, budget.flops},
        {Limit::activation_bytes, peak == overflow ? INT64_MAX : peak, budget.activation_bytes},
    };
    for (const Overrun& each : all) {
        if (each.allowed >= 1 && each.actual <= each.allowed) continue;
        return detail::with_largest(each, summary, budget);
    }
    return {};
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
    text.append(overrun.allowed).append("; the largest part is layer ").append(overrun.index);
    detail::append_shortened(text.append(" ("), overrun.layer);
    if (overrun.path.size > 0) text.append(", at ").append(overrun.path.c_str());
    text.append(") with ").append(overrun.largest).append(", ").append(overrun.percent());
    return text.append('%');
}

/// Is a summary of a network that fits its input within a budget? At run time too.
template <int Operations, int Edges>
constexpr bool is_within(const Summary<Operations, Edges>& summary, const Budget& budget) {
    return !summary.error && !overrun(summary, budget);
}

} // namespace ctnn
