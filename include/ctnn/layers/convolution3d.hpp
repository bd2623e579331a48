// Convolutions over volumes: videos, scans.
#pragma once

#include "conv_transpose.hpp"
#include "convolution.hpp"
#include "detail/lifted.hpp"

namespace ctnn {

/// torch.nn.Conv3d: CxDxHxW -> out_channels x Od x Oh x Ow, O = floor((I + 2P - K)/S) + 1 per axis,
/// with K the dilated kernel's length, dilation * (K - 1) + 1.
///
/// Parameters kd*kh*kw*Cin/groups*Cout + Cout; MACs Cout*Od*Oh*Ow*Cin/groups*kd*kh*kw. The bias is
/// not in the MACs.
struct Conv3d {
    static constexpr const char* name = "Conv3d";
    static constexpr Op op = Op::conv;

    Count in_channels = inferred; ///< left out: the input's
    Count out_channels = 0;       ///< the number of kernels; required
    Extent3d kernel_size = 0;     ///< required
    Extent3d stride = 1;
    Padding3d padding = 0; ///< a number, {depth, height, width}, or `same`
    Extent3d dilation = 1;
    Count groups = 1; ///< divides both in_channels and out_channels
    bool bias = true;
    PaddingMode padding_mode = PaddingMode::zeros;

    constexpr Misfit check() const { return volume().check(); }
    constexpr Misfit check(const Shape& in) const { return volume().check(in); }
    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::in_channels, in_channels);
    }
    constexpr Window window(const Shape& in) const { return volume().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return volume().output_shape(in); }
    constexpr Params params(const Shape& in) const {
        const Count cin = detail::given_or(in_channels, in.channels());
        return {.weights = mul(kernel_size.volume(), cin / groups, out_channels),
                .biases = bias ? out_channels : 0};
    }
    constexpr Work work(const Shape& in, const Shape& out) const {
        return detail::convolution_work(mul(in.channels() / groups, kernel_size.volume()), bias,
                                        out);
    }

  private:
    constexpr detail::Volume<Conv2d> volume() const {
        return {{in_channels, out_channels, kernel_size.plane(), stride.plane(), padding.plane(),
                 dilation.plane(), groups, bias, padding_mode},
                {in_channels, out_channels, kernel_size.column(1), stride.column(1),
                 padding.column(), dilation.column(1), groups, bias, padding_mode}};
    }
};

/// torch.nn.ConvTranspose3d: CxDxHxW -> out_channels x Od x Oh x Ow,
/// O = (I - 1)*S - 2P + dilation*(K - 1) + output_padding + 1 per axis (PyTorch).
///
/// Parameters kd*kh*kw*Cin*Cout/groups + Cout; MACs Cin*D*H*W*Cout/groups*kd*kh*kw, as
/// ConvTranspose2d.
struct ConvTranspose3d {
    static constexpr const char* name = "ConvTranspose3d";
    static constexpr Op op = Op::conv_transpose;

    Count in_channels = inferred; ///< left out: the input's
    Count out_channels = 0;       ///< required
    Extent3d kernel_size = 0;     ///< required
    Extent3d stride = 1;
    Extent3d padding = 0;        ///< crops the output
    Extent3d output_padding = 0; ///< less than stride or dilation
    Count groups = 1;            ///< divides both in_channels and out_channels
    bool bias = true;
    Extent3d dilation = 1;

    constexpr Misfit check() const { return volume().check(); }
    constexpr Misfit check(const Shape& in) const { return volume().check(in); }
    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::in_channels, in_channels);
    }
    constexpr Window window(const Shape& in) const { return volume().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return volume().output_shape(in); }
    constexpr Params params(const Shape& in) const {
        const Count cin = detail::given_or(in_channels, in.channels());
        return {.weights = mul(kernel_size.volume(), cin, out_channels / groups),
                .biases = bias ? out_channels : 0};
    }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count macs = mul(in.elements(), out_channels / groups, kernel_size.volume());
        return {.macs = macs, .additions = macs, .multiplications = macs};
    }

  private:
    constexpr detail::Volume<ConvTranspose2d> volume() const {
        return {{in_channels, out_channels, kernel_size.plane(), stride.plane(), padding.plane(),
                 output_padding.plane(), groups, bias, dilation.plane()},
                {in_channels, out_channels, kernel_size.column(1), stride.column(1),
                 padding.column(0), output_padding.column(0), groups, bias, dilation.column(1)}};
    }
};

} // namespace ctnn
