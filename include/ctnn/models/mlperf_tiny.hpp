// The networks of MLPerf Tiny (Banbury et al. 2021, arXiv:2106.07597), as benchmark/training of
// mlcommons/tiny trains them in Keras, and TensorFlow Lite Micro's person_detect.
#pragma once

#include "../compose/repeat.hpp"
#include "../compose/residual.hpp"
#include "../layers/activation.hpp"
#include "../layers/convolution.hpp"
#include "../layers/linear.hpp"
#include "../layers/normalization.hpp"
#include "../layers/passthrough.hpp"
#include "../layers/pooling.hpp"
#include "../layers/softmax.hpp"

namespace ctnn::models {

/// The building blocks of the networks of MLPerf Tiny.
namespace mlperf_tiny {

/// Keras's convolutions have a bias, even before a batch normalisation.
constexpr Conv2d conv(Count out, Count kernel, Count stride = 1) {
    return {.out_channels = out, .kernel_size = kernel, .stride = stride, .padding = same_upper};
}

/// A depthwise and a pointwise convolution, each with batch normalisation and ReLU.
constexpr auto separable(Count out, Count stride = 1) {
    return Sequential{
        DepthwiseConv{.kernel_size = 3, .stride = stride, .padding = same_upper},
        BatchNorm2d{},
        ReLU{},
        PointwiseConv{.out_channels = out},
        BatchNorm2d{},
        ReLU{},
    };
}

/// MobileNetV1 of width 0.25 on a 96 x 96 map, up to its global average pool.
constexpr auto mobilenet_quarter() {
    return Sequential{
        conv(8, 3, 2),
        BatchNorm2d{},
        ReLU{}, // 48 x 48
        separable(16),
        separable(32, 2), // 24 x 24
        separable(32),
        separable(64, 2), // 12 x 12
        separable(64),
        separable(128, 2), // 6 x 6
        repeat<5>(separable(128)),
        separable(256, 2), // 3 x 3
        separable(256),
        AvgPool2d{3},
    };
}

/// ResNet's block of two 3x3 convolutions; with a stride the shortcut is a 1x1 convolution.
constexpr auto body(Count out, Count stride) {
    return Sequential{conv(out, 3, stride), BatchNorm2d{}, ReLU{}, conv(out, 3), BatchNorm2d{}};
}
constexpr auto block(Count out) {
    return Sequential{Residual{body(out, 1)}, ReLU{}};
}
constexpr auto strided_block(Count out) {
    return Sequential{Residual{body(out, 2), conv(out, 1, 2)}, ReLU{}};
}

constexpr auto dense(Count out) {
    return Sequential{Linear{.out_features = out}, BatchNorm1d{}, ReLU{}};
}

} // namespace mlperf_tiny

/// Keyword spotting: a DS-CNN on 49 frames of 10 features. Input 1x49x10; 2,656,768 MACs.
constexpr auto keyword_spotting() {
    using namespace mlperf_tiny;
    return Sequential{
        Conv2d{.out_channels = 64, .kernel_size = {10, 4}, .stride = 2, .padding = same_upper},
        BatchNorm2d{},
        ReLU{}, // 25 x 5
        Dropout{0.2},
        repeat<4>(separable(64)),
        Dropout{0.4},
        AvgPool2d{{25, 5}},
        Flatten{},
        Linear{.out_features = 12},
        Softmax{},
    };
}

/// Image classification: a ResNet-8 on CIFAR-10. Input 3x32x32; 12,501,632 MACs.
constexpr auto image_classification() {
    using namespace mlperf_tiny;
    return Sequential{
        conv(16, 3),       BatchNorm2d{}, ReLU{},
        block(16),
        strided_block(32), // 16 x 16
        strided_block(64), // 8 x 8
        AvgPool2d{8},      Flatten{},     Linear{.out_features = 10},
        Softmax{},
    };
}

/// Anomaly detection: a fully connected autoencoder. Input 640 features; 264,192 MACs.
constexpr auto anomaly_detection() {
    using namespace mlperf_tiny;
    return Sequential{
        repeat<4>(dense(128)),
        dense(8),
        repeat<4>(dense(128)),
        Linear{.out_features = 640},
    };
}

/// Visual wake words (is there a person?): MobileNetV1 of width 0.25. Input 3x96x96; 7,489,664
/// MACs.
constexpr auto visual_wake_words() {
    return Sequential{mlperf_tiny::mobilenet_quarter(), Flatten{}, Linear{.out_features = 2},
                      Softmax{}};
}

/// TensorFlow Lite Micro's person_detect: the same, ending in a 1x1 convolution. Input 1x96x96;
/// 7,157,888 MACs.
constexpr auto person_detect() {
    return Sequential{mlperf_tiny::mobilenet_quarter(), PointwiseConv{.out_channels = 2}, Flatten{},
                      Softmax{}};
}

} // namespace ctnn::models
