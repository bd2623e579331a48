// Convolutions over one axis: signals, sequences.
#pragma once

#include "conv_transpose.hpp"
#include "convolution.hpp"
#include "detail/lifted.hpp"

namespace ctnn {
/// torch.nn.Conv1d: CxL -> out_channels x Ol, Ol = floor((L + 2P - K)/S) + 1, with K the dilated
/// kernel's length, dilation * (K - 1) + 1.
///
/// Parameters k*Cin/groups*Cout + Cout; MACs Cout*Ol*Cin/groups*k. The bias is not in the MACs.
struct Conv1d {
    static constexpr const char* name = "Conv1d";
    static constexpr Op op = Op::conv;

    Count in_channels = inferred; ///< left out: the input's
    Count out_channels = 0;       ///< the number of kernels; required
    Count kernel_size = 0;        ///< required
    Count stride = 1;
    Padding padding = 0; ///< a number, {left, right}, `same` or `same_upper`
    Count dilation = 1;
    Count groups = 1; ///< divides both in_channels and out_channels
    bool bias = true;
    PaddingMode padding_mode = PaddingMode::zeros;

    constexpr Misfit check() const { return line().check(); }
    constexpr Misfit check(const Shape& in) const { return line().check(in); }
    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::in_channels, in_channels);
    }
    constexpr Window window(const Shape& in) const { return line().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return line().output_shape(in); }
    constexpr Params params(const Shape& in) const { return line().params(in); }
    constexpr Work work(const Shape& in, const Shape& out) const { return line().work(in, out); }

  private:
    constexpr detail::Line<Conv2d> line() const {
        return {{in_channels,
                 out_channels,
                 {1, kernel_size},
                 {1, stride},
                 detail::padding_of_line(padding),
                 {1, dilation},
                 groups,
                 bias,
                 padding_mode}};
    }
};

/// torch.nn.ConvTranspose1d: CxL -> out_channels x Ol,
/// Ol = (L - 1)*S - 2P + dilation*(K - 1) + output_padding + 1 (PyTorch).
///
/// Parameters k*Cin*Cout/groups + Cout; MACs Cin*L*Cout/groups*k, as ConvTranspose2d.
struct ConvTranspose1d {
    static constexpr const char* name = "ConvTranspose1d";
    static constexpr Op op = Op::conv_transpose;

    Count in_channels = inferred; ///< left out: the input's
    Count out_channels = 0;       ///< required
    Count kernel_size = 0;        ///< required
    Count stride = 1;
    Count padding = 0;        ///< crops the output
    Count output_padding = 0; ///< less than stride or dilation
    Count groups = 1;         ///< divides both in_channels and out_channels
    bool bias = true;
    Count dilation = 1;

    constexpr Misfit check() const { return line().check(); }
    constexpr Misfit check(const Shape& in) const { return line().check(in); }
    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::in_channels, in_channels);
    }
    constexpr Window window(const Shape& in) const { return line().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return line().output_shape(in); }
    constexpr Params params(const Shape& in) const { return line().params(in); }
    constexpr Work work(const Shape& in, const Shape& out) const { return line().work(in, out); }

  private:
    constexpr detail::Line<ConvTranspose2d> line() const {
        return {{in_channels,
                 out_channels,
                 {1, kernel_size},
                 {1, stride},
                 {0, padding},
                 {0, output_padding},
                 groups,
                 bias,
                 {1, dilation}}};
    }
};

} // namespace ctnn
