// Where the axes of a layer's input go.
#pragma once

#include "shape.hpp"

namespace ctnn {

/// For each axis of a layer's input, in order, the axis of the output that runs along it: a
/// position of the output comes from that position of the input, or from those that the layer's
/// `window` gives. `Axes{2, 0, 1}` is a permutation of CxHxW to HxWxC; `Axes{0, Axes::read, 1}`
/// drops the height and reads all of it.
struct Axes {
    static constexpr int read = -1;  ///< every output reads all positions of the axis
    static constexpr int mixed = -2; ///< its positions are spread over other axes, or change order

    int to[Shape::max_rank] = {mixed, mixed, mixed, mixed, mixed, mixed};

    constexpr Axes() = default;
    template <Integer... To>
        requires(sizeof...(To) >= 1 && sizeof...(To) <= Shape::max_rank)
    constexpr Axes(To... to_) {
        int axis = 0;
        ((to[axis++] = static_cast<int>(to_)), ...);
    }

    /// Where an axis of the input goes: an axis of the output, `read` or `mixed`.
    constexpr int operator[](int axis) const { return to[axis]; }
    /// The same, as it is told.
    constexpr void set(int axis, int where) { to[axis] = where; }

    constexpr bool operator==(const Axes&) const = default;
};

/// A record's Axes: all zeros where every axis stays, as in most operations.
struct StoredAxes {
    unsigned char moved[Shape::max_rank]; ///< 0: it stays; else where it goes, plus `base`

    static constexpr int base = 4;

    constexpr StoredAxes& operator=(const Axes& axes) {
        for (int axis = 0; axis < Shape::max_rank; ++axis) {
            if (axes[axis] != axis) moved[axis] = static_cast<unsigned char>(axes[axis] + base);
        }
        return *this;
    }
    /// As Axes.
    constexpr int operator[](int axis) const {
        return moved[axis] == 0 ? axis : moved[axis] - base;
    }

    /// Does every axis stay? One expression, which a compiler evaluates for every operation.
    constexpr bool stay() const {
        static_assert(Shape::max_rank == 6);
        return (moved[0] | moved[1] | moved[2] | moved[3] | moved[4] | moved[5]) == 0;
    }

    constexpr bool operator==(const StoredAxes&) const = default;
};

} // namespace ctnn
