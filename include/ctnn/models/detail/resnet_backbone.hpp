// ResNet-50 without its classifier, its maps tagged, for networks that predict densely.
#pragma once

#include "../../compose/tag.hpp"
#include "../resnet.hpp"

namespace ctnn::models::detail {

/// A bottleneck whose 3x3 convolution has the stride and the dilation. `Norm` is BatchNorm2d or
/// FrozenBatchNorm2d.
template <class Norm>
constexpr auto bottleneck(Count in, Count width, Count stride, Count dilation) {
    return Sequential{resnet::conv(in, width, 1),
                      Norm{width},
                      ReLU{},
                      Conv2d{.in_channels = width,
                             .out_channels = width,
                             .kernel_size = 3,
                             .stride = stride,
                             .padding = dilation,
                             .dilation = dilation,
                             .bias = false},
                      Norm{width},
                      ReLU{},
                      resnet::conv(width, 4 * width, 1),
                      Norm{4 * width}};
}

/// A stage. Where its stride was turned into dilation, the first block has the one of the stage
/// before.
template <class Norm, int Blocks>
constexpr auto stage(Count in, Count width, Count stride, Count first_dilation, Count dilation) {
    const Sequential projection{resnet::conv(in, 4 * width, 1, stride), Norm{4 * width}};
    return Sequential{
        resnet::block(bottleneck<Norm>(in, width, stride, first_dilation), projection),
        repeat<Blocks - 1>(resnet::block(bottleneck<Norm>(4 * width, width, 1, dilation)))};
}

/// The maps of 1/8, 1/16 and 1/32 are tagged c3, c4 and c5; with `is_dilated`, all three are of
/// 1/8.
template <class Norm>
constexpr auto resnet50_backbone(bool is_dilated) {
    const Count stride = is_dilated ? 1 : 2;
    const Count twice = is_dilated ? 2 : 1;
    return Sequential{
        Named{"conv1", resnet::conv(3, 64, 7, 2)},
        Named{"bn1", Norm{64}},
        Named{"relu", ReLU{}},
        Named{"maxpool", MaxPool2d{.kernel_size = 3, .stride = 2, .padding = 1}},
        Named{"layer1", stage<Norm, 3>(64, 64, 1, 1, 1)},
        Named{"layer2", stage<Norm, 4>(256, 128, 2, 1, 1)},
        Tag{"c3"},
        Named{"layer3", stage<Norm, 6>(512, 256, stride, 1, twice)},
        Tag{"c4"},
        Named{"layer4", stage<Norm, 3>(1024, 512, stride, twice, twice * twice)},
        Tag{"c5"},
    };
}

} // namespace ctnn::models::detail
