// Which axis of its input each axis of a layer's output runs along.
#pragma once

#include "shape.hpp"

namespace ctnn {

/// For each axis of a layer's output, the axis of its input that it runs along: what stands at a
/// position of the one comes from that position of the other, or from the positions that the
/// layer's `window` gives. `Axes{1, 2, 0}` is a permutation of CxHxW to HxWxC; `Axes{0, 2}` drops
/// the height.
struct Axes {
    /// The output's axis is new, or runs along several axes of the input, or mixes their positions.
    static constexpr int mixed = -1;

    signed char from[Shape::max_rank] = {mixed, mixed, mixed, mixed};

    constexpr Axes() = default;
    template <Integer... From>
        requires(sizeof...(From) >= 1 && sizeof...(From) <= Shape::max_rank)
    constexpr Axes(From... from_) {
        int axis = 0;
        ((from[axis++] = static_cast<signed char>(from_)), ...);
    }

    /// The input's axis along which an axis of the output runs.
    constexpr int operator[](int axis) const { return from[axis]; }

    constexpr bool operator==(const Axes&) const = default;
};

} // namespace ctnn
