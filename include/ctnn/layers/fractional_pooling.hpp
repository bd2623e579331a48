// Fractional max pooling: windows at random positions, to a given size or ratio.
#pragma once

#include "detail/lifted.hpp"
#include "unpooling.hpp"
#include "upsample.hpp"

namespace ctnn {
namespace detail {

/// Either a size or a ratio, which is less than 1.
constexpr Misfit check_output_ratio(bool has_size, const ScaleFactor& ratio) {
    Misfit misfit{Problem::own_words, Field::output_ratio};
    if (has_size != ratio.is_none()) {
        misfit.words = has_size ? "expects either output_size or output_ratio, gets both"
                                : "expects either output_size or output_ratio, gets neither";
        return misfit;
    }
    const bool fits = ratio.height > 0.0 && ratio.height < 1.0 && ratio.width > 0.0 &&
                      ratio.width < 1.0 &&
                      (ratio.given == 2 || (ratio.depth > 0.0 && ratio.depth < 1.0));
    if (has_size || fits) return {};
    misfit.words = "output_ratio must be between 0 and 1";
    return misfit;
}

/// The output's size along one axis: int(size * ratio) (PyTorch).
constexpr Count fractional_size(Count in, Count given, double ratio) {
    return given == inferred ? whole_part(static_cast<double>(in) * ratio) : given;
}

constexpr Misfit check_fractional(Count in, Count kernel, Count out, Axis axis) {
    if (out < 1) return {Problem::empty_output, Field::output_ratio, axis, 1, out};
    if (out + kernel - 1 <= in) return {};
    Misfit misfit{Problem::own_words, Field::output_size, axis, out + kernel - 1, in};
    misfit.words = "expects a $axis of at least $expected for its outputs, gets $got ($input)";
    return misfit;
}

} // namespace detail

/// torch.nn.FractionalMaxPool2d (arXiv:1412.6071): CxHxW -> C x output_size, or C x int(H*ratio) x
/// int(W*ratio), the maximum of windows at random positions. No parameters; per output k*k - 1
/// comparisons, which no tool counts and the lecture does not know.
struct FractionalMaxPool2d {
    static constexpr const char* name = "FractionalMaxPool2d";
    static constexpr Op op = Op::fractional_max_pool;

    Extent kernel_size = 0;        ///< required
    Extent output_size = inferred; ///< this, or output_ratio
    ScaleFactor output_ratio = {}; ///< between 0 and 1
    bool return_indices = false;   ///< the indices are not counted

    constexpr Misfit check() const {
        const bool has_size = output_size != Extent{inferred};
        if (auto misfit = detail::check_output_ratio(has_size, output_ratio)) return misfit;
        if (has_size) {
            if (auto misfit = expect::size(Field::output_size, output_size)) return misfit;
        }
        return expect::size(Field::kernel_size, kernel_size);
    }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_map(in)) return misfit;
        const Shape out = output_shape(in);
        if (auto misfit = detail::check_fractional(in.height(), kernel_size.height, out.height(),
                                                   Axis::height)) {
            return misfit;
        }
        return detail::check_fractional(in.width(), kernel_size.width, out.width(), Axis::width);
    }
    constexpr Shape output_shape(const Shape& in) const {
        return {in.channels(),
                detail::fractional_size(in.height(), output_size.height, output_ratio.height),
                detail::fractional_size(in.width(), output_size.width, output_ratio.width)};
    }
    constexpr Axes axes(const Shape& in) const { return detail::unpooled_axes(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape& out) const {
        return {.comparisons = mul(out.elements(), kernel_size.height * kernel_size.width - 1)};
    }
};

/// torch.nn.FractionalMaxPool3d: CxDxHxW -> C x output_size, or the input's sizes times
/// output_ratio, rounded down. As FractionalMaxPool2d.
struct FractionalMaxPool3d {
    static constexpr const char* name = "FractionalMaxPool3d";
    static constexpr Op op = Op::fractional_max_pool;

    Extent3d kernel_size = 0;        ///< required
    Extent3d output_size = inferred; ///< this, or output_ratio
    ScaleFactor output_ratio = {};   ///< between 0 and 1
    bool return_indices = false;     ///< the indices are not counted

    constexpr Misfit check() const {
        const bool has_size = output_size != Extent3d{inferred};
        if (auto misfit = detail::check_output_ratio(has_size, output_ratio)) return misfit;
        if (has_size) {
            const Count least = output_size.depth < 1 ? output_size.depth : 1;
            if (auto misfit = expect::size(Field::output_size, least)) return misfit;
            if (auto misfit = expect::size(Field::output_size, output_size.plane())) return misfit;
        }
        if (auto misfit = expect::size(Field::kernel_size, kernel_size.plane())) return misfit;
        return expect::size(Field::kernel_size, kernel_size.depth, 1, Axis::depth);
    }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_volume(in)) return misfit;
        const Shape out = output_shape(in);
        const Count kernels[] = {kernel_size.depth, kernel_size.height, kernel_size.width};
        const Axis names[] = {Axis::depth, Axis::height, Axis::width};
        for (int i = 0; i < 3; ++i) {
            if (auto misfit =
                    detail::check_fractional(in[i + 1], kernels[i], out[i + 1], names[i])) {
                return misfit;
            }
        }
        return {};
    }
    constexpr Shape output_shape(const Shape& in) const {
        return {in.channels(),
                detail::fractional_size(in[1], output_size.depth, output_ratio.depth),
                detail::fractional_size(in[2], output_size.height, output_ratio.height),
                detail::fractional_size(in[3], output_size.width, output_ratio.width)};
    }
    constexpr Axes axes(const Shape& in) const { return detail::unpooled_axes(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape& out) const {
        return {.comparisons = mul(out.elements(), kernel_size.volume() - 1)};
    }
};

} // namespace ctnn
