// The same layer several times, one after the other.
#pragma once

#include "../core/walk.hpp"

namespace ctnn {

/// `Times` copies of a layer in sequence, each with parameters of its own. Stored once; the paths
/// are the numbers of the copies, from 0. Made by `repeat<Times>(layer)`.
template <int Times, Layer L>
    requires(Times >= 0)
struct Repeat {
    static constexpr const char* name = "Sequential"; ///< what it is
    static constexpr Size size = detail::size_within<L> * Times;
    static_assert(size.is_possible(), "a network has at most 2147483647 operations");

    L layer;

    constexpr void walk(Walk& walk, Tensor& tensor) const { walk.repeat(Times, layer, tensor); }
};

/// `Times` copies of a layer, one after the other: `repeat<3>(block)`.
template <int Times, Layer L>
constexpr Repeat<Times, L> repeat(const L& layer) {
    return {layer};
}

} // namespace ctnn
