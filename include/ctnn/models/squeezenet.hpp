// SqueezeNet (Iandola et al. 2016, arXiv:1602.07360), as torchvision has it.
#pragma once

#include "../compose/concat.hpp"
#include "../compose/named.hpp"
#include "../compose/sequential.hpp"
#include "../layers/activation.hpp"
#include "../layers/adaptive_pooling.hpp"
#include "../layers/convolution.hpp"
#include "../layers/linear.hpp"
#include "../layers/passthrough.hpp"
#include "../layers/pooling.hpp"

namespace ctnn::models {
namespace squeezenet_parts {

inline constexpr MaxPool2d maxpool{.kernel_size = 3, .stride = 2, .ceil_mode = true};

/// A fire module: a 1x1 convolution squeezes the map to s1x1 channels, then 1x1 convolutions to
/// e1x1 and 3x3 convolutions to e3x3 channels expand it.
constexpr auto fire(Count in_channels, Count s1x1, Count e1x1, Count e3x3) {
    return Sequential{
        Conv2d{.in_channels = in_channels, .out_channels = s1x1, .kernel_size = 1},
        ReLU{},
        Concat{
            Sequential{Conv2d{.in_channels = s1x1, .out_channels = e1x1, .kernel_size = 1}, ReLU{}},
            Sequential{
                Conv2d{.in_channels = s1x1, .out_channels = e3x3, .kernel_size = 3, .padding = 1},
                ReLU{}},
        },
    };
}

/// The last convolution has an output map per class, averaged by global pooling.
constexpr auto classifier(Count classes) {
    return Sequential{
        Dropout{.p = 0.5},
        Conv2d{.in_channels = 512, .out_channels = classes, .kernel_size = 1},
        ReLU{},
        AdaptiveAvgPool2d{1},
    };
}

} // namespace squeezenet_parts

/// torchvision.models.squeezenet1_0, the paper's. Input 3x224x224; 1,248,424 parameters.
constexpr auto squeezenet1_0(Count classes = 1000) {
    using namespace squeezenet_parts;
    return Sequential{
        Named{"features",
              Sequential{
                  Conv2d{.in_channels = 3, .out_channels = 96, .kernel_size = 7, .stride = 2},
                  ReLU{},
                  maxpool,
                  fire(96, 16, 64, 64),
                  fire(128, 16, 64, 64),
                  fire(128, 32, 128, 128),
                  maxpool,
                  fire(256, 32, 128, 128),
                  fire(256, 48, 192, 192),
                  fire(384, 48, 192, 192),
                  fire(384, 64, 256, 256),
                  maxpool,
                  fire(512, 64, 256, 256),
              }},
        Named{"classifier", classifier(classes)},
        Flatten{},
    };
}

/// torchvision.models.squeezenet1_1, of the authors' repository: 2.4 times less work. Input
/// 3x224x224; 1,235,496 parameters.
constexpr auto squeezenet1_1(Count classes = 1000) {
    using namespace squeezenet_parts;
    return Sequential{
        Named{"features",
              Sequential{
                  Conv2d{.in_channels = 3, .out_channels = 64, .kernel_size = 3, .stride = 2},
                  ReLU{},
                  maxpool,
                  fire(64, 16, 64, 64),
                  fire(128, 16, 64, 64),
                  maxpool,
                  fire(128, 32, 128, 128),
                  fire(256, 32, 128, 128),
                  maxpool,
                  fire(256, 48, 192, 192),
                  fire(384, 48, 192, 192),
                  fire(384, 64, 256, 256),
                  fire(512, 64, 256, 256),
              }},
        Named{"classifier", classifier(classes)},
        Flatten{},
    };
}

} // namespace ctnn::models
