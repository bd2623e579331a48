// ResNeXt (Xie, Girshick, Dollar, Tu, He 2017, arXiv:1611.05431), Table 1, and Wide ResNet
// (Zagoruyko, Komodakis 2016, arXiv:1605.07146), as torchvision has them.
#pragma once

#include "resnet.hpp"

namespace ctnn::models {

/// The building blocks of ResNeXts.
namespace resnext {

/// What distinguishes a column of Table 1: `groups` paths (the cardinality) of `width` channels in
/// the first stage.
struct Column {
    Count groups;
    Count width;
};

/// 1x1 down, 3x3 in groups, 1x1 up to 4 * `planes` (Figure 3c).
constexpr auto bottleneck(Count in, Count planes, const Column& of, Count stride = 1) {
    const Count width = planes * of.width / 64 * of.groups;
    return Sequential{
        resnet::conv(in, width, 1),
        BatchNorm2d{width},
        ReLU{},
        Conv2d{.in_channels = width,
               .out_channels = width,
               .kernel_size = 3,
               .stride = stride,
               .padding = 1,
               .groups = of.groups,
               .bias = false},
        BatchNorm2d{width},
        ReLU{},
        resnet::conv(width, 4 * planes, 1),
        BatchNorm2d{4 * planes},
    };
}

template <int Blocks>
constexpr auto stage(Count in, Count planes, Count stride, const Column& of) {
    return Sequential{
        resnet::block(bottleneck(in, planes, of, stride), resnet::shortcut(in, 4 * planes, stride)),
        repeat<Blocks - 1>(resnet::block(bottleneck(4 * planes, planes, of)))};
}

template <int Layer1, int Layer2, int Layer3, int Layer4>
constexpr auto table_1(const Column& of, Count classes) {
    return resnet::table_1(stage<Layer1>(64, 64, 1, of), stage<Layer2>(256, 128, 2, of),
                           stage<Layer3>(512, 256, 2, of), stage<Layer4>(1024, 512, 2, of), 2048,
                           classes);
}

} // namespace resnext

/// torchvision.models.resnext50_32x4d. Input 3x224x224; 25,028,904 parameters.
template <class = void>
constexpr auto resnext50_32x4d(Count classes = 1000) {
    return resnext::table_1<3, 4, 6, 3>({.groups = 32, .width = 4}, classes);
}

/// torchvision.models.resnext101_32x8d. Input 3x224x224; 88,791,336 parameters.
template <class = void>
constexpr auto resnext101_32x8d(Count classes = 1000) {
    return resnext::table_1<3, 4, 23, 3>({.groups = 32, .width = 8}, classes);
}

/// torchvision.models.resnext101_64x4d. Input 3x224x224; 83,455,272 parameters, 15,460,270,080
/// MACs.
template <class = void>
constexpr auto resnext101_64x4d(Count classes = 1000) {
    return resnext::table_1<3, 4, 23, 3>({.groups = 64, .width = 4}, classes);
}

/// torchvision.models.wide_resnet50_2. Input 3x224x224; 68,883,240 parameters.
template <class = void>
constexpr auto wide_resnet50_2(Count classes = 1000) {
    return resnext::table_1<3, 4, 6, 3>({.groups = 1, .width = 128}, classes);
}

/// torchvision.models.wide_resnet101_2. Input 3x224x224; 126,886,696 parameters, 22,753,050,624
/// MACs.
template <class = void>
constexpr auto wide_resnet101_2(Count classes = 1000) {
    return resnext::table_1<3, 4, 23, 3>({.groups = 1, .width = 128}, classes);
}

} // namespace ctnn::models
