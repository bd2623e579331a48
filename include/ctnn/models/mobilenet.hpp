// MobileNets: V1 (Howard et al. 2017, arXiv:1704.04861), V2 (Sandler et al. 2018,
// arXiv:1801.04381), V3 (Howard et al. 2019, arXiv:1905.02244).
#pragma once

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
#include "../layers/passthrough.hpp"
#include "../layers/pooling.hpp"
#include "../layers/softmax.hpp"
#include "detail/features.hpp"

namespace ctnn::models {

/// The building blocks of MobileNets.
namespace mobilenet {

using detail::multiple_of_8;

/// A 3x3 convolution, batch normalisation, activation.
template <class Activation>
constexpr auto conv3x3(Count in, Count out, Count stride, const Activation& activation) {
    return Sequential{Conv2d{.in_channels = in,
                             .out_channels = out,
                             .kernel_size = 3,
                             .stride = stride,
                             .padding = 1,
                             .bias = false},
                      BatchNorm2d{out}, activation};
}

/// A convolution per channel, batch normalisation, activation.
template <class Activation>
constexpr auto depthwise(Count channels, Count kernel, Count stride, const Activation& activation) {
    return Sequential{DepthwiseConv{.channels = channels,
                                    .kernel_size = kernel,
                                    .stride = stride,
                                    .padding = kernel / 2,
                                    .bias = false},
                      BatchNorm2d{channels}, activation};
}

/// A 1x1 convolution, batch normalisation and, where there is one, an activation.
template <class... Activation>
constexpr auto pointwise(Count in, Count out, const Activation&... activation) {
    return Sequential{PointwiseConv{in, out, false}, BatchNorm2d{out}, activation...};
}

/// V1's depthwise separable convolution (Figure 3, right).
constexpr auto separable(Count in, Count out, Count stride = 1) {
    return Sequential{depthwise(in, 3, stride, ReLU{}), pointwise(in, out, ReLU{})};
}

/// The full convolution that it replaces (Figure 3, left).
constexpr auto full(Count in, Count out, Count stride = 1) {
    return conv3x3(in, out, stride, ReLU{});
}

/// V1's Table 1 with `Middle` blocks of 14x14x512. The last block has stride 1, as the table's
/// sizes show. The sizes below are those of resolution 224.
template <int Middle, class Block>
constexpr auto table_1(double alpha, Count resolution, Count classes, Block block) {
    const auto thin = [alpha](int channels) { return ctnn::detail::whole_part(channels * alpha); };
    return Sequential{
        conv3x3(3, thin(32), 2, ReLU{}),                // 112 x 112
        block(thin(32), thin(64), 1),                   // 112 x 112
        block(thin(64), thin(128), 2),                  // 56 x 56
        block(thin(128), thin(128), 1),                 // 56 x 56
        block(thin(128), thin(256), 2),                 // 28 x 28
        block(thin(256), thin(256), 1),                 // 28 x 28
        block(thin(256), thin(512), 2),                 // 14 x 14
        repeat<Middle>(block(thin(512), thin(512), 1)), // 14 x 14
        block(thin(512), thin(1024), 2),                // 7 x 7
        block(thin(1024), thin(1024), 1),               // 7 x 7
        AvgPool2d{resolution / 32},                     // 1 x 1
        Flatten{},
        Linear{thin(1024), classes},
        Softmax{},
    };
}

/// A row of V2's Table 2: a bottleneck, repeated n times.
struct Bottlenecks {
    Count t; ///< expansion factor
    Count c; ///< output channels
    int n;   ///< repetitions, the first one with the stride
    Count s; ///< stride
};

/// V2's Table 2, its bottlenecks.
inline constexpr Bottlenecks v2_table_2[] = {
    {1, 16, 1, 1},  // input 112 x 112 x 32
    {6, 24, 2, 2},  // 112 x 112 x 16
    {6, 32, 3, 2},  // 56 x 56 x 24
    {6, 64, 4, 2},  // 28 x 28 x 32
    {6, 96, 3, 1},  // 14 x 14 x 64
    {6, 160, 3, 2}, // 14 x 14 x 96
    {6, 320, 1, 1}, // 7 x 7 x 160
};

/// V2's bottleneck (Table 1): 1x1 to `t` times the channels, unless t is 1, depthwise, and 1x1 to
/// `out` channels without an activation.
constexpr auto v2_bottleneck(Count in, Count t, Count out, Count stride) {
    return Sequential{
        If{t != 1, pointwise(in, t * in, ReLU6{})},
        depthwise(t * in, 3, stride, ReLU6{}),
        pointwise(t * in, out),
    };
}

/// A row of V2's Table 2; all bottlenecks after the first are residual.
constexpr auto v2_bottlenecks(const Bottlenecks& row, Count in, Count out) {
    return Sequential{v2_bottleneck(in, row.t, out, row.s),
                      repeat<3>(Residual{v2_bottleneck(out, row.t, out, 1)}, row.n - 1)};
}

/// The column NL of V3's tables: ReLU or hard swish.
enum class Nonlinearity : unsigned char { RE, HS };

/// A row of V3's Table 1: a bottleneck.
struct Bottleneck {
    Count kernel;
    Count exp_size;
    Count out;
    bool has_se;
    Nonlinearity nl;
    Count s; ///< stride
};

using enum Nonlinearity;
inline constexpr bool SE = true;

/// V3's Table 1 (Large), its bottlenecks.
inline constexpr Bottleneck v3_table_1[] = {
    {3, 16, 16, !SE, RE, 1},  // input 112 x 112 x 16
    {3, 64, 24, !SE, RE, 2},  // 112 x 112 x 16
    {3, 72, 24, !SE, RE, 1},  // 56 x 56 x 24
    {5, 72, 40, SE, RE, 2},   // 56 x 56 x 24
    {5, 120, 40, SE, RE, 1},  // 28 x 28 x 40
    {5, 120, 40, SE, RE, 1},  // 28 x 28 x 40
    {3, 240, 80, !SE, HS, 2}, // 28 x 28 x 40
    {3, 200, 80, !SE, HS, 1}, // 14 x 14 x 80
    {3, 184, 80, !SE, HS, 1}, // 14 x 14 x 80
    {3, 184, 80, !SE, HS, 1}, // 14 x 14 x 80
    {3, 480, 112, SE, HS, 1}, // 14 x 14 x 80
    {3, 672, 112, SE, HS, 1}, // 14 x 14 x 112
    {5, 672, 160, SE, HS, 2}, // 14 x 14 x 112
    {5, 960, 160, SE, HS, 1}, // 7 x 7 x 160
    {5, 960, 160, SE, HS, 1}, // 7 x 7 x 160
};

/// V3's Table 2 (Small), its bottlenecks.
inline constexpr Bottleneck v3_table_2[] = {
    {3, 16, 16, SE, RE, 2},  // input 112 x 112 x 16
    {3, 72, 24, !SE, RE, 2}, // 56 x 56 x 16
    {3, 88, 24, !SE, RE, 1}, // 28 x 28 x 24
    {5, 96, 40, SE, HS, 2},  // 28 x 28 x 24
    {5, 240, 40, SE, HS, 1}, // 14 x 14 x 40
    {5, 240, 40, SE, HS, 1}, // 14 x 14 x 40
    {5, 120, 48, SE, HS, 1}, // 14 x 14 x 40
    {5, 144, 48, SE, HS, 1}, // 14 x 14 x 48
    {5, 288, 96, SE, HS, 2}, // 14 x 14 x 48
    {5, 576, 96, SE, HS, 1}, // 7 x 7 x 96
    {5, 576, 96, SE, HS, 1}, // 7 x 7 x 96
};

/// V3's squeeze-and-excite: a gate per channel, squeezed to a quarter of the channels.
constexpr auto squeeze_excite(Count channels) {
    const Count quarter = channels / 4; // rounded down, as in torchvision
    const Count squeezed = multiple_of_8(static_cast<double>(quarter));
    return Multiply{skip, Sequential{GlobalAvgPool{}, PointwiseConv{channels, squeezed}, ReLU{},
                                     PointwiseConv{squeezed, channels}, Hardsigmoid{}}};
}

/// V3's bottleneck (Figure 4): 1x1 to the expansion's size, where it is another one, depthwise, the
/// gate if there is one, and 1x1 without an activation; residual where the map stays the same.
constexpr auto v3_bottleneck(Count in, const Bottleneck& row) {
    const If activation{row.nl == HS, Hardswish{}, ReLU{}};
    const Sequential body{
        If{row.exp_size != in, pointwise(in, row.exp_size, activation)},
        depthwise(row.exp_size, row.kernel, row.s, activation),
        If{row.has_se, squeeze_excite(row.exp_size)},
        pointwise(row.exp_size, row.out),
    };
    return If{row.s == 1 && in == row.out, Residual{body}, body};
}

/// A table of V3 between its first and its last layers, which has `hidden` features before the
/// classes.
template <unsigned long Rows>
constexpr auto v3(const Bottleneck (&table)[Rows], Count hidden, Count classes) {
    const auto rows = chain<static_cast<int>(Rows)>(
        [&table](int i) { return v3_bottleneck(i > 0 ? table[i - 1].out : 16, table[i]); });
    const Count out = table[Rows - 1].out;
    const Hardswish hs;
    const auto features =
        detail::features(conv3x3(3, 16, 2, hs), rows, pointwise(out, 6 * out, hs));
    return Sequential{
        Named{"features", features},
        Named{"avgpool", GlobalAvgPool{}},
        Flatten{},
        Named{"classifier",
              Sequential{Linear{6 * out, hidden}, hs, Dropout{0.2}, Linear{hidden, classes}}},
    };
}

} // namespace mobilenet

/// MobileNetV1 (Table 1), with width alpha, channels rounded down. Input 3 x resolution x
/// resolution, a multiple of 32; 1.0 at 224 has 4,231,976 parameters and 568,740,352 MACs.
constexpr auto mobilenet_v1(double alpha = 1, Count resolution = 224, Count classes = 1000) {
    return mobilenet::table_1<5>(alpha, resolution, classes, mobilenet::separable);
}

/// MobileNetV1 with full instead of separable convolutions (Table 4). Input 3x224x224;
/// 4,867,293,184 MACs.
constexpr auto mobilenet_v1_full(Count classes = 1000) {
    return mobilenet::table_1<5>(1, 224, classes, mobilenet::full);
}

/// MobileNetV1 without its five blocks of 14x14x512 (Table 5). Input 3x224x224.
constexpr auto mobilenet_v1_shallow(Count classes = 1000) {
    return mobilenet::table_1<0>(1, 224, classes, mobilenet::separable);
}

/// torchvision.models.mobilenet_v2, the paper's Table 2, with its width multiplier (0.35 to 1.4 in
/// the paper). Any input; 1.0 at 3x224x224 has 3,504,872 parameters and 300,774,272 MACs.
constexpr auto mobilenet_v2(double width = 1, Count classes = 1000) {
    using namespace mobilenet;
    const auto c = [width](Count channels) {
        return multiple_of_8(static_cast<double>(channels) * width);
    };
    const auto rows = chain<7>([c](int i) {
        const Count in = i > 0 ? v2_table_2[i - 1].c : 32;
        return v2_bottlenecks(v2_table_2[i], c(in), c(v2_table_2[i].c));
    });
    const Count last = width > 1 ? c(1280) : 1280;
    const auto features =
        detail::features(conv3x3(3, c(32), 2, ReLU6{}), rows, pointwise(c(320), last, ReLU6{}));
    return Sequential{Named{"features", features}, GlobalAvgPool{}, Flatten{},
                      Named{"classifier", Sequential{Dropout{0.2}, Linear{last, classes}}}};
}

/// torchvision.models.mobilenet_v3_large, the paper's Table 1. Any input; at 3x224x224, 5,483,032
/// parameters and 216,589,760 MACs.
constexpr auto mobilenet_v3_large(Count classes = 1000) {
    return mobilenet::v3(mobilenet::v3_table_1, 1280, classes);
}

/// torchvision.models.mobilenet_v3_small, the paper's Table 2. Any input; 2,542,856 parameters.
constexpr auto mobilenet_v3_small(Count classes = 1000) {
    return mobilenet::v3(mobilenet::v3_table_2, 1024, classes);
}

} // namespace ctnn::models
