// Convolutions: standard, depthwise, pointwise.
#pragma once

#include "../layer.hpp"

namespace ctnn {
namespace detail {

/// Channels and groups of a convolution, as far as they are given.
constexpr Misfit check_channels(Count in_channels, Count out_channels, Count groups) {
    if (in_channels > 0 && out_channels > 0 && groups == 1) return {};
    if (auto misfit = expect::positive_or_inferred(Field::in_channels, in_channels)) return misfit;
    if (auto misfit = expect::positive(Field::out_channels, out_channels)) return misfit;
    if (auto misfit = expect::positive(Field::groups, groups)) return misfit;
    if (auto misfit = expect::divides(Field::out_channels, out_channels, groups)) return misfit;
    if (in_channels == inferred) return {};
    return expect::divides(Field::in_channels, in_channels, groups);
}

/// A map with the channels that a convolution takes.
constexpr Misfit check_channels(Count in_channels, Count groups, const Shape& in) {
    if (auto misfit = check_map(in)) return misfit;
    if (in_channels == in.dims[0]) return {};
    if (auto misfit = expect::channels(Field::in_channels, in_channels, in)) return misfit;
    return expect::divides(Field::in_channels, in.channels(), groups);
}

/// TensorFlow's and ONNX's SAME_UPPER along an axis: O = ceil(I/S), and the zeros that it needs,
/// before and behind together. Settings and the size are within max_size.
constexpr Count same_upper_size(Count in, Count stride) {
    return (in - 1) / stride + 1;
}
constexpr Count same_upper_padding(Count in, Count kernel, Count stride, Count dilation) {
    const Count total = (same_upper_size(in, stride) - 1) * stride + extent(kernel, dilation) - in;
    return total > 0 ? total : 0;
}

/// What would give TensorFlow's size, on a map that a convolution can take.
constexpr Advice advise_padding(const Shape& in, const Extent& kernel, const Extent& stride,
                                const Extent& dilation) {
    if (check_map(in) || !in.is_positive()) return {};
    return {
        .padding = {same_upper_padding(in.height(), kernel.height, stride.height, dilation.height),
                    same_upper_padding(in.width(), kernel.width, stride.width, dilation.width)},
        .output = {same_upper_size(in.height(), stride.height),
                   same_upper_size(in.width(), stride.width)}};
}

/// What groups must divide: the input's channels, if they are known, and the output's.
constexpr Advice advise_groups(Count in_channels, Count out_channels, const Shape& in) {
    const Count given = in_channels == inferred && in.rank == 3 ? in.channels() : in_channels;
    return {.divisible = given > 0 ? greatest_common_divisor(given, out_channels) : out_channels};
}

} // namespace detail

/// torch.nn.Conv2d: CxHxW -> out_channels x Oh x Ow, O = floor((I + 2P - K)/S) + 1 per axis, with
/// K widened to dilation * (K - 1) + 1.
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
        const Misfit misfit = detail::check_settings(kernel_size, stride, padding.size, dilation);
        if (misfit || !padding.is_same || stride == Extent{1}) return misfit;
        return {Problem::same_with_stride, Field::stride, Axis::none, 1,
                stride.height != 1 ? stride.height : stride.width};
    }

    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_channels(in_channels, groups, in)) return misfit;
        const Shape out = output_shape(in);
        if (out.dims[1] > 0 && out.dims[2] > 0) return {};
        return detail::window_misfit(kernel_size, padding.size, dilation, in);
    }

    /// What mends a misfit of padding or groups; of any other, nothing.
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
        if (padding.is_same) {
            return {detail::same_axis(kernel_size.height, dilation.height),
                    detail::same_axis(kernel_size.width, dilation.width)};
        }
        return {detail::window_axis(kernel_size.height, stride.height, dilation.height,
                                    padding.size.height),
                detail::window_axis(kernel_size.width, stride.width, dilation.width,
                                    padding.size.width)};
    }

    constexpr Shape output_shape(const Shape& in) const {
        if (padding.is_same) return {out_channels, in.height(), in.width()};
        return {out_channels,
                detail::output_size(in.dims[1], kernel_size.height, stride.height,
                                    padding.size.height, dilation.height),
                detail::output_size(in.dims[2], kernel_size.width, stride.width, padding.size.width,
                                    dilation.width)};
    }

    constexpr Params params(const Shape& in) const {
        const Count cin = in_channels == inferred ? in.channels() : in_channels;
        return {.weights = mul(kernel_size.height * kernel_size.width, cin / groups, out_channels),
                .biases = bias ? out_channels : 0};
    }

    constexpr Work work(const Shape& in, const Shape& out) const {
        const Count per_output = mul(in.dims[0] / groups, kernel_size.height * kernel_size.width);
        const Count outputs = out.elements();
        const Count macs = mul(outputs, per_output);
        if (macs == overflow) {
            return {.macs = overflow, .additions = overflow, .multiplications = overflow};
        }
        return {.macs = macs, .additions = bias ? macs : macs - outputs, .multiplications = macs};
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

    /// The same layer in PyTorch's terms, for an input of that many channels.
    constexpr Conv2d as_conv2d(Count cin) const {
        return {cin, mul(cin, depth_multiplier), kernel_size, stride, padding, dilation, cin, bias};
    }

    constexpr Misfit check() const {
        if (auto misfit = expect::positive_or_inferred(Field::channels, channels)) return misfit;
        if (auto misfit = expect::positive(Field::depth_multiplier, depth_multiplier)) {
            return misfit;
        }
        return as_conv2d(1).check();
    }

    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_map(in)) return misfit;
        if (auto misfit = expect::channels(Field::channels, channels, in)) return misfit;
        return as_conv2d(in.channels()).check(in);
    }

    constexpr Advice advice(const Misfit& misfit, const Shape& in) const {
        return as_conv2d(1).advice(misfit, in);
    }

    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::channels, channels);
    }

    constexpr Window window(const Shape& in) const { return as_conv2d(in.channels()).window(in); }

    constexpr Shape output_shape(const Shape& in) const {
        return as_conv2d(in.channels()).output_shape(in);
    }

    constexpr Params params(const Shape& in) const {
        return as_conv2d(detail::given_or(channels, in.channels())).params(in);
    }

    constexpr Work work(const Shape& in, const Shape& out) const {
        return as_conv2d(in.channels()).work(in, out);
    }
};

/// A pointwise (1x1) convolution: CxHxW -> out_channels x H x W, mixing channels and no places.
///
/// Parameters Cin*Cout + Cout, MACs Cout*H*W*Cin (lecture; MobileNet, arXiv:1704.04861).
struct PointwiseConv {
    static constexpr const char* name = "PointwiseConv";
    static constexpr Op op = Op::conv;

    Count in_channels = inferred; ///< left out: the input's
    Count out_channels = 0;       ///< required
    bool bias = true;

    /// The same layer in PyTorch's terms.
    constexpr Conv2d as_conv2d() const {
        return {.in_channels = in_channels,
                .out_channels = out_channels,
                .kernel_size = 1,
                .bias = bias};
    }

    constexpr Misfit check() const { return as_conv2d().check(); }
    constexpr Misfit check(const Shape& in) const { return as_conv2d().check(in); }
    constexpr Field inferred_field() const { return as_conv2d().inferred_field(); }
    constexpr Window window(const Shape&) const { return {}; }
    constexpr Shape output_shape(const Shape& in) const { return as_conv2d().output_shape(in); }
    constexpr Params params(const Shape& in) const { return as_conv2d().params(in); }
    constexpr Work work(const Shape& in, const Shape& out) const {
        return as_conv2d().work(in, out);
    }
};

} // namespace ctnn
