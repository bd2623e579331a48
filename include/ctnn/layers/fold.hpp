// Unfold and Fold: windows of a map as columns, and back.
#pragma once

#include "../core/layer.hpp"

namespace ctnn {
namespace detail {

/// The number of windows along both axes of a map.
constexpr Extent window_counts(const Extent& size, const Extent& kernel, const Extent& stride,
                               const Extent& padding, const Extent& dilation) {
    return {output_size(size.height, kernel.height, stride.height, padding.height, dilation.height),
            output_size(size.width, kernel.width, stride.width, padding.width, dilation.width)};
}

} // namespace detail

/// torch.nn.Unfold (im2col): CxHxW -> C*kh*kw x L, a column for each of the L positions of a
/// window, which are those of a convolution's outputs. No parameters, no FLOPs.
struct Unfold {
    static constexpr const char* name = "Unfold";
    static constexpr Op op = Op::unfold;

    Extent kernel_size = 0; ///< required
    Extent dilation = 1;
    Extent padding = 0;
    Extent stride = 1;

    constexpr Misfit check() const {
        return detail::check_settings(kernel_size, stride, padding, dilation);
    }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_map(in)) return misfit;
        const Extent windows = counts(in);
        if (windows.height > 0 && windows.width > 0) return {};
        return detail::window_misfit(kernel_size, padding, dilation, in);
    }
    constexpr Shape output_shape(const Shape& in) const {
        const Extent windows = counts(in);
        return {mul(in.channels(), kernel_size.height, kernel_size.width),
                mul(windows.height, windows.width)};
    }
    constexpr Axes axes(const Shape&) const { return {}; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }

  private:
    constexpr Extent counts(const Shape& in) const {
        return detail::window_counts({in.height(), in.width()}, kernel_size, stride, padding,
                                     dilation);
    }
};

/// torch.nn.Fold (col2im): C*kh*kw x L -> C x output_size, the sum of the columns that overlap at a
/// position. No parameters; the lecture gives no FLOPs. An addition per element of the input.
struct Fold {
    static constexpr const char* name = "Fold";
    static constexpr Op op = Op::fold;

    Extent output_size = 0; ///< required
    Extent kernel_size = 0; ///< required
    Extent dilation = 1;
    Extent padding = 0;
    Extent stride = 1;

    constexpr Misfit check() const {
        if (auto misfit = expect::size(Field::output_size, output_size)) return misfit;
        return detail::check_settings(kernel_size, stride, padding, dilation);
    }
    constexpr Misfit check(const Shape& in) const {
        if (in.rank != 2) return expect::rank(2, in);
        const Count area = mul(kernel_size.height, kernel_size.width);
        if (in[0] % area != 0) {
            Misfit misfit{Problem::own_words, Field::kernel_size, Axis::none, area, in[0]};
            misfit.words = "expects a multiple of the kernel, $expected, as first size, gets $got "
                           "($input)";
            return misfit;
        }
        const Extent windows =
            detail::window_counts(output_size, kernel_size, stride, padding, dilation);
        const Count columns = mul(windows.height, windows.width);
        if (in[1] == columns && columns > 0) return {};
        Misfit misfit{Problem::own_words, Field::output_size, Axis::none, columns, in[1]};
        misfit.words = "expects $expected columns, the windows of its output, gets $got ($input)";
        return misfit;
    }
    constexpr Shape output_shape(const Shape& in) const {
        return {in[0] / (kernel_size.height * kernel_size.width), output_size.height,
                output_size.width};
    }
    constexpr Axes axes(const Shape&) const { return {}; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        return {.additions = in.elements()};
    }
};

} // namespace ctnn
