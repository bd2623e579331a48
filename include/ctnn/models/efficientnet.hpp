// EfficientNet (Tan, Le 2019, arXiv:1905.11946): Table 1, and its scaling by width and depth.
#pragma once

#include "../compose/if.hpp"
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
#include "../layers/rare_dropout.hpp"
#include "detail/features.hpp"

namespace ctnn::models {

/// The building blocks of EfficientNets.
namespace efficientnet {

/// A row of Table 1: `layers` blocks MBConv`expansion`, the first one with the stride, which is how
/// the table's resolutions halve.
struct Stage {
    Count expansion;
    Count kernel;
    Count stride;
    Count channels;
    int layers;
};

/// Table 1, without the convolutions of stages 1 and 9.
inline constexpr Stage table_1[] = {
    // MBConv, k, stride, #channels, #layers; the output's size in B0
    {1, 3, 1, 16, 1},  // 112 x 112
    {6, 3, 2, 24, 2},  // 56 x 56
    {6, 5, 2, 40, 2},  // 28 x 28
    {6, 3, 2, 80, 3},  // 14 x 14
    {6, 5, 1, 112, 3}, // 14 x 14
    {6, 5, 2, 192, 4}, // 7 x 7
    {6, 3, 1, 320, 1}, // 7 x 7
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

/// The same with a convolution per channel.
constexpr auto depthwise(Count channels, Count kernel, Count stride) {
    return Sequential{DepthwiseConv{.channels = channels,
                                    .kernel_size = kernel,
                                    .stride = stride,
                                    .padding = kernel / 2,
                                    .bias = false},
                      BatchNorm2d{channels}, SiLU{}};
}

/// Squeeze-and-excite: a gate per channel.
constexpr auto squeeze_excite(Count channels, Count squeezed) {
    return Multiply{skip, Sequential{GlobalAvgPool{}, PointwiseConv{channels, squeezed}, SiLU{},
                                     PointwiseConv{squeezed, channels}, Sigmoid{}}};
}

/// A stage's block: 1x1 to `expansion` times the channels, except MBConv1, depthwise, gate, and 1x1
/// to `out` channels without an activation. The gate squeezes to a quarter of the block's input.
constexpr auto mbconv(const Stage& stage, Count in, Count out, Count stride) {
    const Count wide = stage.expansion * in;
    return Sequential{
        If{stage.expansion != 1, conv(in, wide, 1)},
        depthwise(wide, stage.kernel, stride),
        squeeze_excite(wide, in / 4),
        Sequential{PointwiseConv{wide, out, false}, BatchNorm2d{out}},
    };
}

/// The blocks of a stage, `layers` but at most `MaxLayers`: all after the first are residual.
template <int MaxLayers>
constexpr auto blocks(const Stage& stage, Count in, Count out, int layers) {
    return Sequential{
        mbconv(stage, in, out, stage.stride),
        repeat<MaxLayers - 1>(Residual{Sequential{mbconv(stage, out, out, 1), StochasticDepth{}}},
                              layers - 1)};
}

/// A number of layers, rounded up; what no int holds is larger than any limit.
constexpr int rounded_up(double layers) {
    const Count whole = ctnn::detail::whole_part(layers);
    const Count up = static_cast<double>(whole) < layers ? whole + 1 : whole;
    return up < 0 ? 0 : up < INT32_MAX ? static_cast<int>(up) : INT32_MAX;
}

/// EfficientNet with Table 1's channels multiplied by `width`, rounded to multiples of 8, and its
/// layers by `depth`, rounded up. No stage may have more than `MaxLayers`. Any input; the paper's
/// grows with both.
template <int MaxLayers>
constexpr auto scaled(double width, double depth, double dropout, Count classes) {
    const auto channels_of = [width](int stage) {
        const Count channels = stage < 0 ? 32 : table_1[stage].channels;
        return detail::multiple_of_8(static_cast<double>(channels) * width);
    };
    const auto stages = chain<7>([=](int i) {
        return blocks<MaxLayers>(table_1[i], channels_of(i - 1), channels_of(i),
                                 rounded_up(table_1[i].layers * depth));
    });
    const Count last = 4 * channels_of(6);
    return Sequential{
        Named{"features", detail::features(conv(3, channels_of(-1), 3, 2), stages,
                                           conv(channels_of(6), last, 1))},
        Named{"avgpool", GlobalAvgPool{}},
        Flatten{},
        Named{"classifier", Sequential{Dropout{dropout}, Linear{last, classes}}},
    };
}

} // namespace efficientnet

/// torchvision.models.efficientnet_b0, the paper's Table 1. Input 3x224x224; 5,288,548 parameters,
/// 385,814,752 MACs.
template <int MaxLayers = 4>
constexpr auto efficientnet_b0(Count classes = 1000) {
    return efficientnet::scaled<MaxLayers>(1.0, 1.0, 0.2, classes);
}

/// torchvision.models.efficientnet_b1. Input 3x240x240; 7,794,184 parameters.
template <int MaxLayers = 5>
constexpr auto efficientnet_b1(Count classes = 1000) {
    return efficientnet::scaled<MaxLayers>(1.0, 1.1, 0.2, classes);
}

/// torchvision.models.efficientnet_b2. Input 3x288x288, in the paper 3x260x260; 9,109,994
/// parameters.
template <int MaxLayers = 5>
constexpr auto efficientnet_b2(Count classes = 1000) {
    return efficientnet::scaled<MaxLayers>(1.1, 1.2, 0.3, classes);
}

/// torchvision.models.efficientnet_b3. Input 3x300x300; 12,233,232 parameters.
template <int MaxLayers = 6>
constexpr auto efficientnet_b3(Count classes = 1000) {
    return efficientnet::scaled<MaxLayers>(1.2, 1.4, 0.3, classes);
}

/// torchvision.models.efficientnet_b4. Input 3x380x380; 19,341,616 parameters.
template <int MaxLayers = 8>
constexpr auto efficientnet_b4(Count classes = 1000) {
    return efficientnet::scaled<MaxLayers>(1.4, 1.8, 0.4, classes);
}

/// torchvision.models.efficientnet_b5. Input 3x456x456; 30,389,784 parameters.
template <int MaxLayers = 9>
constexpr auto efficientnet_b5(Count classes = 1000) {
    return efficientnet::scaled<MaxLayers>(1.6, 2.2, 0.4, classes);
}

/// torchvision.models.efficientnet_b6. Input 3x528x528; 43,040,704 parameters.
template <int MaxLayers = 11>
constexpr auto efficientnet_b6(Count classes = 1000) {
    return efficientnet::scaled<MaxLayers>(1.8, 2.6, 0.5, classes);
}

/// torchvision.models.efficientnet_b7. Input 3x600x600; 66,347,960 parameters.
template <int MaxLayers = 13>
constexpr auto efficientnet_b7(Count classes = 1000) {
    return efficientnet::scaled<MaxLayers>(2.0, 3.1, 0.5, classes);
}

} // namespace ctnn::models
