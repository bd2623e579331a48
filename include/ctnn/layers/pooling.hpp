// Max and average pooling with a fixed window.
#pragma once

#include "../core/layer.hpp"
#include "../core/padding.hpp"

namespace ctnn {
namespace detail {

/// PyTorch limits a pool's padding to half of its kernel, so that no window holds only padding.
constexpr Misfit check_pool_padding(Count kernel, Count padding, Axis axis) {
    if (padding <= kernel / 2) return {};
    return {Problem::pool_padding, Field::padding, axis, kernel / 2, padding};
}

/// Of each side, it must be less than the kernel.
constexpr Misfit check_pool_side(Count length, Count padding, Axis axis) {
    if (padding < length) return {};
    Misfit misfit{Problem::own_words, Field::padding, axis, length, padding};
    misfit.words = "$setting must be less than the kernel's length, $expected, is $got";
    return misfit;
}
constexpr Misfit check_pool_sides(const Extent& kernel, const Extent& stride,
                                  const Padding& padding, const Extent& dilation) {
    if (auto misfit = check_padding(stride, padding)) return misfit;
    const Count high = extent(kernel.height, dilation.height);
    const Count wide = extent(kernel.width, dilation.width);
    const Extent sides[] = {padding.size, padding.end};
    for (const Extent& side : sides) {
        if (auto misfit = check_pool_side(high, side.height, Axis::height)) return misfit;
        if (auto misfit = check_pool_side(wide, side.width, Axis::width)) return misfit;
    }
    return {};
}

constexpr Misfit check_pool(const Extent& kernel, const Extent& stride, const Padding& padding,
                            const Extent& dilation) {
    if (auto misfit = check_settings(kernel, stride, padding.size, dilation)) return misfit;
    if (padding.rule != PaddingRule::symmetric) {
        return check_pool_sides(kernel, stride, padding, dilation);
    }
    if (auto misfit = check_pool_padding(kernel.height, padding.size.height, Axis::height)) {
        return misfit;
    }
    return check_pool_padding(kernel.width, padding.size.width, Axis::width);
}

/// A pool's output size along one axis. With ceil_mode the last window may exceed the padded input,
/// but no window may start in the padding after the input (PyTorch, MaxPool2d).
constexpr Count pooled(Count in, Count kernel, Count stride, Count padding, Count dilation,
                       bool ceil_mode) {
    if (!ceil_mode) return output_size(in, kernel, stride, padding, dilation);
    const Count size = output_size(in + stride - 1, kernel, stride, padding, dilation);
    return (size - 1) * stride >= in + padding ? size - 1 : size;
}

/// The same with padding that differs at the two ends.
constexpr Count pooled(Count in, const WindowAxis& window, bool ceil_mode) {
    const Count size = output_size(ceil_mode ? in + window.stride - 1 : in, window);
    return ceil_mode && (size - 1) * window.stride >= in + window.before ? size - 1 : size;
}
constexpr Shape pooled(const Shape& in, const Extent& kernel, const Extent& stride,
                       const Padding& padding, const Extent& dilation, bool ceil_mode) {
    const Extent& size = padding.size;
    if (padding.rule != PaddingRule::symmetric) {
        const Window window = padded_window(kernel, stride, padding, dilation, in);
        return {in.channels(), pooled(in.height(), window.height, ceil_mode),
                pooled(in.width(), window.width, ceil_mode)};
    }
    return {
        in.channels(),
        pooled(in.height(), kernel.height, stride.height, size.height, dilation.height, ceil_mode),
        pooled(in.width(), kernel.width, stride.width, size.width, dilation.width, ceil_mode)};
}
/// Why a pool's window does not fit.
constexpr Misfit pool_misfit(const Extent& kernel, const Extent& stride, const Padding& padding,
                             const Extent& dilation, bool ceil_mode, const Shape& in) {
    if (padding.rule == PaddingRule::each_side) return window_misfit(kernel, padding, dilation, in);
    const Extent slack = ceil_mode ? Extent{stride.height - 1, stride.width - 1} : Extent{0};
    return window_misfit(kernel, padding.size, dilation, in, slack);
}
/// A pool's stride, by default its kernel. (Not a member initialiser `stride = kernel_size`, which
/// clang 14 and 16 lose inside a lambda.)
constexpr Extent pool_stride(const Extent& stride, const Extent& kernel) {
    return {given_or(stride.height, kernel.height), given_or(stride.width, kernel.width)};
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
    Padding padding = 0; ///< at most half of the kernel; {top, bottom, left, right}: less than it
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
        return detail::pool_misfit(kernel_size, steps(), padding, dilation, ceil_mode, in);
    }
    constexpr Advice advice(const Misfit& misfit, const Shape& in) const {
        if (misfit.problem != Problem::same_with_stride) return {};
        return detail::advise_padding(in, kernel_size, steps(), dilation);
    }
    constexpr Window window(const Shape& in) const {
        return detail::padded_window(kernel_size, steps(), padding, dilation, in);
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
    Padding padding = 0; ///< at most half of the kernel; {top, bottom, left, right}: less than it
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
        return detail::pool_misfit(kernel_size, steps(), padding, 1, ceil_mode, in);
    }
    constexpr Advice advice(const Misfit& misfit, const Shape& in) const {
        if (misfit.problem != Problem::same_with_stride) return {};
        return detail::advise_padding(in, kernel_size, steps(), 1);
    }
    constexpr Window window(const Shape& in) const {
        return detail::padded_window(kernel_size, steps(), padding, 1, in);
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
