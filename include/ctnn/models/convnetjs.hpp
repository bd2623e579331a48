// The network of the ConvNetJS demo.
#pragma once

#include "../compose/sequential.hpp"
#include "../layers/activation.hpp"
#include "../layers/convolution.hpp"
#include "../layers/linear.hpp"
#include "../layers/pooling.hpp"
#include "../layers/softmax.hpp"

namespace ctnn::models {

/// ConvNetJS's CIFAR-10 demo (Karpathy, demo/cifar10.html): its layer_defs, where `softmax` is a
/// fully connected layer and the softmax. Input 3x32x32; 22,466 parameters.
constexpr auto convnetjs_cifar10(Count classes = 10) {
    const MaxPool2d pool{.kernel_size = 2, .stride = 2};
    return Sequential{
        Conv2d{.in_channels = 3, .out_channels = 16, .kernel_size = 5, .padding = 2},
        ReLU{},
        pool,
        Conv2d{.in_channels = 16, .out_channels = 20, .kernel_size = 5, .padding = 2},
        ReLU{},
        pool,
        Conv2d{.in_channels = 20, .out_channels = 20, .kernel_size = 5, .padding = 2},
        ReLU{},
        pool,
        Flatten{},
        Linear{.in_features = 20 * 4 * 4, .out_features = classes},
        Softmax{},
    };
}

} // namespace ctnn::models
