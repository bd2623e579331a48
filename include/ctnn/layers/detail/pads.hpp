// The padding of a map of one to three axes, for all layers that only pad.
#pragma once

#include "../zero_pad.hpp"
#include "convolving.hpp"
#include "lifted.hpp"

namespace ctnn {

/// One number per end of a map CxL: left, right.
struct Sides1d {
    Count left = 0;
    Count right = 0;

    constexpr Sides1d() = default;
    constexpr Sides1d(Integer auto both_) : left(static_cast<Count>(both_)), right(left) {}
    constexpr Sides1d(Integer auto left_, Integer auto right_)
        : left(static_cast<Count>(left_)), right(static_cast<Count>(right_)) {}

    constexpr bool operator==(const Sides1d&) const = default;
};

/// One number per side of a map CxDxHxW, in PyTorch's order: left, right, top, bottom, front, back.
struct Sides3d {
    Sides plane = 0;
    Sides1d depth = 0;

    constexpr Sides3d() = default;
    constexpr Sides3d(Integer auto all_) : plane(all_), depth(all_) {}
    constexpr Sides3d(Integer auto left_, Integer auto right_, Integer auto top_,
                      Integer auto bottom_, Integer auto front_, Integer auto back_)
        : plane(left_, right_, top_, bottom_), depth(front_, back_) {}

    constexpr bool operator==(const Sides3d&) const = default;
};

namespace detail {

/// The elements before and after each axis of a map, the last axis first.
struct Pads {
    static constexpr Axis names[] = {Axis::width, Axis::height, Axis::depth};

    Sides1d sides[3] = {};
    int axes;

    constexpr Pads(const Sides1d& line) : sides{line}, axes(1) {}
    constexpr Pads(const Sides& plane)
        : sides{{plane.left, plane.right}, {plane.top, plane.bottom}}, axes(2) {}
    constexpr Pads(const Sides3d& volume)
        : sides{{volume.plane.left, volume.plane.right},
                {volume.plane.top, volume.plane.bottom},
                volume.depth},
          axes(3) {}

    constexpr Misfit check(PaddingMode mode, const Shape& in) const {
        if (auto misfit = axes == 1   ? check_line(in)
                          : axes == 2 ? check_map(in)
                                      : check_volume(in)) {
            return misfit;
        }
        for (int i = 0; i < axes; ++i) {
            const Axis axis = axes == 1 ? Axis::length : names[i];
            if (auto misfit = check_axis(mode, sides[i], in[in.rank - 1 - i], axis)) return misfit;
        }
        return {};
    }

    constexpr Shape output_shape(const Shape& in) const {
        Shape out = in;
        for (int i = 0; i < axes; ++i) {
            out.dims[in.rank - 1 - i] = in[in.rank - 1 - i] + sides[i].left + sides[i].right;
        }
        return out;
    }

    constexpr Window window() const {
        return {{.before = sides[1].left, .after = sides[1].right},
                {.before = sides[0].left, .after = sides[0].right},
                {.before = sides[2].left, .after = sides[2].right}};
    }

  private:
    static constexpr Misfit check_axis(PaddingMode mode, const Sides1d& side, Count size,
                                       Axis axis) {
        if (auto misfit = expect::size(Field::padding, side.left, -max_size, axis)) return misfit;
        if (auto misfit = expect::size(Field::padding, side.right, -max_size, axis)) return misfit;
        if (auto misfit = expect::size(Field::none, size, 1, axis)) return misfit;
        const Count cropped = (side.left < 0 ? -side.left : 0) + (side.right < 0 ? -side.right : 0);
        // PyTorch crops before it pads with a constant.
        const Count left = mode == PaddingMode::zeros && size < cropped
                               ? size - cropped
                               : size + side.left + side.right;
        if (left < 1) return {Problem::empty_output, Field::padding, axis, 1, left};
        if (mode == PaddingMode::zeros) return {};
        return check_padding_mode(mode, {.before = side.left, .after = side.right}, size, axis);
    }
};

} // namespace detail
} // namespace ctnn
