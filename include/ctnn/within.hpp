// Rejects a network that is over its budget at compile time.
#pragma once

#include "analysis/budget.hpp"
#include "core/model.hpp"

namespace ctnn {
namespace errors {

/// The network's figure.
template <Count Actual>
struct actual;
/// The budget's limit.
template <Count Allowed>
struct allowed;
/// Their difference.
template <Count Excess>
struct over_by;
/// The share of the operation that contributes most.
template <Count Percent>
struct percent;

/// False: the model is over its budget. `layer`, `Op` and `at` name the operation that contributes
/// most, `percent` its share.
template <Limit, class Actual, class Allowed, class OverBy, class Layer, Op, class At,
          class Percent>
constexpr bool over_budget = false;

/// False: a limit of the budget is below 1.
template <Limit, class Gets>
constexpr bool budget_is_positive = false;

} // namespace errors

namespace detail {

template <class M, Budget B>
inline constexpr Overrun overrun_of = overrun(M::summary, B);

/// The path of that operation; the rest of the line takes at most 320 of 400 characters.
constexpr Text<20> shown(const Overrun& o) {
    const unsigned width =
        line_width(o.actual) + line_width(o.allowed) + line_width(o.actual - o.allowed);
    return shown(o.path, width < 80 ? 80 - width : 0);
}

/// A budget with a single limit.
constexpr Budget only(Limit limit, Count allowed, DType dtype, const InPlace& in_place) {
    Budget budget{.dtype = dtype, .in_place = in_place};
    switch (limit) {
    case Limit::none: break;
    case Limit::params: budget.params = allowed; break;
    case Limit::parameter_bytes: budget.parameter_bytes = allowed; break;
    case Limit::macs: budget.macs = allowed; break;
    case Limit::flops: budget.flops = allowed; break;
    case Limit::activation_bytes: budget.activation_bytes = allowed; break;
    }
    return budget;
}

/// Fails to compile; the figures and the path are shown as template arguments. Only the limit that
/// is exceeded is passed, which keeps the line short.
template <class M, Limit, Count Allowed, DType, InPlace, class PathIndices>
struct OverBudget;

template <class M, Limit L, Count Allowed, DType T, InPlace P, int... Is>
struct OverBudget<M, L, Allowed, T, P, Indices<Is...>> {
    static constexpr Overrun o = overrun_of<M, only(L, Allowed, T, P)>;
    static constexpr auto path = shown(o);
    static constexpr bool is_within = true; // first, since clang stops at a failed assertion
#if __cplusplus > 202302L && __cpp_static_assert >= 202306L
    static_assert(o.index < 0, errors::Message{ctnn::sentence(o)});
#else
    static_assert(
        errors::over_budget<o.limit, errors::actual<o.actual>, errors::allowed<o.allowed>,
                            errors::over_by<o.actual - o.allowed>, errors::layer<o.index>, o.op,
                            errors::at<path.characters[Is]...>, errors::percent<o.percent()>>);
#if defined(__GNUC__) && !defined(__clang__)
    static_assert(errors::sentence<ascii_sentence(o)>);
#endif
#endif
};

} // namespace detail

/// Is a Model within a budget? If it is not, compilation fails: the first error shows the limit,
/// the figure, by how much it is over, and the largest layer with its share.
///
///     static_assert(within<Model<lenet5, Shape{1, 32, 32}>, Budget{.params = 100'000}>());
template <class M, Budget B>
[[nodiscard]] constexpr bool within() {
    constexpr const Overrun& overrun = detail::overrun_of<M, B>;
    if constexpr (!overrun || M::summary.error) { // an error is reported by the Model
        return true;
    } else if constexpr (overrun.allowed < 1) {
        static_assert(errors::budget_is_positive<overrun.limit, errors::gets<overrun.allowed>>);
        return true;
    } else {
        constexpr auto size = static_cast<int>(detail::shown(overrun).size);
        return detail::OverBudget<M, overrun.limit, overrun.allowed, B.dtype, B.in_place,
                                  detail::IndicesUpTo<size>>::is_within;
    }
}

} // namespace ctnn
