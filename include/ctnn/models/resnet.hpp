// ResNet (He, Zhang, Ren, Sun 2015, arXiv:1512.03385), Table 1 for ImageNet and Section 4.2 for
// CIFAR-10.
#pragma once

#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/residual.hpp"
#include "../layers/activation.hpp"
#include "../layers/adaptive_pooling.hpp"
#include "../layers/convolution.hpp"
#include "../layers/linear.hpp"
#include "../layers/normalization.hpp"
#include "../layers/pooling.hpp"

namespace ctnn::models {

/// How a shortcut increases the channels: by a 1x1 convolution (the paper's option B), or by zeros,
/// without parameters (option A).
enum class Shortcut : unsigned char { projection, zeros };

/// The building blocks of ResNets.
namespace resnet {

/// Option A: every stride-th row and column, then channels of zeros up to `out_channels`.
struct ZeroShortcut {
    static constexpr const char* name = "ZeroShortcut";

    Count out_channels = 0; ///< required; at least the input's
    Count stride = 1;

    constexpr Misfit check() const { return expect::size(Field::stride, stride); }
    constexpr Misfit check(const Shape& in) const {
        if (in.rank != 3) return expect::rank(3, in);
        return out_channels >= in.channels()
                   ? Misfit{}
                   : expect::channels(Field::out_channels, out_channels, in);
    }
    constexpr Shape output_shape(const Shape& in) const {
        return {out_channels, (in.height() - 1) / stride + 1, (in.width() - 1) / stride + 1};
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
    constexpr Window window(const Shape&) const { return {{1, stride}, {1, stride}}; }
};

/// A convolution with padding kernel / 2 and, since batch normalisation follows, without bias.
constexpr Conv2d conv(Count in, Count out, Count kernel, Count stride = 1) {
    return {.in_channels = in,
            .out_channels = out,
            .kernel_size = kernel,
            .stride = stride,
            .padding = kernel / 2,
            .bias = false};
}

template <Shortcut Kind = Shortcut::projection>
constexpr auto shortcut(Count in, Count out, Count stride) {
    if constexpr (Kind == Shortcut::projection) {
        return Sequential{conv(in, out, 1, stride), BatchNorm2d{out}};
    } else {
        return ZeroShortcut{out, stride};
    }
}

/// Two 3x3 convolutions (Figure 5, left).
constexpr auto basic(Count in, Count out, Count stride = 1) {
    return Sequential{
        conv(in, out, 3, stride), BatchNorm2d{out}, ReLU{}, //
        conv(out, out, 3),        BatchNorm2d{out},
    };
}

/// Which convolution of a stage's first bottleneck halves the map: the 1x1 in the paper, the 3x3 in
/// torchvision.
enum class StrideOn : unsigned char { first_1x1, the_3x3 };

/// 1x1 down to `width`, 3x3, 1x1 up to 4 * `width` (Figure 5, right).
constexpr auto bottleneck(Count in, Count width, Count stride = 1, StrideOn on = {}) {
    const bool early = on == StrideOn::first_1x1;
    return Sequential{
        conv(in, width, 1, early ? stride : 1),
        BatchNorm2d{width},
        ReLU{}, //
        conv(width, width, 3, early ? 1 : stride),
        BatchNorm2d{width},
        ReLU{}, //
        conv(width, 4 * width, 1),
        BatchNorm2d{4 * width},
    };
}

/// Body plus shortcut, then the activation.
template <class... BodyAndShortcut>
constexpr auto block(const BodyAndShortcut&... parts) {
    return Sequential{Residual{parts...}, ReLU{}};
}

/// A stage of basic blocks, the first one with a shortcut that changes the map.
template <int Blocks, Shortcut Kind>
constexpr auto stage(Count in, Count out) {
    return Sequential{block(basic(in, out, 2), shortcut<Kind>(in, out, 2)),
                      repeat<Blocks - 1>(block(basic(out, out)))};
}

/// A stage of bottlenecks, the first one with a projection.
template <int Blocks>
constexpr auto stage(Count in, Count width, Count stride, StrideOn on) {
    return Sequential{block(bottleneck(in, width, stride, on), shortcut(in, 4 * width, stride)),
                      repeat<Blocks - 1>(block(bottleneck(4 * width, width)))};
}

/// Table 1: everything except the stages, the same for all depths.
template <class Layer1, class Layer2, class Layer3, class Layer4>
constexpr auto table_1(const Layer1& layer1, const Layer2& layer2, const Layer3& layer3,
                       const Layer4& layer4, Count features, Count classes) {
    return Sequential{
        Named{"conv1", conv(3, 64, 7, 2)},
        Named{"bn1", BatchNorm2d{64}},
        Named{"relu", ReLU{}},
        Named{"maxpool", MaxPool2d{.kernel_size = 3, .stride = 2, .padding = 1}},
        Named{"layer1", layer1},
        Named{"layer2", layer2},
        Named{"layer3", layer3},
        Named{"layer4", layer4},
        Named{"avgpool", GlobalAvgPool{}},
        Flatten{},
        Named{"fc", Linear{features, classes}},
    };
}

/// The columns of 18 and 34 layers: how many blocks each stage has.
template <int Layer1, int Layer2, int Layer3, int Layer4, Shortcut Kind>
constexpr auto basic_blocks(Count classes) {
    return table_1(repeat<Layer1>(block(basic(64, 64))), stage<Layer2, Kind>(64, 128),
                   stage<Layer3, Kind>(128, 256), stage<Layer4, Kind>(256, 512), 512, classes);
}

/// The columns of 50, 101 and 152 layers: how many blocks each stage has.
template <int Layer1, int Layer2, int Layer3, int Layer4>
constexpr auto bottlenecks(Count classes, StrideOn on) {
    return table_1(stage<Layer1>(64, 64, 1, on), stage<Layer2>(256, 128, 2, on),
                   stage<Layer3>(512, 256, 2, on), stage<Layer4>(1024, 512, 2, on), 2048, classes);
}

} // namespace resnet

/// ResNet-18, in the paper and in torchvision. Input 3x224x224; 11,689,512 parameters, with
/// Shortcut::zeros 11,515,688.
template <Shortcut Kind = Shortcut::projection>
constexpr auto resnet18(Count classes = 1000) {
    return resnet::basic_blocks<2, 2, 2, 2, Kind>(classes);
}

/// ResNet-34, in the paper and in torchvision. Input 3x224x224; 21,797,672 parameters, with
/// Shortcut::zeros 21,623,848.
template <Shortcut Kind = Shortcut::projection>
constexpr auto resnet34(Count classes = 1000) {
    return resnet::basic_blocks<3, 4, 6, 3, Kind>(classes);
}

/// torchvision.models.resnet50. Input 3x224x224; 25,557,032 parameters, 4,089,184,256 MACs.
template <class = void>
constexpr auto resnet50(Count classes = 1000) {
    return resnet::bottlenecks<3, 4, 6, 3>(classes, resnet::StrideOn::the_3x3);
}

/// torchvision.models.resnet101. Input 3x224x224; 44,549,160 parameters, 7,801,405,440 MACs.
template <class = void>
constexpr auto resnet101(Count classes = 1000) {
    return resnet::bottlenecks<3, 4, 23, 3>(classes, resnet::StrideOn::the_3x3);
}

/// torchvision.models.resnet152. Input 3x224x224; 60,192,808 parameters, 11,513,626,624 MACs.
template <class = void>
constexpr auto resnet152(Count classes = 1000) {
    return resnet::bottlenecks<3, 8, 36, 3>(classes, resnet::StrideOn::the_3x3);
}

/// The paper's ResNet-50, strides on the first 1x1. Input 3x224x224; 25,557,032 parameters.
template <class = void>
constexpr auto resnet50_v1(Count classes = 1000) {
    return resnet::bottlenecks<3, 4, 6, 3>(classes, resnet::StrideOn::first_1x1);
}

/// The paper's ResNet-101, strides on the first 1x1. Input 3x224x224; 44,549,160 parameters.
template <class = void>
constexpr auto resnet101_v1(Count classes = 1000) {
    return resnet::bottlenecks<3, 4, 23, 3>(classes, resnet::StrideOn::first_1x1);
}

/// The paper's ResNet-152, strides on the first 1x1. Input 3x224x224; 60,192,808 parameters.
template <class = void>
constexpr auto resnet152_v1(Count classes = 1000) {
    return resnet::bottlenecks<3, 8, 36, 3>(classes, resnet::StrideOn::first_1x1);
}

/// The paper's networks for CIFAR-10 (Section 4.2, Table 6), 6n + 2 layers, option A. Input
/// 3x32x32; 269,722 parameters with 20 layers, 19,421,274 with 1202.
template <int Layers>
    requires(Layers >= 8 && Layers % 6 == 2)
constexpr auto resnet_cifar(Count classes = 10) {
    constexpr int n = (Layers - 2) / 6;
    return Sequential{
        Named{"conv1", resnet::conv(3, 16, 3)},
        Named{"bn1", BatchNorm2d{16}},
        Named{"relu", ReLU{}},
        Named{"layer1", repeat<n>(resnet::block(resnet::basic(16, 16)))},
        Named{"layer2", resnet::stage<n, Shortcut::zeros>(16, 32)},
        Named{"layer3", resnet::stage<n, Shortcut::zeros>(32, 64)},
        Named{"avgpool", GlobalAvgPool{}},
        Flatten{},
        Named{"fc", Linear{64, classes}},
    };
}

} // namespace ctnn::models
