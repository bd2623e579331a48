// Repeat: copies of a layer in sequence.
#pragma once

#include "../core/walk.hpp"

namespace ctnn {

/// `Times` copies of a layer in sequence, each with its own parameters. The layer is stored once;
/// the copies' paths are their numbers, from 0. Made by `repeat<Times>(layer)`.
template <int Times, Layer L>
    requires(Times >= 0)
struct Repeat {
    static constexpr const char* name = "Sequential"; ///< its kind in reports
    static constexpr Size size = detail::size_within<L> * Times;
    static_assert(size.is_possible(), "a network has at most 2147483647 operations");

    L layer;

    constexpr void walk(Walk& walk, Tensor& tensor) const { walk.repeat(Times, layer, tensor); }
};

/// `Times` copies of a layer in sequence: `repeat<3>(block)`.
template <int Times, Layer L>
constexpr Repeat<Times, L> repeat(const L& layer) {
    return {layer};
}

} // namespace ctnn
