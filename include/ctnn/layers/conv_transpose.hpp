// Transposed convolution.
#pragma once

#include "convolution.hpp"

namespace ctnn {

/// torch.nn.ConvTranspose2d: CxHxW -> out_channels x Oh x Ow,
/// O = (I - 1)*S - 2P + dilation*(K - 1) + output_padding + 1 per axis (PyTorch).
///
/// Parameters kh*kw*Cin*Cout/groups + Cout; MACs Cin*H*W*Cout/groups*kh*kw: every input element is
/// multiplied by every weight of its channel once, including products that the padding crops.
struct ConvTranspose2d {
    static constexpr const char* name = "ConvTranspose2d";
    static constexpr Op op = Op::conv_transpose;

    Count in_channels = inferred; ///< left out: the input's
    Count out_channels = 0;       ///< required
    Extent kernel_size = 0;       ///< required
    Extent stride = 1;
    Extent padding = 0;        ///< crops the output
    Extent output_padding = 0; ///< less than stride or dilation
    Count groups = 1;          ///< divides both in_channels and out_channels
    bool bias = true;
    Extent dilation = 1;

    constexpr Misfit check() const {
        if (auto misfit = detail::check_channels(in_channels, out_channels, groups)) return misfit;
        if (auto misfit = detail::check_settings(kernel_size, stride, padding, dilation)) {
            return misfit;
        }
        if (auto misfit = expect::size(Field::output_padding, output_padding, 0)) return misfit;
        if (auto misfit = check_output_padding(output_padding.height, stride.height,
                                               dilation.height, Axis::height)) {
            return misfit;
        }
        return check_output_padding(output_padding.width, stride.width, dilation.width,
                                    Axis::width);
    }

    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_channels(in_channels, groups, in)) return misfit;
        const Shape out = output_shape(in);
        if (out.height() < 1) return cropped_away(Axis::height, out.height());
        if (out.width() < 1) return cropped_away(Axis::width, out.width());
        return {};
    }

    constexpr Advice advice(const Misfit& misfit, const Shape& in) const {
        if (misfit.problem != Problem::groups) return {};
        return detail::advise_groups(in_channels, out_channels, in);
    }

    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::in_channels, in_channels);
    }

    /// The window of the convolution that this is the transpose of.
    constexpr Window window(const Shape&) const {
        return {
            detail::window_axis(kernel_size.height, stride.height, dilation.height, padding.height),
            detail::window_axis(kernel_size.width, stride.width, dilation.width, padding.width)};
    }

    constexpr Shape output_shape(const Shape& in) const {
        return {
            out_channels,
            output_size(in.height(), stride.height, padding.height,
                        detail::extent(kernel_size.height, dilation.height), output_padding.height),
            output_size(in.width(), stride.width, padding.width,
                        detail::extent(kernel_size.width, dilation.width), output_padding.width)};
    }

    constexpr Params params(const Shape& in) const {
        const Count cin = detail::given_or(in_channels, in.channels());
        return {.weights = mul(kernel_size.height * kernel_size.width, cin, out_channels / groups),
                .biases = bias ? out_channels : 0};
    }

    /// Every product is added to an output that starts as the bias or zero.
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count macs =
            mul(in.elements(), out_channels / groups, kernel_size.height * kernel_size.width);
        return {.macs = macs, .additions = macs, .multiplications = macs};
    }

  private:
    static constexpr Count output_size(Count in, Count stride, Count padding, Count extent,
                                       Count output_padding) {
        return (in - 1) * stride - 2 * padding + extent + output_padding;
    }

    static constexpr Misfit cropped_away(Axis axis, Count size) {
        return {Problem::empty_output, Field::padding, axis, 1, size};
    }

    static constexpr Misfit check_output_padding(Count value, Count stride, Count dilation,
                                                 Axis axis) {
        const Count limit = stride > dilation ? stride : dilation;
        if (value < limit) return {};
        return {Problem::output_padding, Field::output_padding, axis, limit, value};
    }
};

} // namespace ctnn
