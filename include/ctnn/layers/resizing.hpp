// Layers that change a map's height and width without weights: ZeroPad2d, Upsample.
#pragma once

#include "../core/layer.hpp"
#include "../core/real.hpp"

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

/// How Upsample interpolates between input positions.
enum class InterpolationMode : unsigned char { nearest, bilinear, bicubic };

/// A factor per axis: one number for both, or {height, width}. 0: left out.
struct ScaleFactor {
    Real height = 0.0;
    Real width = 0.0;

    constexpr ScaleFactor() = default;
    constexpr ScaleFactor(double both_) : height(both_), width(both_) {}
    constexpr ScaleFactor(double height_, double width_) : height(height_), width(width_) {}

    /// Was it left out? -0.0 counts as left out, as in PyTorch.
    constexpr bool is_none() const { return height.bits << 1 == 0 && width.bits << 1 == 0; }

    constexpr bool operator==(const ScaleFactor& other) const {
        return height.bits == other.height.bits && width.bits == other.width.bits;
    }
};

/// torch.nn.Upsample: CxHxW -> C x size, or C x floor(H*scale) x floor(W*scale) (PyTorch). Exactly
/// one of size and scale_factor is given. No parameters; the lecture gives no FLOPs. Per output,
/// with precomputed weights: nearest no arithmetic, bilinear 4 multiplications and 3 additions,
/// bicubic 16 and 15.
struct Upsample {
    static constexpr const char* name = "Upsample";
    static constexpr Op op = Op::upsample;

    Extent size = inferred;
    ScaleFactor scale_factor = {};
    InterpolationMode mode = InterpolationMode::nearest;
    bool align_corners = false; ///< bilinear and bicubic only

    constexpr Misfit check() const {
        const bool has_size = size != Extent{inferred};
        if (has_size != scale_factor.is_none()) {
            return {Problem::size_or_scale, has_size ? Field::scale_factor : Field::size};
        }
        if (align_corners && mode == InterpolationMode::nearest) return {Problem::align_corners};
        if (has_size) return expect::size(Field::size, size);
        const Misfit height =
            expect::over_zero(Field::scale_factor, scale_factor.height, Axis::height);
        return height ? height
                      : expect::over_zero(Field::scale_factor, scale_factor.width, Axis::width);
    }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_map(in)) return misfit;
        const Shape out = output_shape(in);
        const Axis axes[] = {Axis::height, Axis::width};
        for (const Axis axis : axes) {
            const Count length = axis == Axis::height ? out.height() : out.width();
            if (length < 1) return {Problem::empty_output, Field::scale_factor, axis, 1, length};
            if (length > max_size) {
                return {Problem::over_limit, Field::scale_factor, axis, max_size, length};
            }
        }
        return {};
    }
    /// By `size`, not by a factor: some tools count the two differently.
    constexpr bool takes_output_size() const { return size != Extent{inferred}; }
    /// How many input positions an output o reads. They lie around (o + 1/2) * in / out - 1/2;
    /// `before` and `after` are 1 if they may also lie one before or after that.
    constexpr Window window(const Shape& in) const {
        const Shape out = output_shape(in);
        return {axis(in.height(), out.height(), scale_factor.height),
                axis(in.width(), out.width(), scale_factor.width)};
    }
    constexpr Shape output_shape(const Shape& in) const {
        return {in.channels(), scaled(in.height(), size.height, scale_factor.height),
                scaled(in.width(), size.width, scale_factor.width)};
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape& out) const {
        if (mode == InterpolationMode::nearest) return {};
        const Count taps = mode == InterpolationMode::bilinear ? 4 : 16;
        return {.additions = mul(out.elements(), taps - 1),
                .multiplications = mul(out.elements(), taps)};
    }

  private:
    constexpr Count taps() const {
        return mode == InterpolationMode::nearest ? 1 : mode == InterpolationMode::bilinear ? 2 : 4;
    }

    /// align_corners moves an output's centre to o * (in - 1) / (out - 1). A factor moves it to
    /// (o + 1/2) / factor - 1/2, which lies earlier if in * factor is not an integer.
    constexpr WindowAxis axis(Count in, Count out, double scale) const {
        WindowAxis axis{.kernel = taps()};
        if (align_corners) {
            axis.before = axis.after = in != out;
        } else if (!takes_output_size()) {
            const double scaled = static_cast<double>(in) * scale;
            const auto whole = static_cast<double>(out);
            axis.before = scaled < whole || scaled > whole;
        }
        return axis;
    }

    static constexpr Count scaled(Count in, Count size, double scale) {
        if (size != inferred) return size;
        return detail::whole_part(static_cast<double>(in) * scale);
    }
};

} // namespace ctnn
