// Extent3d: depth x height x width, for layers on maps CxDxHxW.
#pragma once

#include "window.hpp"

namespace ctnn {

/// Depth, height and width of a kernel, a stride, a dilation: one number for all, or {depth,
/// height, width}.
struct Extent3d {
    Count depth = 0;
    Count height = 0;
    Count width = 0;

    constexpr Extent3d() = default;
    constexpr Extent3d(Integer auto all_)
        : depth(static_cast<Count>(all_)), height(depth), width(depth) {}
    constexpr Extent3d(Integer auto depth_, Integer auto height_, Integer auto width_)
        : depth(static_cast<Count>(depth_)),
          height(static_cast<Count>(height_)),
          width(static_cast<Count>(width_)) {}

    /// Height and width.
    constexpr Extent plane() const { return {height, width}; }
    /// The depth as the height of a column of width 1, across which a setting is `across`.
    constexpr Extent column(Count across) const { return {depth, across}; }

    constexpr Count volume() const { return mul(depth, height, width); }

    constexpr bool operator==(const Extent3d&) const = default;
};

/// Zero padding of a convolution over a volume: one number for all sides, {depth, height, width},
/// or `same`.
struct Padding3d {
    Extent3d size = 0; ///< at both ends of each axis; 0 for `same`
    bool is_same = false;

    constexpr Padding3d() = default;
    constexpr Padding3d(Integer auto all_) : size(all_) {}
    constexpr Padding3d(Integer auto depth_, Integer auto height_, Integer auto width_)
        : size(depth_, height_, width_) {}
    /// `same` and `valid`. Two numbers do not say what the third is: an error of the layer.
    constexpr Padding3d(const Padding& padding_)
        : size(padding_.size.height == padding_.size.width ? padding_.size.height : Count{-1}),
          is_same(padding_.is_same) {}

    constexpr Padding plane() const { return is_same ? same : Padding{size.height, size.width}; }
    constexpr Padding column() const { return is_same ? same : Padding{size.depth, 0}; }

    constexpr bool operator==(const Padding3d&) const = default;
};

} // namespace ctnn
