// MobileNets: V1 (Howard et al. 2017, arXiv:1704.04861), V2 (Sandler et al. 2018,
// arXiv:1801.04381), V3 (Howard et al. 2019, arXiv:1905.02244).
#pragma once

#include "../compose/multiply.hpp"
#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/residual.hpp"
#include "../core/real.hpp"
#include "../layers/activation.hpp"
#include "../layers/adaptive_pooling.hpp"
#include "../layers/convolution.hpp"
#include "../layers/linear.hpp"
#include "../layers/normalization.hpp"
#include "../layers/passthrough.hpp"
#include "../layers/pooling.hpp"
#include "../layers/softmax.hpp"

namespace ctnn::models {

/// The building blocks of MobileNets.
namespace mobilenet {

/// A 3x3 convolution, batch normalisation, activation.
template <class Activation>
constexpr auto conv3x3(Count in, Count out, Count stride, const Activation& activation) {
    return Sequential{Conv2d{.in_channels = in,
                             .out_channels = out,
                             .kernel_size = 3,
                             .stride = stride,
                             .padding = 1,
                             .bias = false},
                      BatchNorm2d{out}, activation};
}

/// A convolution per channel, batch normalisation, activation.
template <class Activation>
constexpr auto depthwise(Count channels, Count kernel, Count stride, const Activation& activation) {
    return Sequential{DepthwiseConv{.channels = channels,
                                    .kernel_size = kernel,
                                    .stride = stride,
                                    .padding = kernel / 2,
                                    .bias = false},
                      BatchNorm2d{channels}, activation};
}

/// A 1x1 convolution, batch normalisation and, where there is one, an activation.
template <class... Activation>
constexpr auto pointwise(Count in, Count out, const Activation&... activation) {
    return Sequential{PointwiseConv{in, out, false}, BatchNorm2d{out}, activation...};
}

/// V1's depthwise separable convolution (Figure 3, right).
constexpr auto separable(Count in, Count out, Count stride = 1) {
    return Sequential{depthwise(in, 3, stride, ReLU{}), pointwise(in, out, ReLU{})};
}

/// The full convolution that it replaces (Figure 3, left).
constexpr auto full(Count in, Count out, Count stride = 1) {
    return conv3x3(in, out, stride, ReLU{});
}

/// V1's Table 1 with `Middle` blocks of 14x14x512. The last block has stride 1, as the table's
/// sizes show. The sizes below are those of resolution 224.
template <int Middle, class Block>
constexpr auto table_1(double alpha, Count resolution, Count classes, Block block) {
    const auto thin = [alpha](int channels) { return detail::whole_part(channels * alpha); };
    return Sequential{
        conv3x3(3, thin(32), 2, ReLU{}),                // 112 x 112
        block(thin(32), thin(64), 1),                   // 112 x 112
        block(thin(64), thin(128), 2),                  // 56 x 56
        block(thin(128), thin(128), 1),                 // 56 x 56
        block(thin(128), thin(256), 2),                 // 28 x 28
        block(thin(256), thin(256), 1),                 // 28 x 28
        block(thin(256), thin(512), 2),                 // 14 x 14
        repeat<Middle>(block(thin(512), thin(512), 1)), // 14 x 14
        block(thin(512), thin(1024), 2),                // 7 x 7
        block(thin(1024), thin(1024), 1),               // 7 x 7
        AvgPool2d{resolution / 32},                     // 1 x 1
        Flatten{},
        Linear{thin(1024), classes},
        Softmax{},
    };
}

/// V2's and V3's rounding of a width: to a multiple of 8, at least 90 % of the width.
constexpr Count multiple_of_8(double width) {
    const Count nearest = detail::whole_part(width + 4) / 8 * 8;
    const Count least = nearest > 8 ? nearest : 8;
    return static_cast<double>(least) < 0.9 * width ? least + 8 : least;
}

/// The inverted residual's body: 1x1 to `wide` channels, depthwise, the gate if there is one, and
/// 1x1 to `out` channels without an activation.
template <class Activation, class... Gate>
constexpr auto bottleneck(Count in, Count wide, Count out, Count kernel, Count stride,
                          const Activation& activation, const Gate&... gate) {
    return Sequential{pointwise(in, wide, activation), depthwise(wide, kernel, stride, activation),
                      gate..., pointwise(wide, out)};
}

/// A row of V2's Table 2: `Blocks` bottlenecks with expansion 6, the first one with the stride.
template <int Blocks>
constexpr auto bottlenecks(Count in, Count out, Count stride) {
    return Sequential{bottleneck(in, 6 * in, out, 3, stride, ReLU6{}),
                      repeat<Blocks - 1>(Residual{bottleneck(out, 6 * out, out, 3, 1, ReLU6{})})};
}

/// V3's squeeze-and-excite: a gate per channel, squeezed to a quarter of the channels.
constexpr auto squeeze_excite(Count channels) {
    const Count quarter = channels / 4; // rounded down, as in torchvision
    const Count squeezed = multiple_of_8(static_cast<double>(quarter));
    return Multiply{skip, Sequential{GlobalAvgPool{}, PointwiseConv{channels, squeezed}, ReLU{},
                                     PointwiseConv{squeezed, channels}, Hardsigmoid{}}};
}

} // namespace mobilenet

/// MobileNetV1 (Table 1), with width alpha, channels rounded down. Input 3 x resolution x
/// resolution, a multiple of 32; 1.0 at 224 has 4,231,976 parameters and 568,740,352 MACs.
constexpr auto mobilenet_v1(double alpha = 1, Count resolution = 224, Count classes = 1000) {
    return mobilenet::table_1<5>(alpha, resolution, classes, mobilenet::separable);
}

/// MobileNetV1 with full instead of separable convolutions (Table 4). Input 3x224x224;
/// 4,867,293,184 MACs.
constexpr auto mobilenet_v1_full(Count classes = 1000) {
    return mobilenet::table_1<5>(1, 224, classes, mobilenet::full);
}

/// MobileNetV1 without its five blocks of 14x14x512 (Table 5). Input 3x224x224.
constexpr auto mobilenet_v1_shallow(Count classes = 1000) {
    return mobilenet::table_1<0>(1, 224, classes, mobilenet::separable);
}

/// torchvision.models.mobilenet_v2, the paper's Table 2, with its width multiplier (0.35 to 1.4 in
/// the paper). Any input; 1.0 at 3x224x224 has 3,504,872 parameters and 300,774,272 MACs.
constexpr auto mobilenet_v2(double width = 1, Count classes = 1000) {
    using namespace mobilenet;
    const auto c = [width](int channels) { return multiple_of_8(channels * width); };
    const Count last = width > 1 ? c(1280) : 1280;
    const Sequential features{
        conv3x3(3, c(32), 2, ReLU6{}),
        Sequential{depthwise(c(32), 3, 1, ReLU6{}), pointwise(c(32), c(16))},
        bottlenecks<2>(c(16), c(24), 2),
        bottlenecks<3>(c(24), c(32), 2),
        bottlenecks<4>(c(32), c(64), 2),
        bottlenecks<3>(c(64), c(96), 1),
        bottlenecks<3>(c(96), c(160), 2),
        bottlenecks<1>(c(160), c(320), 1),
        pointwise(c(320), last, ReLU6{}),
    };
    return Sequential{Named{"features", features}, GlobalAvgPool{}, Flatten{},
                      Named{"classifier", Sequential{Dropout{0.2}, Linear{last, classes}}}};
}

/// torchvision.models.mobilenet_v3_large, the paper's Table 1. Any input; at 3x224x224, 5,483,032
/// parameters and 216,589,760 MACs.
constexpr auto mobilenet_v3_large(Count classes = 1000) {
    using namespace mobilenet;
    const ReLU re;
    const Hardswish hs;
    const auto se = squeeze_excite;
    const Sequential features{
        conv3x3(3, 16, 2, hs),
        Residual{Sequential{depthwise(16, 3, 1, re), pointwise(16, 16)}},
        bottleneck(16, 64, 24, 3, 2, re),
        Residual{bottleneck(24, 72, 24, 3, 1, re)},
        bottleneck(24, 72, 40, 5, 2, re, se(72)),
        repeat<2>(Residual{bottleneck(40, 120, 40, 5, 1, re, se(120))}),
        bottleneck(40, 240, 80, 3, 2, hs),
        Residual{bottleneck(80, 200, 80, 3, 1, hs)},
        repeat<2>(Residual{bottleneck(80, 184, 80, 3, 1, hs)}),
        bottleneck(80, 480, 112, 3, 1, hs, se(480)),
        Residual{bottleneck(112, 672, 112, 3, 1, hs, se(672))},
        bottleneck(112, 672, 160, 5, 2, hs, se(672)),
        repeat<2>(Residual{bottleneck(160, 960, 160, 5, 1, hs, se(960))}),
        pointwise(160, 960, hs),
    };
    return Sequential{
        Named{"features", features},
        Named{"avgpool", GlobalAvgPool{}},
        Flatten{},
        Named{"classifier", Sequential{Linear{960, 1280}, hs, Dropout{0.2}, Linear{1280, classes}}},
    };
}

} // namespace ctnn::models
