// Convolutions: standard, depthwise, pointwise.
#pragma once

#include "../core/layer.hpp"

namespace ctnn {
namespace detail {

/// Checks channels and groups without an input; inferred ones are skipped.
constexpr Misfit check_channels(Count in_channels, Count out_channels, Count groups) {
    if (in_channels > 0 && out_channels > 0 && groups == 1) return {};
    if (auto misfit = expect::positive_or_inferred(Field::in_channels, in_channels)) return misfit;
    if (auto misfit = expect::positive(Field::out_channels, out_channels)) return misfit;
    if (auto misfit = expect::positive(Field::groups, groups)) return misfit;
    if (auto misfit = expect::divides(Field::out_channels, out_channels, groups)) return misfit;
    if (in_channels == inferred) return {};
    return expect::divides(Field::in_channels, in_channels, groups);
}

/// Checks that the input is a map with suitable channels.
constexpr Misfit check_channels(Count in_channels, Count groups, const Shape& in) {
    if (auto misfit = check_map(in)) return misfit;
    if (in_channels == in.dims[0]) return {};
    if (auto misfit = expect::channels(Field::in_channels, in_channels, in)) return misfit;
    return expect::divides(Field::in_channels, in.channels(), groups);
}

/// TensorFlow's and ONNX's SAME_UPPER along an axis: O = ceil(I/S), and the total padding that it
/// needs. Settings and size are within max_size.
constexpr Count same_upper_size(Count in, Count stride) {
    return (in - 1) / stride + 1;
}
constexpr Count same_upper_padding(Count in, Count kernel, Count stride, Count dilation) {
    const Count total = (same_upper_size(in, stride) - 1) * stride + extent(kernel, dilation) - in;
    return total > 0 ? total : 0;
}

/// The padding that gives TensorFlow's size, if the input is a valid map.
constexpr Advice advise_padding(const Shape& in, const Extent& kernel, const Extent& stride,
                                const Extent& dilation) {
    if (check_map(in) || !in.is_positive()) return {};
    return {
        .padding = {same_upper_padding(in.height(), kernel.height, stride.height, dilation.height),
                    same_upper_padding(in.width(), kernel.width, stride.width, dilation.width)},
        .output = {same_upper_size(in.height(), stride.height),
                   same_upper_size(in.width(), stride.width)}};
}

/// The number that groups must divide: the gcd of the input's channels, if known, and the output's.
constexpr Advice advise_groups(Count in_channels, Count out_channels, const Shape& in) {
    const Count given = in_channels == inferred && in.rank == 3 ? in.channels() : in_channels;
    return {.divisible = given > 0 ? greatest_common_divisor(given, out_channels) : out_channels};
}

/// Are all settings in range, and the stride 1 if the padding is `same`?
constexpr Misfit check_window(const Extent& kernel, const Extent& stride, const Padding& padding,
                              const Extent& dilation) {
    const Misfit misfit = check_settings(kernel, stride, padding.size, dilation);
    if (misfit || !padding.is_same || stride == Extent{1}) return misfit;
    return {Problem::same_with_stride, Field::stride, Axis::none, 1,
            stride.height != 1 ? stride.height : stride.width};
}

/// Does the window fit into the padded map?
constexpr Misfit check_window(const Extent& kernel, const Padding& padding, const Extent& dilation,
                              const Shape& in) {
    if (padding.is_same ||
        (extent(kernel.height, dilation.height) <= in.dims[1] + 2 * padding.size.height &&
         extent(kernel.width, dilation.width) <= in.dims[2] + 2 * padding.size.width)) {
        return {};
    }
    return window_misfit(kernel, padding.size, dilation, in);
}

constexpr Window convolution_window(const Extent& kernel, const Extent& stride,
                                    const Padding& padding, const Extent& dilation) {
    if (padding.is_same) {
        return {same_axis(kernel.height, dilation.height), same_axis(kernel.width, dilation.width)};
    }
    return {window_axis(kernel.height, stride.height, dilation.height, padding.size.height),
            window_axis(kernel.width, stride.width, dilation.width, padding.size.width)};
}

/// The output map.
constexpr Shape convolved(Count channels, const Extent& kernel, const Extent& stride,
                          const Padding& padding, const Extent& dilation, const Shape& in) {
    if (padding.is_same) return {channels, in.dims[1], in.dims[2]};
    return {
        channels,
        output_size(in.dims[1], kernel.height, stride.height, padding.size.height, dilation.height),
        output_size(in.dims[2], kernel.width, stride.width, padding.size.width, dilation.width)};
}

/// The work of `per_output` multiply-accumulates per output element.
constexpr Work convolution_work(Count per_output, bool bias, const Shape& out) {
    const Count outputs = out.elements();
    const Count macs = mul(outputs, per_output);
    if (macs == overflow) {
        return {.macs = overflow, .additions = overflow, .multiplications = overflow};
    }
    return {.macs = macs, .additions = bias ? macs : macs - outputs, .multiplications = macs};
}

} // namespace detail

/// torch.nn.Conv2d: CxHxW -> out_channels x Oh x Ow, O = floor((I + 2P - K)/S) + 1 per axis, with
/// K the dilated kernel's length, dilation * (K - 1) + 1.
///
/// Parameters kh*kw*Cin/groups*Cout + Cout; MACs Cout*Oh*Ow*Cin/groups*kh*kw (lecture). The bias is
/// not in the MACs.
struct Conv2d {
    static constexpr const char* name = "Conv2d";
    static constexpr Op op = Op::conv;

    Count in_channels = inferred; ///< left out: the input's
    Count out_channels = 0;       ///< the number of kernels; required
    Extent kernel_size = 0;       ///< required
    Extent stride = 1;
    Padding padding = 0; ///< a number, {height, width}, or `same`
    Extent dilation = 1;
    Count groups = 1; ///< divides both in_channels and out_channels
    bool bias = true;

    constexpr Misfit check() const {
        if (auto misfit = detail::check_channels(in_channels, out_channels, groups)) return misfit;
        return detail::check_window(kernel_size, stride, padding, dilation);
    }

    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_channels(in_channels, groups, in)) return misfit;
        return detail::check_window(kernel_size, padding, dilation, in);
    }

    /// Numbers that mend a misfit of padding or groups.
    constexpr Advice advice(const Misfit& misfit, const Shape& in) const {
        if (misfit.problem == Problem::groups) {
            return detail::advise_groups(in_channels, out_channels, in);
        }
        if (misfit.problem != Problem::same_with_stride) return {};
        return detail::advise_padding(in, kernel_size, stride, dilation);
    }

    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::in_channels, in_channels);
    }

    constexpr Window window(const Shape&) const {
        return detail::convolution_window(kernel_size, stride, padding, dilation);
    }

    constexpr Shape output_shape(const Shape& in) const {
        return detail::convolved(out_channels, kernel_size, stride, padding, dilation, in);
    }

    constexpr Params params(const Shape& in) const {
        const Count cin = in_channels == inferred ? in.channels() : in_channels;
        return {.weights = mul(kernel_size.height * kernel_size.width, cin / groups, out_channels),
                .biases = bias ? out_channels : 0};
    }

    constexpr Work work(const Shape& in, const Shape& out) const {
        const Count area = kernel_size.height * kernel_size.width;
        return detail::convolution_work(mul(in.dims[0] / groups, area), bias, out);
    }
};

/// A depthwise convolution: one kernel (or depth_multiplier kernels) per channel, no interaction
/// between channels. torch.nn.Conv2d with groups = in_channels.
///
/// Parameters kh*kw*C + C, MACs C*Oh*Ow*kh*kw for depth_multiplier 1 (lecture; MobileNet,
/// arXiv:1704.04861).
struct DepthwiseConv {
    static constexpr const char* name = "DepthwiseConv";
    static constexpr Op op = Op::conv;

    Count channels = inferred; ///< left out: the input's
    Extent kernel_size = 0;    ///< required
    Extent stride = 1;
    Padding padding = 0;
    Extent dilation = 1;
    Count depth_multiplier = 1; ///< output channels per input channel
    bool bias = true;

    constexpr Misfit check() const {
        if (auto misfit = expect::positive_or_inferred(Field::channels, channels)) return misfit;
        if (auto misfit = expect::positive(Field::depth_multiplier, depth_multiplier)) {
            return misfit;
        }
        return detail::check_window(kernel_size, stride, padding, dilation);
    }

    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_map(in)) return misfit;
        if (auto misfit = expect::channels(Field::channels, channels, in)) return misfit;
        return detail::check_window(kernel_size, padding, dilation, in);
    }

    constexpr Advice advice(const Misfit& misfit, const Shape& in) const {
        if (misfit.problem != Problem::same_with_stride) return {};
        return detail::advise_padding(in, kernel_size, stride, dilation);
    }

    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::channels, channels);
    }

    constexpr Window window(const Shape&) const {
        return detail::convolution_window(kernel_size, stride, padding, dilation);
    }

    constexpr Shape output_shape(const Shape& in) const {
        return detail::convolved(mul(in.dims[0], depth_multiplier), kernel_size, stride, padding,
                                 dilation, in);
    }

    constexpr Params params(const Shape& in) const {
        const Count out = mul(detail::given_or(channels, in.channels()), depth_multiplier);
        return {.weights = mul(kernel_size.height * kernel_size.width, out),
                .biases = bias ? out : 0};
    }

    constexpr Work work(const Shape&, const Shape& out) const {
        return detail::convolution_work(kernel_size.height * kernel_size.width, bias, out);
    }
};

/// A pointwise (1x1) convolution: CxHxW -> out_channels x H x W, which mixes channels within each
/// position.
///
/// Parameters Cin*Cout + Cout, MACs Cout*H*W*Cin (lecture; MobileNet, arXiv:1704.04861).
struct PointwiseConv {
    static constexpr const char* name = "PointwiseConv";
    static constexpr Op op = Op::conv;

    Count in_channels = inferred; ///< left out: the input's
    Count out_channels = 0;       ///< required
    bool bias = true;

    constexpr Misfit check() const { return detail::check_channels(in_channels, out_channels, 1); }
    constexpr Misfit check(const Shape& in) const {
        return detail::check_channels(in_channels, 1, in);
    }
    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::in_channels, in_channels);
    }
    constexpr Window window(const Shape&) const { return {}; }
    constexpr Shape output_shape(const Shape& in) const {
        return {out_channels, in.dims[1], in.dims[2]};
    }
    constexpr Params params(const Shape& in) const {
        return {.weights = mul(detail::given_or(in_channels, in.channels()), out_channels),
                .biases = bias ? out_channels : 0};
    }
    constexpr Work work(const Shape& in, const Shape& out) const {
        return detail::convolution_work(in.dims[0], bias, out);
    }
};

} // namespace ctnn
