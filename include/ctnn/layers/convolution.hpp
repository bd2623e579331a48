// Convolutions: standard, depthwise, pointwise.
#pragma once

#include "detail/convolving.hpp"

namespace ctnn {

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
    Padding padding = 0; ///< see Padding
    Extent dilation = 1;
    Count groups = 1; ///< divides both in_channels and out_channels
    bool bias = true;
    PaddingMode padding_mode = PaddingMode::zeros;

    constexpr Misfit check() const {
        if (auto misfit = detail::check_channels(in_channels, out_channels, groups)) return misfit;
        return detail::check_window(kernel_size, stride, padding, dilation);
    }

    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_channels(in_channels, groups, in)) return misfit;
        const Misfit misfit = detail::check_window(kernel_size, padding, dilation, in);
        if (misfit || padding_mode == PaddingMode::zeros) return misfit;
        return detail::check_padding_mode(padding_mode, window(in), in);
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

    constexpr Window window(const Shape& in) const {
        return detail::padded_window(kernel_size, stride, padding, dilation, in);
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

    constexpr Window window(const Shape& in) const {
        return detail::padded_window(kernel_size, stride, padding, dilation, in);
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
