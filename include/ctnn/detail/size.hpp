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

/// The sum of operations or of their inputs, negative if it is too much: composites assert that it
/// is not. There is room for what joins the parts and reads each of them.
constexpr int checked_sum(Count sum, unsigned parts) {
    return sum < INT32_MAX - static_cast<Count>(parts) ? static_cast<int>(sum) : INT32_MIN;
}

/// The operations of several layers together.
template <class... Ls>
constexpr int sum_of_operations() {
    Count sum = 0;
    const int each[] = {0, operations_of<Ls>...};
    for (const int operations : each) sum += operations;
    return checked_sum(sum, sizeof...(Ls));
}

/// The inputs of those operations.
template <class... Ls>
constexpr int sum_of_edges() {
    Count sum = 0;
    const int each[] = {0, edges_of<Ls>...};
    for (const int edges : each) sum += edges;
    return checked_sum(sum, sizeof...(Ls));
}

} // namespace detail

} // namespace ctnn
