// EfficientNet (Tan, Le 2019, arXiv:1905.11946), Table 1.
#pragma once

#include "../compose/multiply.hpp"
#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/residual.hpp"
#include "../layers/activation.hpp"
#include "../layers/adaptive_pooling.hpp"
#include "../layers/convolution.hpp"
#include "../layers/linear.hpp"
#include "../layers/normalization.hpp"
#include "../layers/passthrough.hpp"

namespace ctnn::models {

/// The building blocks of EfficientNets.
namespace efficientnet {

/// torchvision.ops.StochasticDepth in eval mode: returns its input. In training it drops a whole
/// block, with a probability that grows with depth.
struct StochasticDepth {
    static constexpr const char* name = "StochasticDepth";
    static constexpr Op op = Op::identity;

    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// A convolution, batch normalisation, SiLU.
constexpr auto conv(Count in, Count out, Count kernel, Count stride = 1) {
    return Sequential{Conv2d{.in_channels = in,
                             .out_channels = out,
                             .kernel_size = kernel,
                             .stride = stride,
                             .padding = kernel / 2,
                             .bias = false},
                      BatchNorm2d{out}, SiLU{}};
}

/// Squeeze-and-excite: a gate per channel.
constexpr auto squeeze_excite(Count channels, Count squeezed) {
    return Multiply{skip, Sequential{GlobalAvgPool{}, PointwiseConv{channels, squeezed}, SiLU{},
                                     PointwiseConv{squeezed, channels}, Sigmoid{}}};
}

/// MBConv1: depthwise, gate, and 1x1 to `out` channels without an activation. The gate squeezes to
/// a quarter of the block's input channels.
constexpr auto mbconv1(Count in, Count wide, Count out, Count kernel, Count stride) {
    return Sequential{
        DepthwiseConv{.channels = wide,
                      .kernel_size = kernel,
                      .stride = stride,
                      .padding = kernel / 2,
                      .bias = false},
        BatchNorm2d{wide},
        SiLU{},
        squeeze_excite(wide, in / 4),
        PointwiseConv{wide, out, false},
        BatchNorm2d{out},
    };
}

/// MBConv6: MBConv1 after a 1x1 convolution to six times the channels.
constexpr auto mbconv6(Count in, Count out, Count kernel, Count stride) {
    return Sequential{conv(in, 6 * in, 1), mbconv1(in, 6 * in, out, kernel, stride)};
}

/// A row of Table 1: `Layers` times MBConv6, the first one with the stride, the others residual.
template <int Layers>
constexpr auto stage(Count in, Count out, Count kernel, Count stride) {
    const Residual residual{Sequential{mbconv6(out, out, kernel, 1), StochasticDepth{}}};
    return Sequential{mbconv6(in, out, kernel, stride), repeat<Layers - 1>(residual)};
}

} // namespace efficientnet

/// torchvision.models.efficientnet_b0, the paper's Table 1. Input 3x224x224; 5,288,548 parameters,
/// 385,814,752 MACs.
constexpr auto efficientnet_b0(Count classes = 1000) {
    using namespace efficientnet;
    const Sequential features{
        conv(3, 32, 3, 2),         // 112 x 112
        mbconv1(32, 32, 16, 3, 1), // 112 x 112
        stage<2>(16, 24, 3, 2),    // 56 x 56
        stage<2>(24, 40, 5, 2),    // 28 x 28
        stage<3>(40, 80, 3, 2),    // 14 x 14
        stage<3>(80, 112, 5, 1),   // 14 x 14
        stage<4>(112, 192, 5, 2),  // 7 x 7
        stage<1>(192, 320, 3, 1),  // 7 x 7
        conv(320, 1280, 1),        // 7 x 7
    };
    return Sequential{Named{"features", features}, Named{"avgpool", GlobalAvgPool{}}, Flatten{},
                      Named{"classifier", Sequential{Dropout{0.2}, Linear{1280, classes}}}};
}

} // namespace ctnn::models
