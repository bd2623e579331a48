// AlexNet: torchvision's, and the network of 2012.
#pragma once

#include "../compose/named.hpp"
#include "../compose/sequential.hpp"
#include "../layers/activation.hpp"
#include "../layers/adaptive_pooling.hpp"
#include "../layers/convolution.hpp"
#include "../layers/linear.hpp"
#include "../layers/normalization.hpp"
#include "../layers/passthrough.hpp"
#include "../layers/pooling.hpp"
#include "../layers/softmax.hpp"

namespace ctnn::models {

/// torchvision.models.alexnet, which is Krizhevsky 2014 (arXiv:1404.5997): one tower, no
/// normalisation. Input 3x224x224; 61,100,840 parameters.
constexpr auto alexnet(Count classes = 1000) {
    const MaxPool2d maxpool{.kernel_size = 3, .stride = 2};
    return Sequential{
        Named{"features",
              Sequential{
                  Conv2d{.in_channels = 3,
                         .out_channels = 64,
                         .kernel_size = 11,
                         .stride = 4,
                         .padding = 2},
                  ReLU{},
                  maxpool,
                  Conv2d{.in_channels = 64, .out_channels = 192, .kernel_size = 5, .padding = 2},
                  ReLU{},
                  maxpool,
                  Conv2d{.in_channels = 192, .out_channels = 384, .kernel_size = 3, .padding = 1},
                  ReLU{},
                  Conv2d{.in_channels = 384, .out_channels = 256, .kernel_size = 3, .padding = 1},
                  ReLU{},
                  Conv2d{.in_channels = 256, .out_channels = 256, .kernel_size = 3, .padding = 1},
                  ReLU{},
                  maxpool,
              }},
        Named{"avgpool", AdaptiveAvgPool2d{6}},
        Flatten{},
        Named{"classifier",
              Sequential{
                  Dropout{},
                  Linear{.in_features = 256 * 6 * 6, .out_features = 4096},
                  ReLU{},
                  Dropout{},
                  Linear{.in_features = 4096, .out_features = 4096},
                  ReLU{},
                  Linear{.in_features = 4096, .out_features = classes},
              }},
    };
}

/// AlexNet of Krizhevsky, Sutskever, Hinton 2012: layers 2, 4 and 5 in two groups (a GPU each),
/// local response normalisation after the ReLU of layers 1 and 2, overlapping pools, softmax. Input
/// 3x227x227 (the paper says 224, but its sizes need 227); 60,965,224 parameters.
constexpr auto alexnet2012(Count classes = 1000) {
    const MaxPool2d maxpool{.kernel_size = 3, .stride = 2};
    const LocalResponseNorm normalize{.size = 5, .alpha = 1e-4, .beta = 0.75, .k = 2};
    return Sequential{
        Conv2d{.in_channels = 3, .out_channels = 96, .kernel_size = 11, .stride = 4},
        ReLU{},
        normalize,
        maxpool,
        Conv2d{.in_channels = 96, .out_channels = 256, .kernel_size = 5, .padding = 2, .groups = 2},
        ReLU{},
        normalize,
        maxpool,
        Conv2d{.in_channels = 256, .out_channels = 384, .kernel_size = 3, .padding = 1},
        ReLU{},
        Conv2d{
            .in_channels = 384, .out_channels = 384, .kernel_size = 3, .padding = 1, .groups = 2},
        ReLU{},
        Conv2d{
            .in_channels = 384, .out_channels = 256, .kernel_size = 3, .padding = 1, .groups = 2},
        ReLU{},
        maxpool,
        Flatten{},
        Linear{.in_features = 256 * 6 * 6, .out_features = 4096},
        ReLU{},
        Dropout{},
        Linear{.in_features = 4096, .out_features = 4096},
        ReLU{},
        Dropout{},
        Linear{.in_features = 4096, .out_features = classes},
        Softmax{},
    };
}

} // namespace ctnn::models
