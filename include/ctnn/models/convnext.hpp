// ConvNeXt (Liu, Mao, Wu, Feichtenhofer, Darrell, Xie 2022, arXiv:2201.03545).
#pragma once

#include "../compose/chain.hpp"
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
#include "../layers/parameter.hpp"
#include "../layers/permute.hpp"
#include "../layers/rare_dropout.hpp"

namespace ctnn::models {

/// The building blocks of ConvNeXts.
namespace convnext {

/// LayerNorm over the channels of a map CxHxW, at each position.
struct LayerNorm2d {
    static constexpr const char* name = "LayerNorm2d";
    static constexpr Size size{.operations = 3, .edges = 3};

    Count channels = 0;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        walk.into(0, Permute{{0, 2, 3, 1}}, tensor);
        walk.into(1, LayerNorm{.normalized_shape = {channels}, .eps = 1e-6}, tensor);
        walk.into(2, Permute{{0, 3, 1, 2}}, tensor);
    }
};

/// Figure 4: a depthwise 7x7, then two linear layers on the channels, four times as many between
/// them; scaled per channel and added.
constexpr auto block(Count channels) {
    const Sequential body{
        DepthwiseConv{.channels = channels, .kernel_size = 7, .padding = 3},
        Permute{{0, 2, 3, 1}},
        LayerNorm{.normalized_shape = {channels}, .eps = 1e-6},
        Linear{channels, 4 * channels},
        GELU{},
        Linear{4 * channels, channels},
        Permute{{0, 3, 1, 2}},
    };
    return Residual{
        Sequential{Multiply{Named{"block", body}, Parameter{channels, 1, 1}}, StochasticDepth{}}};
}

constexpr auto downsample(Count in, Count out) {
    return Sequential{
        LayerNorm2d{in},
        Conv2d{.in_channels = in, .out_channels = out, .kernel_size = 2, .stride = 2}};
}

/// A column of the paper's Section 3.2: the channels and blocks of its four stages.
struct Column {
    Count channels[4];
    int blocks[4];
};

template <int MaxBlocks>
constexpr auto network(const Column& of, Count classes) {
    const Conv2d patches{
        .in_channels = 3, .out_channels = of.channels[0], .kernel_size = 4, .stride = 4};
    const Count last = of.channels[3];
    return Sequential{
        Named{"stem", Sequential{patches, LayerNorm2d{of.channels[0]}}},
        Named{"stages", chain<4>([&](int i) {
                  const Count in = i > 0 ? of.channels[i - 1] : of.channels[0];
                  return Sequential{If{i > 0, downsample(in, of.channels[i])},
                                    repeat<MaxBlocks>(block(of.channels[i]), of.blocks[i])};
              })},
        Named{"avgpool", GlobalAvgPool{}},
        Named{"classifier", Sequential{LayerNorm2d{last}, Flatten{}, Linear{last, classes}}},
    };
}

} // namespace convnext

/// torchvision.models.convnext_tiny. Input 3x224x224; 28,589,128 parameters.
template <int MaxBlocks = 9>
constexpr auto convnext_tiny(Count classes = 1000) {
    return convnext::network<MaxBlocks>({{96, 192, 384, 768}, {3, 3, 9, 3}}, classes);
}

/// torchvision.models.convnext_small. Input 3x224x224; 50,223,688 parameters, 8,683,712,256 MACs.
template <int MaxBlocks = 27>
constexpr auto convnext_small(Count classes = 1000) {
    return convnext::network<MaxBlocks>({{96, 192, 384, 768}, {3, 3, 27, 3}}, classes);
}

/// torchvision.models.convnext_base. Input 3x224x224; 88,591,464 parameters, 15,354,729,472 MACs.
template <int MaxBlocks = 27>
constexpr auto convnext_base(Count classes = 1000) {
    return convnext::network<MaxBlocks>({{128, 256, 512, 1024}, {3, 3, 27, 3}}, classes);
}

/// torchvision.models.convnext_large. Input 3x224x224; 197,767,336 parameters, 34,361,433,600 MACs.
template <int MaxBlocks = 27>
constexpr auto convnext_large(Count classes = 1000) {
    return convnext::network<MaxBlocks>({{192, 384, 768, 1536}, {3, 3, 27, 3}}, classes);
}

} // namespace ctnn::models
