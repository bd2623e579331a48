// Extent3d: depth x height x width, for layers on maps CxDxHxW.
#pragma once

#include "padding.hpp"

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

/// Zero padding of a convolution or a pool over a volume: one number for all sides, {depth, height,
/// width}, {front, back, top, bottom, left, right}, `same` or `same_upper`.
struct Padding3d {
    Extent3d size = 0; ///< before each axis; if symmetric, at both ends
    Extent3d end = 0;  ///< of each_side, behind each axis
    PaddingRule rule = PaddingRule::symmetric;

    constexpr Padding3d() = default;
    constexpr Padding3d(Integer auto all_) : size(all_) {}
    constexpr Padding3d(Integer auto depth_, Integer auto height_, Integer auto width_)
        : size(depth_, height_, width_) {}
    constexpr Padding3d(Integer auto front_, Integer auto back_, Integer auto top_,
                        Integer auto bottom_, Integer auto left_, Integer auto right_)
        : size(front_, top_, left_), end(back_, bottom_, right_), rule(PaddingRule::each_side) {}
    constexpr Padding3d(const Extent3d& each_) : size(each_) {}
    /// `same`, `same_upper` and `valid`. Two or four numbers do not say what the others are: an
    /// error of the layer.
    constexpr Padding3d(const Padding& padding_)
        : size(padding_.size.height == padding_.size.width ? padding_.size.height : Count{-1}),
          end(padding_.rule == PaddingRule::each_side ? -1 : 0),
          rule(padding_.rule) {}

    constexpr Padding plane() const {
        Padding plane{size.height, end.height, size.width, end.width};
        plane.rule = rule;
        return plane;
    }
    constexpr Padding column() const {
        Padding column{size.depth, end.depth, 0, 0};
        column.rule = rule;
        return column;
    }

    constexpr bool operator==(const Padding3d&) const = default;
};

} // namespace ctnn
