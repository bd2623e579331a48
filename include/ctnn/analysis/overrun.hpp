// A network over its budget: which limits it exceeds, and where it costs most.
#pragma once

#include "../core/sentence.hpp"

namespace ctnn {

/// The limits of a budget.
enum class Limit : unsigned char {
    none,
    params,
    parameter_bytes,
    macs,
    flops,
    activation_bytes,
    arena_bytes,
};

/// A limit, and a figure above it.
struct Excess {
    Limit limit = Limit::none;
    Count actual = 0;
    Count allowed = 0;
};

/// The first limit that a network exceeds, the operation that contributes most to it, and the other
/// limits that it exceeds. Converts to true if there is one. A limit (`allowed`) below 1 is
/// exceeded by any network.
struct Overrun {
    Limit limit = Limit::none;
    Op op = Op::custom; ///< of the operation that contributes most,
    int index = 0;      ///< and its row; for activations, of the one that runs at the peak
    Count actual = 0;   ///< 2^63 - 1 stands for that or more
    Count allowed = 0;
    const char* layer = ""; ///< that operation's layer and its path
    Path path = {};
    Count largest = 0;     ///< its contribution; for activations, its inputs and output
    Excess others[5] = {}; ///< further limits that are exceeded, in their order
    int other_count = 0;

    constexpr explicit operator bool() const { return limit != Limit::none; }

    /// `largest` in percent of the figure, rounded down.
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
    case Limit::arena_bytes: return "arena_bytes";
    }
    return "";
}

constexpr void append_excess(Sentence& text, Limit limit, Count actual, Count allowed) {
    text.append(name_of(limit));
    if (allowed < 1) {
        text.append(" of a budget must be at least 1, is ").append(allowed);
        return;
    }
    text.append(": ").append(actual).append(" is ").append(actual - allowed);
    text.append(" over the budget of ").append(allowed);
}

constexpr const char* part_name(Limit limit) {
    switch (limit) {
    case Limit::activation_bytes: return "; the peak is at layer ";
    case Limit::arena_bytes: return "; the largest buffer is of layer ";
    default: return "; the largest part is layer ";
    }
}

} // namespace detail

/// The overrun as a sentence: `params: 61706 is 1706 over the budget of 60000; the largest part is
/// layer 7 (Linear, at 7) with 48120, 77%; also macs: 416520 is 16520 over the budget of 400000`.
/// Empty if there is none.
[[nodiscard]] constexpr Sentence sentence(const Overrun& overrun) {
    Sentence text;
    if (!overrun) return text;
    detail::append_excess(text, overrun.limit, overrun.actual, overrun.allowed);
    if (*overrun.layer != '\0' && overrun.allowed >= 1) { // '\0': a network without operations
        text.append(detail::part_name(overrun.limit)).append(overrun.index);
        detail::append_shortened(text.append(" ("), overrun.layer);
        if (!overrun.path.is_empty()) detail::append_path(text.append(", at "), overrun.path);
        const bool is_peak = overrun.limit == Limit::activation_bytes;
        text.append(is_peak ? "), whose inputs and output are " : ") with ");
        text.append(overrun.largest).append(", ").append(overrun.percent()).append('%');
    }
    for (int i = 0; i < overrun.other_count; ++i) {
        const Excess& other = overrun.others[i];
        text.append("; also ");
        detail::append_excess(text, other.limit, other.actual, other.allowed);
    }
    return text;
}

} // namespace ctnn
