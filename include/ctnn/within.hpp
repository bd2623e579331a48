// Rejects a network that is over its budget at compile time.
#pragma once

#include "core/version.hpp"

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

/// What params, macs and flops are counted with: nothing.
struct NoSettings {
    constexpr void set(Budget&) const {}
};
/// What activation_bytes and parameter_bytes are counted with.
struct TypeAndInPlace {
    DType dtype;
    InPlace in_place;

    constexpr void set(Budget& budget) const {
        budget.dtype = dtype;
        budget.in_place = in_place;
    }
};
/// What the arena is planned with.
struct Planned {
    MemoryOptions memory;

    constexpr void set(Budget& budget) const { budget.memory = memory; }
};

/// What a limit of a budget is counted with.
template <Limit L>
constexpr auto settings_of(const Budget& budget) {
    if constexpr (L == Limit::arena_bytes) {
        return Planned{budget.memory};
    } else if constexpr (L == Limit::parameter_bytes) {
        return TypeAndInPlace{budget.dtype, {}};
    } else if constexpr (L == Limit::activation_bytes) {
        return TypeAndInPlace{budget.dtype, budget.in_place};
    } else {
        return NoSettings{};
    }
}

/// A budget with a single limit.
constexpr Budget only(Limit limit, Count allowed, const auto& settings) {
    Budget budget;
    settings.set(budget);
    switch (limit) {
    case Limit::none: break;
    case Limit::params: budget.params = allowed; break;
    case Limit::parameter_bytes: budget.parameter_bytes = allowed; break;
    case Limit::macs: budget.macs = allowed; break;
    case Limit::flops: budget.flops = allowed; break;
    case Limit::activation_bytes: budget.activation_bytes = allowed; break;
    case Limit::arena_bytes: budget.arena_bytes = allowed; break;
    }
    return budget;
}

/// Fails to compile; the figures and the path are shown as template arguments. Only the limit that
/// is exceeded is passed, which keeps the line short.
template <class M, Limit, Count Allowed, auto Settings, class PathIndices>
struct OverBudget;

template <class M, Limit L, Count Allowed, auto Settings, int... Is>
struct OverBudget<M, L, Allowed, Settings, Indices<Is...>> {
    static constexpr Overrun o = overrun_of<M, only(L, Allowed, Settings)>;
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

/// The limit that is exceeded first (0), or next (1, ...).
constexpr Excess excess_of(const Overrun& all, int which) {
    if (which > 0) return which <= all.other_count ? all.others[which - 1] : Excess{};
    return {all.limit, all.actual, all.allowed};
}

/// The indices of the characters that are shown of the path.
template <class M, Limit L, Count Allowed, auto Settings>
using ShownPath =
    IndicesUpTo<static_cast<int>(shown(overrun_of<M, only(L, Allowed, Settings)>).size)>;

/// A limit below 1.
template <class M, Limit L, Count Allowed, auto Settings, int... Is>
    requires(Allowed < 1 && L != Limit::none)
struct OverBudget<M, L, Allowed, Settings, Indices<Is...>> {
    static constexpr bool is_within = true;
    static_assert(errors::budget_is_positive<L, errors::gets<Allowed>>);
};

/// Not over any limit.
template <class M, Count Allowed, auto Settings, int... Is>
struct OverBudget<M, Limit::none, Allowed, Settings, Indices<Is...>> {
    static constexpr bool is_within = true;
};

template <class M, Excess E, auto Settings>
using Kept =
    OverBudget<M, E.limit, E.allowed, Settings, ShownPath<M, E.limit, E.allowed, Settings>>;

} // namespace detail

/// Is a Model within a budget? If it is not, compilation fails, with an error for each limit that
/// it exceeds: it shows the limit, the figure, by how much it is over, and the largest layer with
/// its share.
///
///     static_assert(within<Model<lenet5, Shape{1, 32, 32}>, Budget{.params = 100'000}>());
template <class M, Budget B>
[[nodiscard]] constexpr bool within() {
    if constexpr (M::summary.error) { // an error is reported by the Model
        return true;
    } else {
        // Not by a helper that knows the budget: a compiler would write it out once more.
        using namespace detail;
        constexpr const Overrun& all = overrun_of<M, B>;
        constexpr Excess each[] = {excess_of(all, 0), excess_of(all, 1), excess_of(all, 2),
                                   excess_of(all, 3), excess_of(all, 4), excess_of(all, 5)};
        return Kept<M, each[0], settings_of<each[0].limit>(B)>::is_within &&
               Kept<M, each[1], settings_of<each[1].limit>(B)>::is_within &&
               Kept<M, each[2], settings_of<each[2].limit>(B)>::is_within &&
               Kept<M, each[3], settings_of<each[3].limit>(B)>::is_within &&
               Kept<M, each[4], settings_of<each[4].limit>(B)>::is_within &&
               Kept<M, each[5], settings_of<each[5].limit>(B)>::is_within;
    }
}

} // namespace ctnn
