// ShuffleNetV2 (Ma, Zhang, Zheng, Sun 2018, arXiv:1807.11164), Table 5 and Figure 3.
#pragma once

#include "../compose/concat.hpp"
#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/sequential.hpp"
#include "../layers/activation.hpp"
#include "../layers/convolution.hpp"
#include "../layers/linear.hpp"
#include "../layers/mean.hpp"
#include "../layers/normalization.hpp"
#include "../layers/pooling.hpp"
#include "../layers/shuffle.hpp"
#include "../layers/slice.hpp"

namespace ctnn::models {

/// The building blocks of ShuffleNets.
namespace shufflenet {

/// A column of Table 5: the channels after Conv1, Stage2 to Stage4, and Conv5.
struct Column {
    Count conv1 = 24;
    Count stage2;
    Count stage3;
    Count stage4;
    Count conv5 = 1024;
};

constexpr auto pointwise(Count in, Count out) {
    return Sequential{PointwiseConv{in, out, false}, BatchNorm2d{out}, ReLU{}};
}

constexpr auto depthwise(Count channels, Count stride) {
    return Sequential{
        DepthwiseConv{
            .channels = channels, .kernel_size = 3, .stride = stride, .padding = 1, .bias = false},
        BatchNorm2d{channels}};
}

constexpr auto branch(Count in, Count out, Count stride) {
    return Sequential{pointwise(in, out), depthwise(out, stride), pointwise(out, out)};
}

/// Figure 3c: half of the channels pass, the other half is convolved, and both are shuffled.
constexpr auto unit(Count channels) {
    const Count half = channels / 2;
    return Sequential{Concat{Chunk{.chunks = 2, .index = 0},
                             Sequential{Chunk{.chunks = 2, .index = 1}, branch(half, half, 1)}},
                      ChannelShuffle{2}};
}

/// Figure 3d: both branches halve the map.
constexpr auto downsampling_unit(Count in, Count out) {
    return Sequential{
        Concat{Sequential{depthwise(in, 2), pointwise(in, out / 2)}, branch(in, out / 2, 2)},
        ChannelShuffle{2}};
}

template <int Units>
constexpr auto stage(Count in, Count out) {
    return Sequential{downsampling_unit(in, out), repeat<Units - 1>(unit(out))};
}

constexpr auto table_5(const Column& of, Count classes) {
    const Conv2d conv1{.in_channels = 3,
                       .out_channels = of.conv1,
                       .kernel_size = 3,
                       .stride = 2,
                       .padding = 1,
                       .bias = false};
    return Sequential{
        Named{"conv1", Sequential{conv1, BatchNorm2d{of.conv1}, ReLU{}}},
        Named{"maxpool", MaxPool2d{.kernel_size = 3, .stride = 2, .padding = 1}},
        Named{"stage2", stage<4>(of.conv1, of.stage2)},
        Named{"stage3", stage<8>(of.stage2, of.stage3)},
        Named{"stage4", stage<4>(of.stage3, of.stage4)},
        Named{"conv5", pointwise(of.stage4, of.conv5)},
        Mean{{2, 3}},
        Named{"fc", Linear{of.conv5, classes}},
    };
}

} // namespace shufflenet

/// torchvision.models.shufflenet_v2_x0_5. Input 3x224x224; 1,366,792 parameters.
template <class = void>
constexpr auto shufflenet_v2_x0_5(Count classes = 1000) {
    return shufflenet::table_5({.stage2 = 48, .stage3 = 96, .stage4 = 192}, classes);
}

/// torchvision.models.shufflenet_v2_x1_0. Input 3x224x224; 2,278,604 parameters.
template <class = void>
constexpr auto shufflenet_v2_x1_0(Count classes = 1000) {
    return shufflenet::table_5({.stage2 = 116, .stage3 = 232, .stage4 = 464}, classes);
}

/// torchvision.models.shufflenet_v2_x1_5. Input 3x224x224; 3,503,624 parameters.
template <class = void>
constexpr auto shufflenet_v2_x1_5(Count classes = 1000) {
    return shufflenet::table_5({.stage2 = 176, .stage3 = 352, .stage4 = 704}, classes);
}

/// torchvision.models.shufflenet_v2_x2_0. Input 3x224x224; 7,393,996 parameters.
template <class = void>
constexpr auto shufflenet_v2_x2_0(Count classes = 1000) {
    return shufflenet::table_5({.stage2 = 244, .stage3 = 488, .stage4 = 976, .conv5 = 2048},
                               classes);
}

} // namespace ctnn::models
