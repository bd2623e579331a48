// SSD (Liu et al. 2016, arXiv:1512.02325): boxes from six maps of one network.
#pragma once

#include "../compose/concat.hpp"
#include "../compose/multiply.hpp"
#include "../compose/named.hpp"
#include "../compose/output.hpp"
#include "../compose/repeat.hpp"
#include "../compose/sequential.hpp"
#include "../compose/tag.hpp"
#include "../layers/activation.hpp"
#include "../layers/convolution.hpp"
#include "../layers/parameter.hpp"
#include "../layers/permute.hpp"
#include "../layers/pooling.hpp"
#include "../layers/reshape.hpp"

namespace ctnn::models {

/// The building blocks of SSD.
namespace ssd {

/// Divides the channels at each position by their root sum of squares (arXiv:1506.04579).
struct Normalize {
    static constexpr const char* name = "Normalize";
    static constexpr Op op = Op::custom;

    constexpr Misfit check(const Shape& in) const { return expect::rank(3, in); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Window window(const Shape&) const { return {}; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count elements = in.elements();
        const Count positions = elements / in.channels();
        return {.additions = elements - positions,
                .multiplications = elements,
                .divisions = elements,
                .exponentials = positions};
    }
};

constexpr auto conv(Count in, Count out, Count stride = 1, Count padding = 1) {
    return Sequential{Conv2d{.in_channels = in,
                             .out_channels = out,
                             .kernel_size = 3,
                             .stride = stride,
                             .padding = padding},
                      ReLU{}};
}

/// A stage of VGG-16, after a pool.
template <int Convolutions>
constexpr auto stage(Count in, Count out) {
    return Sequential{conv(in, out), repeat<Convolutions - 1>(conv(out, out))};
}

constexpr MaxPool2d pool(bool ceil_mode = false) {
    return {.kernel_size = 2, .stride = 2, .ceil_mode = ceil_mode};
}

/// 1x1 down to half, 3x3 up: conv8_2 to conv11_2.
constexpr auto extra(Count in, Count between, Count out, Count stride, Count padding) {
    return Sequential{PointwiseConv{in, between}, ReLU{}, conv(between, out, stride, padding)};
}

/// Figure 2, up to the last map. The maps that boxes come from are tagged.
constexpr auto backbone() {
    return Sequential{
        stage<2>(3, 64),
        pool(),
        stage<2>(64, 128),
        pool(),
        stage<3>(128, 256),
        pool(true),
        stage<3>(256, 512),
        Tag{"conv4_3"}, //
        pool(),
        stage<3>(512, 512),
        MaxPool2d{.kernel_size = 3, .stride = 1, .padding = 1},
        Conv2d{.in_channels = 512,
               .out_channels = 1024,
               .kernel_size = 3,
               .padding = 6,
               .dilation = 6},
        ReLU{},
        PointwiseConv{1024, 1024},
        ReLU{},
        Tag{"fc7"}, //
        extra(1024, 256, 512, 2, 1),
        Tag{"conv8_2"},
        extra(512, 128, 256, 2, 1),
        Tag{"conv9_2"},
        extra(256, 128, 256, 1, 0),
        Tag{"conv10_2"},
        extra(256, 128, 256, 1, 0),
        Tag{"conv11_2"},
        From{"conv4_3"},
        Multiply{Normalize{}, Named{"scale", Parameter{512, 1, 1}}},
        Tag{"scaled"},
    };
}

/// From a map of so many channels and boxes a position: `numbers` for each box, a row each.
constexpr auto head(Name map, Count channels, Count boxes, Count numbers) {
    return Sequential{
        From{map},
        Conv2d{.in_channels = channels,
               .out_channels = boxes * numbers,
               .kernel_size = 3,
               .padding = 1},
        Unflatten{.dim = 1, .unflattened_size = {boxes, numbers}},
        Permute{{0, 3, 4, 1, 2}},
        Reshape{{-1, numbers}},
    };
}

constexpr auto heads(Count numbers) {
    return Concat{head("scaled", 512, 4, numbers),   head("fc7", 1024, 6, numbers),
                  head("conv8_2", 512, 6, numbers),  head("conv9_2", 256, 6, numbers),
                  head("conv10_2", 256, 4, numbers), head("conv11_2", 256, 4, numbers)}
        .along(1);
}

} // namespace ssd

/// torchvision.models.detection.ssd300_vgg16, from the image to the heads: outputs
/// `bbox_regression`, a row of four numbers for each of 8,732 boxes, and `cls_logits`, a row of
/// classes. Input 3x300x300; 35,641,826 parameters.
template <class = void>
constexpr auto ssd300_vgg16(Count classes = 91) {
    return Sequential{
        Named{"backbone", ssd::backbone()},
        Named{"regression_head", ssd::heads(4)},
        Output{"bbox_regression"},
        Named{"classification_head", ssd::heads(classes)},
        Output{"cls_logits"},
    };
}

} // namespace ctnn::models
