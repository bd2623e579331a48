// EfficientNetV2 (Tan, Le 2021, arXiv:2104.00298): Table 4 and its larger forms.
#pragma once

#include "efficientnet.hpp"

namespace ctnn::models {

/// The building blocks of EfficientNetV2s.
namespace efficientnet_v2 {

enum class Block : Count { fused, mbconv };
using enum Block;

/// A row of Table 4.
struct Stage {
    Block block;
    Count expansion;
    Count stride;
    Count channels;
    int layers;
};

inline constexpr Stage small[] = {
    {fused, 1, 1, 24, 2},   {fused, 4, 2, 48, 4},   {fused, 4, 2, 64, 4},
    {mbconv, 4, 2, 128, 6}, {mbconv, 6, 1, 160, 9}, {mbconv, 6, 2, 256, 15},
};
inline constexpr Stage medium[] = {
    {fused, 1, 1, 24, 3},   {fused, 4, 2, 48, 5},    {fused, 4, 2, 80, 5},
    {mbconv, 4, 2, 160, 7}, {mbconv, 6, 1, 176, 14}, {mbconv, 6, 2, 304, 18},
    {mbconv, 6, 1, 512, 5},
};
inline constexpr Stage large[] = {
    {fused, 1, 1, 32, 4},    {fused, 4, 2, 64, 7},    {fused, 4, 2, 96, 7},
    {mbconv, 4, 2, 192, 10}, {mbconv, 6, 1, 224, 19}, {mbconv, 6, 2, 384, 25},
    {mbconv, 6, 1, 640, 7},
};

/// Fused-MBConv (Figure 2): a full 3x3 in place of the 1x1 and the depthwise convolution, and no
/// gate; with expansion 1, the 3x3 alone.
constexpr auto fused_mbconv(const Stage& of, Count in, Count out, Count stride) {
    const Count wide = of.expansion * in;
    return If{of.expansion == 1, efficientnet::conv(in, out, 3, stride),
              Sequential{efficientnet::conv(in, wide, 3, stride),
                         Sequential{PointwiseConv{wide, out, false}, BatchNorm2d{out}}}};
}

constexpr auto block(const Stage& of, Count in, Count out, Count stride) {
    const efficientnet::Stage mbconv{of.expansion, 3, stride, out, 1};
    return If{of.block == fused, fused_mbconv(of, in, out, stride),
              efficientnet::mbconv(mbconv, in, out, stride)};
}

/// A row: all blocks after the first are residual, and the first one too where it keeps the map.
template <int MaxLayers>
constexpr auto stage(const Stage& of, Count in) {
    const auto residual = [](const auto& body) {
        return Residual{Sequential{body, StochasticDepth{}}};
    };
    const auto first = block(of, in, of.channels, of.stride);
    const bool keeps = of.stride == 1 && in == of.channels;
    return Sequential{
        If{keeps, residual(first), first},
        repeat<MaxLayers - 1>(residual(block(of, of.channels, of.channels, 1)), of.layers - 1)};
}

template <int MaxLayers, unsigned long Stages>
constexpr auto network(const Stage (&table)[Stages], double dropout, Count classes) {
    const Count first = table[0].channels;
    const Count last = table[Stages - 1].channels;
    const auto stages = chain<static_cast<int>(Stages)>(
        [&](int i) { return stage<MaxLayers>(table[i], i > 0 ? table[i - 1].channels : first); });
    return Sequential{
        Named{"features", detail::features(efficientnet::conv(3, first, 3, 2), stages,
                                           efficientnet::conv(last, 1280, 1))},
        Named{"avgpool", GlobalAvgPool{}},
        Flatten{},
        Named{"classifier", Sequential{Dropout{dropout}, Linear{1280, classes}}},
    };
}

} // namespace efficientnet_v2

/// torchvision.models.efficientnet_v2_s. Input 3x384x384; 21,458,488 parameters.
template <int MaxLayers = 15>
constexpr auto efficientnet_v2_s(Count classes = 1000) {
    return efficientnet_v2::network<MaxLayers>(efficientnet_v2::small, 0.2, classes);
}

/// torchvision.models.efficientnet_v2_m. Input 3x480x480; 54,139,356 parameters, 24,582,460,384
/// MACs.
template <int MaxLayers = 18>
constexpr auto efficientnet_v2_m(Count classes = 1000) {
    return efficientnet_v2::network<MaxLayers>(efficientnet_v2::medium, 0.3, classes);
}

/// torchvision.models.efficientnet_v2_l. Input 3x480x480; 118,515,272 parameters, 56,079,699,008
/// MACs.
template <int MaxLayers = 25>
constexpr auto efficientnet_v2_l(Count classes = 1000) {
    return efficientnet_v2::network<MaxLayers>(efficientnet_v2::large, 0.4, classes);
}

} // namespace ctnn::models
