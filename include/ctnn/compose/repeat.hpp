// Repeat: copies of a layer in sequence.
#pragma once

#include "../core/walk.hpp"

namespace ctnn {

/// `times` copies of a layer in sequence, each with its own parameters, 0 to `Max` of them; any
/// other number is an error of every question. The layer is stored once; the copies' paths are
/// their numbers, from 0. Made by `repeat<Times>(layer)` and `repeat<Max>(layer, times)`.
template <int Max, Layer L>
struct Repeat {
    static_assert(Max >= 0, "repeat<Max>(layer): Max must not be negative");
    static constexpr const char* name = "Sequential"; ///< its kind in reports
    static constexpr Size size = detail::size_within<L> * Max;
    static_assert(size.is_possible(), "a network has at most 2147483647 operations");

    L layer;
    int times = Max;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        walk.repeat(Max, times, layer, tensor);
    }
};

/// `Times` copies of a layer in sequence: `repeat<3>(block)`.
template <int Times, Layer L>
constexpr Repeat<Times, L> repeat(const L& layer) {
    return {layer};
}

/// `times` copies of a layer in sequence, a number known at run time; the compiler knows that there
/// are at most `Max`: `repeat<8>(block, depth)`. A `times` below 0 or over `Max` is an error.
template <int Max, Layer L>
constexpr Repeat<Max, L> repeat(const L& layer, int times) {
    return {layer, times};
}

} // namespace ctnn
