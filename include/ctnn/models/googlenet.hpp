// GoogLeNet (Szegedy et al. 2014, arXiv:1409.4842), as torchvision has it.
#pragma once

#include "../compose/concat.hpp"
#include "../compose/named.hpp"
#include "../compose/sequential.hpp"
#include "../layers/activation.hpp"
#include "../layers/adaptive_pooling.hpp"
#include "../layers/convolution.hpp"
#include "../layers/linear.hpp"
#include "../layers/normalization.hpp"
#include "../layers/passthrough.hpp"
#include "../layers/pooling.hpp"

namespace ctnn::models {
namespace googlenet_parts {

/// torchvision's BasicConv2d: a convolution without bias, batch normalisation, ReLU.
constexpr auto conv(Count in_channels, Count out_channels, Count kernel, Count stride = 1) {
    return Sequential{
        Conv2d{.in_channels = in_channels,
               .out_channels = out_channels,
               .kernel_size = kernel,
               .stride = stride,
               .padding = kernel / 2,
               .bias = false},
        BatchNorm2d{.num_features = out_channels, .eps = 0.001},
        ReLU{},
    };
}

constexpr MaxPool2d maxpool(Count kernel, Count stride, Count padding = 0) {
    return {.kernel_size = kernel, .stride = stride, .padding = padding, .ceil_mode = true};
}

/// An inception module; the arguments are the columns of the paper's Table 1. The 5x5 convolutions
/// are 3x3 in torchvision.
constexpr auto inception(Count in, Count n1x1, Count n3x3_reduce, Count n3x3, Count n5x5_reduce,
                         Count n5x5, Count pool_proj) {
    return Concat{
        conv(in, n1x1, 1),
        Sequential{conv(in, n3x3_reduce, 1), conv(n3x3_reduce, n3x3, 3)},
        Sequential{conv(in, n5x5_reduce, 1), conv(n5x5_reduce, n5x5, 3)},
        Sequential{maxpool(3, 1, 1), conv(in, pool_proj, 1)},
    };
}

} // namespace googlenet_parts

/// torchvision.models.googlenet without the auxiliary classifiers, which are for training only.
/// Input 3x224x224; 6,624,904 parameters.
constexpr auto googlenet(Count classes = 1000) {
    using namespace googlenet_parts;
    return Sequential{
        Named{"conv1", conv(3, 64, 7, 2)},
        Named{"maxpool1", maxpool(3, 2)},
        Named{"conv2", conv(64, 64, 1)},
        Named{"conv3", conv(64, 192, 3)},
        Named{"maxpool2", maxpool(3, 2)},
        Named{"inception3a", inception(192, 64, 96, 128, 16, 32, 32)},
        Named{"inception3b", inception(256, 128, 128, 192, 32, 96, 64)},
        Named{"maxpool3", maxpool(3, 2)},
        Named{"inception4a", inception(480, 192, 96, 208, 16, 48, 64)},
        Named{"inception4b", inception(512, 160, 112, 224, 24, 64, 64)},
        Named{"inception4c", inception(512, 128, 128, 256, 24, 64, 64)},
        Named{"inception4d", inception(512, 112, 144, 288, 32, 64, 64)},
        Named{"inception4e", inception(528, 256, 160, 320, 32, 128, 128)},
        Named{"maxpool4", maxpool(2, 2)},
        Named{"inception5a", inception(832, 256, 160, 320, 32, 128, 128)},
        Named{"inception5b", inception(832, 384, 192, 384, 48, 128, 128)},
        Named{"avgpool", AdaptiveAvgPool2d{1}},
        Flatten{},
        Named{"dropout", Dropout{.p = 0.2}},
        Named{"fc", Linear{.in_features = 1024, .out_features = classes}},
    };
}

} // namespace ctnn::models
