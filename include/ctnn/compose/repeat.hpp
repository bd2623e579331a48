// The same layer several times, one after the other.
#pragma once

#include "../trace.hpp"

namespace ctnn {

/// `Times` copies of a layer in sequence, each with parameters of its own. Stored once; the paths
/// are the numbers of the copies, from 0. Made by `repeat<Times>(layer)`.
template <int Times, Layer L>
    requires(Times >= 0)
struct Repeat {
    static constexpr int operations =
        detail::checked_sum(static_cast<Count>(Times) * ctnn::operations<L>(), 1);
    static constexpr int edges =
        detail::checked_sum(static_cast<Count>(Times) * ctnn::edges<L>(), 1);
    static_assert(operations >= 0 && edges >= 0, "a network has at most 2147483647 operations");

    L layer;

    constexpr void walk(Walk& walk, Tensor& tensor) const { walk.repeat(Times, layer, tensor); }
};

namespace detail {
template <int Times, class L>
inline constexpr bool is_of_user<Repeat<Times, L>> = false;
} // namespace detail

/// `Times` copies of a layer, one after the other: `repeat<3>(block)`.
template <int Times, Layer L>
constexpr Repeat<Times, L> repeat(const L& layer) {
    return {layer};
}

} // namespace ctnn
