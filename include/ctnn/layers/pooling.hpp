// Max and average pooling with a fixed window.
#pragma once

#include "../core/layer.hpp"

namespace ctnn {
namespace detail {

/// PyTorch limits a pool's padding to half of its kernel, so that no window holds only padding.
constexpr Misfit check_pool_padding(Count kernel, Count padding, Axis axis) {
    if (padding <= kernel / 2) return {};
    return {Problem::pool_padding, Field::padding, axis, kernel / 2, padding};
}

constexpr Misfit check_pool(const Extent& kernel, const Extent& stride, const Extent& padding,
                            const Extent& dilation) {
    if (auto misfit = check_settings(kernel, stride, padding, dilation)) return misfit;
    if (auto misfit = check_pool_padding(kernel.height, padding.height, Axis::height)) {
        return misfit;
    }
    return check_pool_padding(kernel.width, padding.width, Axis::width);
}

/// A pool's output size along one axis. With ceil_mode the last window may exceed the padded input,
/// but no window may start in the padding after the input (PyTorch, MaxPool2d).
constexpr Count pooled(Count in, Count kernel, Count stride, Count padding, Count dilation,
                       bool ceil_mode) {
    if (!ceil_mode) return output_size(in, kernel, stride, padding, dilation);
    const Count size = output_size(in + stride - 1, kernel, stride, padding, dilation);
    return (size - 1) * stride >= in + padding ? size - 1 : size;
}

constexpr Shape pooled(const Shape& in, const Extent& kernel, const Extent& stride,
                       const Extent& padding, const Extent& dilation, bool ceil_mode) {
    return {
        in.channels(),
        pooled(in.height(), kernel.height, stride.height, padding.height, dilation.height,
               ceil_mode),
        pooled(in.width(), kernel.width, stride.width, padding.width, dilation.width, ceil_mode)};
}

/// A pool's stride, by default its kernel. (Not a member initialiser `stride = kernel_size`, which
/// clang 14 and 16 lose inside a lambda.)
constexpr Extent pool_stride(const Extent& stride, const Extent& kernel) {
    return {given_or(stride.height, kernel.height), given_or(stride.width, kernel.width)};
}

/// How far the last window may exceed the padded input: with ceil_mode, stride - 1.
constexpr Extent slack(const Extent& stride, bool ceil_mode) {
    return ceil_mode ? Extent{stride.height - 1, stride.width - 1} : Extent{0};
}

} // namespace detail

/// torch.nn.MaxPool2d: CxHxW -> CxOhxOw, O = floor((I + 2P - K)/S) + 1 per axis (lecture); with
/// ceil_mode rounded up, but no window starts in the padding after the input.
///
/// No parameters; C*Oh*Ow*(k*k - 1) comparisons (lecture).
struct MaxPool2d {
    static constexpr const char* name = "MaxPool2d";
    static constexpr Op op = Op::max_pool;

    Extent kernel_size = 0;   ///< required
    Extent stride = inferred; ///< left out: the kernel's size
    Extent padding = 0;       ///< at most half of the kernel
    Extent dilation = 1;
    bool return_indices = false; ///< for PyTorch's order of fields; the indices are not counted
    bool ceil_mode = false;

    constexpr Misfit check() const {
        return detail::check_pool(kernel_size, steps(), padding, dilation);
    }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_map(in)) return misfit;
        const Shape out = output_shape(in);
        if (out.height() > 0 && out.width() > 0) return {};
        return detail::window_misfit(kernel_size, padding, dilation, in,
                                     detail::slack(steps(), ceil_mode));
    }
    constexpr Window window(const Shape&) const {
        const Extent step = steps();
        return {
            detail::window_axis(kernel_size.height, step.height, dilation.height, padding.height),
            detail::window_axis(kernel_size.width, step.width, dilation.width, padding.width)};
    }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::pooled(in, kernel_size, steps(), padding, dilation, ceil_mode);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape& out) const {
        return {.comparisons = mul(out.elements(), kernel_size.height * kernel_size.width - 1)};
    }

  private:
    constexpr Extent steps() const { return detail::pool_stride(stride, kernel_size); }
};

/// torch.nn.AvgPool2d: CxHxW -> CxOhxOw, sizes as MaxPool2d's. No parameters; the lecture gives it
/// no FLOPs. Per output k*k - 1 additions and a division; count_include_pad and divisor_override
/// change only the divisor.
struct AvgPool2d {
    static constexpr const char* name = "AvgPool2d";
    static constexpr Op op = Op::avg_pool;

    Extent kernel_size = 0;   ///< required
    Extent stride = inferred; ///< left out: the kernel's size
    Extent padding = 0;       ///< at most half of the kernel
    bool ceil_mode = false;
    bool count_include_pad = true;
    Count divisor_override = inferred; ///< left out: the window's size

    constexpr Misfit check() const {
        if (divisor_override == 0) return {Problem::out_of_range, Field::divisor_override};
        return detail::check_pool(kernel_size, steps(), padding, 1);
    }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_map(in)) return misfit;
        const Shape out = output_shape(in);
        if (out.height() > 0 && out.width() > 0) return {};
        return detail::window_misfit(kernel_size, padding, 1, in,
                                     detail::slack(steps(), ceil_mode));
    }
    constexpr Window window(const Shape&) const {
        const Extent step = steps();
        return {detail::window_axis(kernel_size.height, step.height, 1, padding.height),
                detail::window_axis(kernel_size.width, step.width, 1, padding.width)};
    }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::pooled(in, kernel_size, steps(), padding, 1, ceil_mode);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape& out) const {
        return {.additions = mul(out.elements(), kernel_size.height * kernel_size.width - 1),
                .divisions = out.elements()};
    }

  private:
    constexpr Extent steps() const { return detail::pool_stride(stride, kernel_size); }
};

} // namespace ctnn
