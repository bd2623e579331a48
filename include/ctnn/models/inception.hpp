// Inception V3 (Szegedy, Vanhoucke, Ioffe, Shlens, Wojna 2016, arXiv:1512.00567), as torchvision
// has it, without the auxiliary classifier of training.
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

/// The building blocks of Inception V3, as torchvision names them.
namespace inception {

/// A convolution, batch normalisation, ReLU.
constexpr auto conv(Count in, Count out, const Extent& kernel, Count stride = 1,
                    const Padding& padding = 0) {
    return Sequential{Conv2d{.in_channels = in,
                             .out_channels = out,
                             .kernel_size = kernel,
                             .stride = stride,
                             .padding = padding,
                             .bias = false},
                      BatchNorm2d{.num_features = out, .eps = 0.001}, ReLU{}};
}

/// An average pool that keeps the map, and a 1x1 convolution.
constexpr auto pooled(Count in, Count out) {
    return Sequential{AvgPool2d{.kernel_size = 3, .stride = 1, .padding = 1}, conv(in, out, 1)};
}

constexpr MaxPool2d halved{.kernel_size = 3, .stride = 2};

/// Figure 5.
constexpr auto a(Count in, Count pool) {
    return Concat{
        conv(in, 64, 1),
        Sequential{conv(in, 48, 1), conv(48, 64, 5, 1, 2)},
        Sequential{conv(in, 64, 1), conv(64, 96, 3, 1, 1), conv(96, 96, 3, 1, 1)},
        pooled(in, pool),
    };
}

/// Figure 10: halves the map.
constexpr auto b(Count in) {
    return Concat{
        conv(in, 384, 3, 2),
        Sequential{conv(in, 64, 1), conv(64, 96, 3, 1, 1), conv(96, 96, 3, 2)},
        halved,
    };
}

/// Figure 6, with 1x7 and 7x1.
constexpr auto c(Count in, Count c7) {
    const auto wide = [](Count from, Count to) { return conv(from, to, {1, 7}, 1, {0, 3}); };
    const auto high = [](Count from, Count to) { return conv(from, to, {7, 1}, 1, {3, 0}); };
    return Concat{
        conv(in, 192, 1),
        Sequential{conv(in, c7, 1), wide(c7, c7), high(c7, 192)},
        Sequential{conv(in, c7, 1), high(c7, c7), wide(c7, c7), high(c7, c7), wide(c7, 192)},
        pooled(in, 192),
    };
}

/// Halves the map.
constexpr auto d(Count in) {
    return Concat{
        Sequential{conv(in, 192, 1), conv(192, 320, 3, 2)},
        Sequential{conv(in, 192, 1), conv(192, 192, {1, 7}, 1, {0, 3}),
                   conv(192, 192, {7, 1}, 1, {3, 0}), conv(192, 192, 3, 2)},
        halved,
    };
}

/// Figure 7: 3x3 as 1x3 beside 3x1.
constexpr auto e(Count in) {
    const Concat split{conv(384, 384, {1, 3}, 1, {0, 1}), conv(384, 384, {3, 1}, 1, {1, 0})};
    return Concat{
        conv(in, 320, 1),
        Sequential{conv(in, 384, 1), split},
        Sequential{conv(in, 448, 1), conv(448, 384, 3, 1, 1), split},
        pooled(in, 192),
    };
}

} // namespace inception

/// torchvision.models.inception_v3, the paper's Table 1. Input 3x299x299; 23,834,568 parameters.
template <class = void>
constexpr auto inception_v3(Count classes = 1000) {
    using namespace inception;
    return Sequential{
        Named{"Conv2d_1a_3x3", conv(3, 32, 3, 2)},
        Named{"Conv2d_2a_3x3", conv(32, 32, 3)},
        Named{"Conv2d_2b_3x3", conv(32, 64, 3, 1, 1)},
        Named{"maxpool1", halved},
        Named{"Conv2d_3b_1x1", conv(64, 80, 1)},
        Named{"Conv2d_4a_3x3", conv(80, 192, 3)},
        Named{"maxpool2", halved},
        Named{"Mixed_5b", a(192, 32)},
        Named{"Mixed_5c", a(256, 64)},
        Named{"Mixed_5d", a(288, 64)},
        Named{"Mixed_6a", b(288)},
        Named{"Mixed_6b", c(768, 128)},
        Named{"Mixed_6c", c(768, 160)},
        Named{"Mixed_6d", c(768, 160)},
        Named{"Mixed_6e", c(768, 192)},
        Named{"Mixed_7a", d(768)},
        Named{"Mixed_7b", e(1280)},
        Named{"Mixed_7c", e(2048)},
        Named{"avgpool", GlobalAvgPool{}},
        Named{"dropout", Dropout{}},
        Flatten{},
        Named{"fc", Linear{2048, classes}},
    };
}

} // namespace ctnn::models
