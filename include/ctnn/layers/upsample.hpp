// Upsample: interpolation of a map to another size.
#pragma once

#include "../core/layer.hpp"
#include "../core/real.hpp"

namespace ctnn {

/// How Upsample interpolates between input positions: nearest, nearest_exact and area on maps of
/// one to three axes, linear on one, bilinear and bicubic on two, trilinear on three.
enum class InterpolationMode : unsigned char {
    nearest,
    bilinear,
    bicubic,
    linear,
    trilinear,
    nearest_exact,
    area
};

/// A factor per axis: one number for all, {height, width} or {depth, height, width}. 0: left out.
struct ScaleFactor {
    Real depth = 0.0;
    Real height = 0.0;
    Real width = 0.0;
    int given = 1; ///< how many numbers

    constexpr ScaleFactor() = default;
    constexpr ScaleFactor(double all_) : depth(all_), height(all_), width(all_) {}
    constexpr ScaleFactor(double height_, double width_)
        : depth(1.0), height(height_), width(width_), given(2) {}
    constexpr ScaleFactor(double depth_, double height_, double width_)
        : depth(depth_), height(height_), width(width_), given(3) {}

    /// Was it left out? -0.0 counts as left out, as in PyTorch.
    constexpr bool is_none() const { return height.bits << 1 == 0 && width.bits << 1 == 0; }

    constexpr bool operator==(const ScaleFactor& other) const {
        return depth.bits == other.depth.bits && height.bits == other.height.bits &&
               width.bits == other.width.bits && given == other.given;
    }
};

/// The size of an output map: one number for all axes, {height, width} or {depth, height, width}.
struct ResizedSize {
    Count depth = inferred;
    Count height = inferred;
    Count width = inferred;
    int given = 1; ///< how many numbers

    constexpr ResizedSize() = default;
    constexpr ResizedSize(Integer auto all_)
        : depth(static_cast<Count>(all_)), height(depth), width(depth) {}
    constexpr ResizedSize(Integer auto height_, Integer auto width_)
        : height(static_cast<Count>(height_)), width(static_cast<Count>(width_)), given(2) {}
    constexpr ResizedSize(const Extent& plane_)
        : height(plane_.height), width(plane_.width), given(2) {}
    constexpr ResizedSize(Integer auto depth_, Integer auto height_, Integer auto width_)
        : depth(static_cast<Count>(depth_)),
          height(static_cast<Count>(height_)),
          width(static_cast<Count>(width_)),
          given(3) {}

    constexpr bool operator==(const ResizedSize&) const = default;
};

/// torch.nn.Upsample: CxHxW -> C x size, or C x floor(H*scale) x floor(W*scale) (PyTorch); CxL and
/// CxDxHxW alike. Exactly one of size and scale_factor is given. No parameters; the lecture gives
/// no FLOPs. Per output, with precomputed weights: nearest no arithmetic, linear 2 multiplications
/// and an addition, bilinear 4 and 3, trilinear 8 and 7, bicubic 16 and 15; area as an adaptive
/// average pool.
struct Upsample {
    static constexpr const char* name = "Upsample";
    static constexpr Op op = Op::upsample;

    ResizedSize size = inferred;
    ScaleFactor scale_factor = {};
    InterpolationMode mode = InterpolationMode::nearest;
    bool align_corners = false; ///< linear, bilinear, trilinear and bicubic only

    constexpr Misfit check() const {
        const bool has_size = takes_output_size();
        if (has_size != scale_factor.is_none()) {
            return {Problem::size_or_scale, has_size ? Field::scale_factor : Field::size};
        }
        if (align_corners && !interpolates()) return {Problem::align_corners};
        if (has_size) return expect::size(Field::size, Extent{size.height, size.width});
        const Misfit height =
            expect::over_zero(Field::scale_factor, scale_factor.height, Axis::height);
        return height ? height
                      : expect::over_zero(Field::scale_factor, scale_factor.width, Axis::width);
    }
    constexpr Misfit check(const Shape& in) const {
        if (in.rank != 3 || axes_of_mode() != 2) {
            if (auto misfit = check_axes(in.rank - 1)) return misfit;
        }
        const int given = takes_output_size() ? size.given : scale_factor.given;
        if (given != 1 && given != in.rank - 1) return wrong_number(given, in.rank - 1);
        const Shape out = output_shape(in);
        for (int axis = 1; axis < in.rank; ++axis) {
            const Axis along = axis_name(axis, in.rank);
            if (auto misfit = expect::size(Field::none, in[axis], 1, along)) return misfit;
            const Count length = out[axis];
            if (length < 1) return {Problem::empty_output, Field::scale_factor, along, 1, length};
            if (length > max_size) {
                return {Problem::over_limit, Field::scale_factor, along, max_size, length};
            }
        }
        return {};
    }
    /// By `size`, not by a factor: some tools count the two differently.
    constexpr bool takes_output_size() const { return size != ResizedSize{inferred}; }
    /// How many input positions an output o reads. They lie around (o + 1/2) * in / out - 1/2;
    /// `before` and `after` are 1 if they may also lie one before or after that.
    constexpr Window window(const Shape& in) const {
        const Shape out = output_shape(in);
        const int last = in.rank - 1;
        Window window{{}, axis(in[last], out[last], scale_factor.width)};
        if (last > 1) window.height = axis(in[last - 1], out[last - 1], scale_factor.height);
        if (last > 2) window.depth = axis(in[1], out[1], scale_factor.depth);
        return window;
    }
    constexpr Shape output_shape(const Shape& in) const {
        const Count sizes[] = {size.width, size.height, size.depth};
        const double factors[] = {scale_factor.width, scale_factor.height, scale_factor.depth};
        Shape out = in;
        for (int axis = 1; axis < in.axes(); ++axis) {
            const int from_last = in.axes() - 1 - axis;
            if (from_last < 3) {
                out.dims[axis] = scaled(in[axis], sizes[from_last], factors[from_last]);
            }
        }
        return out;
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const {
        if (mode == InterpolationMode::area) return work_of_area(in, out);
        Count weights = 1;
        for (int axis = 1; axis < in.rank; ++axis) weights *= taps();
        if (weights == 1) return {};
        return {.additions = mul(out.elements(), weights - 1),
                .multiplications = mul(out.elements(), weights)};
    }

  private:
    constexpr bool interpolates() const { return axes_of_mode() > 0 && taps() > 1; }

    /// The axes that a mode is for; 0: any number.
    constexpr int axes_of_mode() const {
        switch (mode) {
        case InterpolationMode::linear: return 1;
        case InterpolationMode::bilinear:
        case InterpolationMode::bicubic: return 2;
        case InterpolationMode::trilinear: return 3;
        default: return 0;
        }
    }

    constexpr Misfit check_axes(int axes) const {
        const int expected = axes_of_mode();
        if (expected == 0 ? axes >= 1 && axes <= 3 : axes == expected) return {};
        Misfit misfit{Problem::rank, Field::none, Axis::none, expected + 1, axes + 1};
        misfit.words = expected == 0   ? "expects CxL, CxHxW or CxDxHxW, gets $input ($got_axes)"
                       : expected == 1 ? "expects CxL for mode linear, gets $input ($got_axes); "
                                         "bilinear is for CxHxW, trilinear for CxDxHxW"
                       : expected == 2 ? "expects CxHxW for its mode, gets $input ($got_axes); "
                                         "linear is for CxL, trilinear for CxDxHxW"
                                       : "expects CxDxHxW for mode trilinear, gets $input "
                                         "($got_axes); linear is for CxL, bilinear for CxHxW";
        return misfit;
    }

    constexpr Misfit wrong_number(int given, int axes) const {
        Misfit misfit{Problem::own_words, takes_output_size() ? Field::size : Field::scale_factor,
                      Axis::none, axes, given};
        misfit.words = "$field expects one number or one for each axis of the map, $expected, gets "
                       "$got ($input)";
        return misfit;
    }

    static constexpr Axis axis_name(int axis, int rank) {
        if (rank == 2) return Axis::length;
        return axis == rank - 1 ? Axis::width : axis == rank - 2 ? Axis::height : Axis::depth;
    }

    constexpr Count taps() const {
        switch (mode) {
        case InterpolationMode::linear:
        case InterpolationMode::bilinear:
        case InterpolationMode::trilinear: return 2;
        case InterpolationMode::bicubic: return 4;
        default: return 1;
        }
    }

    /// An adaptive average pool, whose windows along an axis together read in + out - gcd(in, out).
    static constexpr Work work_of_area(const Shape& in, const Shape& out) {
        Count reads = in.channels();
        for (int axis = 1; axis < in.rank; ++axis) {
            reads = mul(reads, in[axis] + out[axis] -
                                   detail::greatest_common_divisor(in[axis], out[axis]));
        }
        return {.additions = reads == overflow ? overflow : reads - out.elements(),
                .divisions = out.elements()};
    }

    /// align_corners moves an output's centre to o * (in - 1) / (out - 1). A factor moves it to
    /// (o + 1/2) / factor - 1/2, which lies earlier if in * factor is not an integer. An area
    /// reaches in / out positions around it, rounded up.
    constexpr WindowAxis axis(Count in, Count out, double scale) const {
        WindowAxis axis{.kernel = taps()};
        if (mode == InterpolationMode::area) {
            return {.kernel = 2 * (in / out + 1) + 1, .before = 1, .after = 1};
        }
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
