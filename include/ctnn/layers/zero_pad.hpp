// ZeroPad2d: zeros around a map.
#pragma once

#include "../core/layer.hpp"

namespace ctnn {

/// One number per side of a map, in PyTorch's order: left, right, top, bottom.
struct Sides {
    Count left = 0;
    Count right = 0;
    Count top = 0;
    Count bottom = 0;

    constexpr Sides() = default;
    constexpr Sides(Integer auto all_)
        : left(static_cast<Count>(all_)), right(left), top(left), bottom(left) {}
    constexpr Sides(Integer auto left_, Integer auto right_, Integer auto top_,
                    Integer auto bottom_)
        : left(static_cast<Count>(left_)),
          right(static_cast<Count>(right_)),
          top(static_cast<Count>(top_)),
          bottom(static_cast<Count>(bottom_)) {}

    constexpr bool operator==(const Sides&) const = default;
};

/// torch.nn.ZeroPad2d: CxHxW -> C x (H + top + bottom) x (W + left + right). A negative number
/// crops (PyTorch). No parameters, no FLOPs.
struct ZeroPad2d {
    static constexpr const char* name = "ZeroPad2d";
    static constexpr Op op = Op::zero_pad;

    Sides padding = 0; ///< one number for all sides, or {left, right, top, bottom}

    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_map(in)) return misfit;
        const Count sides[] = {padding.left, padding.right, padding.top, padding.bottom};
        for (const Count side : sides) {
            if (auto misfit = expect::size(Field::padding, side, -max_size)) return misfit;
        }
        // PyTorch crops before it pads, so the input must be at least as large as the crop.
        if (in.height() < cropped(padding.top, padding.bottom)) {
            return cropped_away(Axis::height, in.height() - cropped(padding.top, padding.bottom));
        }
        if (in.width() < cropped(padding.left, padding.right)) {
            return cropped_away(Axis::width, in.width() - cropped(padding.left, padding.right));
        }
        const Shape out = output_shape(in);
        if (out.height() < 1) return cropped_away(Axis::height, out.height());
        if (out.width() < 1) return cropped_away(Axis::width, out.width());
        return {};
    }
    constexpr Window window(const Shape&) const {
        return {{.before = padding.top, .after = padding.bottom},
                {.before = padding.left, .after = padding.right}};
    }
    constexpr Shape output_shape(const Shape& in) const {
        return {in.channels(), in.height() + padding.top + padding.bottom,
                in.width() + padding.left + padding.right};
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }

  private:
    static constexpr Count cropped(Count before, Count after) {
        return (before < 0 ? -before : 0) + (after < 0 ? -after : 0);
    }

    static constexpr Misfit cropped_away(Axis axis, Count size) {
        return {Problem::empty_output, Field::padding, axis, 1, size};
    }
};

} // namespace ctnn
