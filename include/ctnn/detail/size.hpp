// How many records a layer gives, and how many inputs those have: both follow from its type.
#pragma once

#include "why_no_layer.hpp"

namespace ctnn {

/// How many records a layer gives.
template <Layer L>
constexpr int operations() {
    if constexpr (Composite<L>) {
        return L::operations;
    } else {
        return 1;
    }
}

/// How many inputs those records have in all.
template <Layer L>
constexpr int edges() {
    if constexpr (Composite<L>) {
        return L::edges;
    } else {
        return detail::reads_input<L>() ? 1 : 0;
    }
}

namespace detail {

// Once per type, as variables: a network may have a thousand parts of three types.
template <class L>
inline constexpr bool is_layer = is_layer_or_say_why<L>();
template <class L>
inline constexpr int operations_of = ctnn::operations<L>();
template <class L>
inline constexpr int edges_of = ctnn::edges<L>();

/// Is each a layer? (An array, since clang stops fold expressions at 256.)
template <class... Ls>
constexpr bool are_layers() {
    const bool each[] = {true, is_layer<Ls>...};
    for (const bool sound : each) {
        if (!sound) return false;
    }
    return true;
}

/// May layers together have that many operations, or inputs of operations? There must be room for
/// what joins them, which reads each of them.
template <Count Sum, unsigned Layers>
constexpr int checked_sum() {
    constexpr bool fits = Sum < INT32_MAX - static_cast<Count>(Layers);
    static_assert(fits, "a network has at most 2147483647 operations");
    return fits ? static_cast<int>(Sum) : 0;
}

constexpr Count sum_of(const int* numbers, unsigned size) {
    Count sum = 0;
    for (unsigned i = 0; i < size; ++i) sum += numbers[i];
    return sum;
}

/// The operations of several layers together.
template <class... Ls>
constexpr int sum_of_operations() {
    constexpr int each[] = {0, operations_of<Ls>...};
    return checked_sum<sum_of(each, sizeof...(Ls) + 1), sizeof...(Ls)>();
}

/// The inputs of those operations.
template <class... Ls>
constexpr int sum_of_edges() {
    constexpr int each[] = {0, edges_of<Ls>...};
    return checked_sum<sum_of(each, sizeof...(Ls) + 1), sizeof...(Ls)>();
}

} // namespace detail

} // namespace ctnn
