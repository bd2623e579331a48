// Does a network fit the device? Limits on what it costs, checked by the compiler.
#pragma once

#include "activations.hpp"
#include "model.hpp"

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
    /// Normalisation, activations, dropout, flattening and sums write over an operand that nobody
    /// reads later, as inference runtimes fold them.
    bool in_place = true;
};

namespace error {

/// The limits that a budget may set.
enum class Limit : unsigned char { params, macs, flops, activation_bytes, not_a_limit };

template <Count Actual>
struct actual;
template <Count Allowed>
struct allowed;
template <Count Excess>
struct over_by;
template <Count Percent>
struct percent;

/// False: a model that is over its budget. `layer`, `Op` and `at` are the largest part of the
/// figure, `percent` its share.
template <Limit, class Actual, class Allowed, class OverBy, class Layer, Op, class At,
          class Percent>
constexpr bool over_budget = false;

} // namespace error

namespace detail {

/// One figure against its limit, and the row with the largest part of it.
struct Spent {
    error::Limit limit;
    Count actual;
    Count allowed;
    int largest = 0;
    Count largest_part = 0;
};

constexpr Count part_of(const Record& row, error::Limit limit, const Budget& budget) {
    switch (limit) {
    case error::Limit::params: return row.params.trainable();
    case error::Limit::macs: return row.work.macs;
    case error::Limit::flops: return row.flops;
    case error::Limit::activation_bytes:
        return mul(row.output.elements(), budget.bytes_per_element);
    case error::Limit::not_a_limit: return 0;
    }
    return 0;
}

/// The first limit that is exceeded, or actual == allowed if none is. A limit under 0, and fewer
/// than 1 byte an element, are no limits.
template <int Operations, int Edges>
constexpr Spent overspent(const Summary<Operations, Edges>& summary, const Budget& budget) {
    const Totals& totals = summary.totals;
    const Count peak = mul(peak_activations(summary, budget.in_place), budget.bytes_per_element);
    const Spent all[] = {
        {error::Limit::not_a_limit, budget.bytes_per_element > 0 ? 0 : 1, 0},
        {error::Limit::params, totals.params, budget.params},
        {error::Limit::macs, totals.macs, budget.macs},
        {error::Limit::flops, totals.flops, budget.flops},
        {error::Limit::activation_bytes, peak == overflow ? INT64_MAX : peak,
         budget.activation_bytes},
    };
    for (Spent spent : all) {
        if (spent.allowed < 0) spent.limit = error::Limit::not_a_limit;
        if (spent.actual <= spent.allowed && spent.allowed >= 0) continue;
        for (int i = 0; i < summary.size(); ++i) {
            const Count part = part_of(summary[i], spent.limit, budget);
            if (part <= spent.largest_part) continue;
            spent.largest = i;
            spent.largest_part = part;
        }
        return spent;
    }
    return {error::Limit::params, 0, 0};
}

/// 0 to 100, rounded down.
constexpr Count percent_of(Count part, Count total) {
    if (total <= 0) return 0;
    const Count hundredth = total / 100;
    const Count percent = total < INT64_MAX / 100 ? part * 100 / total : part / hundredth;
    return percent > 100 ? 100 : percent;
}

template <class M, Budget B, class PathIndices>
struct OverBudget;

template <class M, Budget B, int... Is>
struct OverBudget<M, B, Indices<Is...>> {
    static constexpr Spent s = overspent(M::summary, B);
    static constexpr const Record& row = M::summary[s.largest];
    static_assert(error::over_budget<s.limit, error::actual<s.actual>, error::allowed<s.allowed>,
                                     error::over_by<s.actual - s.allowed>, error::layer<s.largest>,
                                     row.op, error::at<row.path.characters[Is]...>,
                                     error::percent<percent_of(s.largest_part, s.actual)>>);
    static constexpr bool is_within = false;
};

} // namespace detail

/// A Model that costs no more than a budget. Over it, it does not compile: the first error shows
/// the limit, the figure, by how much it is over, and the largest layer with its share.
///
///     static_assert(within<Model<lenet5, Shape{1, 28, 28}>, Budget{.params = 100'000}>());
template <class M, Budget B>
constexpr bool within() {
    constexpr detail::Spent spent = detail::overspent(M::summary, B);
    if constexpr (spent.actual > spent.allowed) {
        constexpr auto size = static_cast<int>(M::summary[spent.largest].path.size);
        return detail::OverBudget<M, B, detail::IndicesUpTo<size>>::is_within;
    } else {
        return true;
    }
}

/// The same as a value, at run time too: is a summary within a budget?
template <int Operations, int Edges>
constexpr bool is_within(const Summary<Operations, Edges>& summary, const Budget& budget) {
    const detail::Spent spent = detail::overspent(summary, budget);
    return spent.actual <= spent.allowed && !summary.error;
}

} // namespace ctnn
