// DenseNet (Huang, Liu, van der Maaten, Weinberger 2016, arXiv:1608.06993), Table 1.
#pragma once

#include "../compose/concat.hpp"
#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/sequential.hpp"
#include "../layers/activation.hpp"
#include "../layers/adaptive_pooling.hpp"
#include "../layers/convolution.hpp"
#include "../layers/linear.hpp"
#include "../layers/normalization.hpp"
#include "../layers/pooling.hpp"

namespace ctnn::models {

/// The building blocks of DenseNets. Channels grow from layer to layer, so they are inferred.
namespace densenet {

constexpr Conv2d conv(Count out, Count kernel, Count stride = 1) {
    return {.out_channels = out,
            .kernel_size = kernel,
            .stride = stride,
            .padding = kernel / 2,
            .bias = false};
}

/// `Layers` layers of a 1x1 and a 3x3 convolution; each layer's `growth` output channels are
/// concatenated to its input.
template <int Layers>
constexpr auto dense_block(Count growth) {
    const Sequential layer{BatchNorm2d{}, ReLU{}, conv(4 * growth, 1),
                           BatchNorm2d{}, ReLU{}, conv(growth, 3)};
    return repeat<Layers>(Concat{skip, layer});
}

/// Between two blocks: halves the map's size and changes it to `out` channels.
constexpr auto transition(Count out) {
    return Sequential{BatchNorm2d{}, ReLU{}, conv(out, 1), AvgPool2d{2}};
}

/// Table 1 for the given number of layers per block. A transition halves the channels.
template <int Block1, int Block2, int Block3, int Block4>
constexpr auto table_1(Count first, Count growth, Count classes) {
    const Count second = (first + Block1 * growth) / 2;
    const Count third = (second + Block2 * growth) / 2;
    const Count fourth = (third + Block3 * growth) / 2;
    const Sequential features{
        Named{"conv0", conv(first, 7, 2)},
        Named{"norm0", BatchNorm2d{}},
        Named{"relu0", ReLU{}},
        Named{"pool0", MaxPool2d{.kernel_size = 3, .stride = 2, .padding = 1}},
        Named{"denseblock1", dense_block<Block1>(growth)},
        Named{"transition1", transition(second)},
        Named{"denseblock2", dense_block<Block2>(growth)},
        Named{"transition2", transition(third)},
        Named{"denseblock3", dense_block<Block3>(growth)},
        Named{"transition3", transition(fourth)},
        Named{"denseblock4", dense_block<Block4>(growth)},
        Named{"norm5", BatchNorm2d{}},
    };
    return Sequential{
        Named{"features", features},
        ReLU{},
        GlobalAvgPool{},
        Flatten{},
        Named{"classifier", Linear{fourth + Block4 * growth, classes}},
    };
}

} // namespace densenet

/// torchvision.models.densenet121: growth 32. Input 3x224x224; 7,978,856 parameters, 2,834,161,664
/// MACs.
constexpr auto densenet121(Count classes = 1000) {
    return densenet::table_1<6, 12, 24, 16>(64, 32, classes);
}

/// torchvision.models.densenet161: growth 48. Input 3x224x224; 28,681,000 parameters.
constexpr auto densenet161(Count classes = 1000) {
    return densenet::table_1<6, 12, 36, 24>(96, 48, classes);
}

/// torchvision.models.densenet169: growth 32. Input 3x224x224; 14,149,480 parameters.
constexpr auto densenet169(Count classes = 1000) {
    return densenet::table_1<6, 12, 32, 32>(64, 32, classes);
}

/// torchvision.models.densenet201: growth 32. Input 3x224x224; 20,013,928 parameters.
constexpr auto densenet201(Count classes = 1000) {
    return densenet::table_1<6, 12, 48, 32>(64, 32, classes);
}

} // namespace ctnn::models
