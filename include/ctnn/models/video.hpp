// ResNets for video (Tran, Wang, Torresani, Ray, LeCun, Paluri 2018, arXiv:1711.11248).
#pragma once

#include "../compose/if.hpp"
#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/residual.hpp"
#include "../layers/activation.hpp"
#include "../layers/batch_normalization3d.hpp"
#include "../layers/convolution3d.hpp"
#include "../layers/linear.hpp"
#include "../layers/pooling3d.hpp"

namespace ctnn::models {

/// The building blocks of video ResNets.
namespace video {

/// A convolution over space and time: one 3x3x3, one over space alone, or one after the other.
enum class Kernel : unsigned char { full, space, factorised };

constexpr Conv3d conv(Count in, Count out, const Extent3d& kernel, const Extent3d& stride) {
    return {.in_channels = in,
            .out_channels = out,
            .kernel_size = kernel,
            .stride = stride,
            .padding = {kernel.depth / 2, kernel.height / 2, kernel.width / 2},
            .bias = false};
}

template <Kernel Of>
constexpr auto convolution(Count in, Count out, Count between, Count stride) {
    if constexpr (Of == Kernel::full) {
        return conv(in, out, 3, stride);
    } else if constexpr (Of == Kernel::space) {
        return conv(in, out, {1, 3, 3}, {1, stride, stride});
    } else {
        return Sequential{conv(in, between, {1, 3, 3}, {1, stride, stride}), BatchNorm3d{between},
                          ReLU{}, conv(between, out, {3, 1, 1}, {stride, 1, 1})};
    }
}

/// Two convolutions and a shortcut.
template <Kernel Of>
constexpr auto block(Count in, Count out, Count stride) {
    // As many channels between as give a factorised convolution the parameters of a full one.
    const Count between = in * out * 27 / (in * 9 + 3 * out);
    const Sequential body{convolution<Of>(in, out, between, stride), BatchNorm3d{out}, ReLU{},
                          convolution<Of>(out, out, between, 1), BatchNorm3d{out}};
    const Count time = Of == Kernel::space ? 1 : stride;
    const Sequential projection{conv(in, out, 1, {time, stride, stride}), BatchNorm3d{out}};
    return Sequential{Residual{body, If{stride != 1 || in != out, projection}}, ReLU{}};
}

template <Kernel Of>
constexpr auto layer(Count in, Count out, Count stride) {
    return Sequential{block<Of>(in, out, stride), block<Of>(out, out, 1)};
}

template <Kernel First, Kernel Rest, class Stem>
constexpr auto network(const Stem& stem, Count classes) {
    return Sequential{
        Named{"stem", stem},
        Named{"layer1", layer<First>(64, 64, 1)},
        Named{"layer2", layer<Rest>(64, 128, 2)},
        Named{"layer3", layer<Rest>(128, 256, 2)},
        Named{"layer4", layer<Rest>(256, 512, 2)},
        Named{"avgpool", AdaptiveAvgPool3d{1}},
        Flatten{},
        Named{"fc", Linear{512, classes}},
    };
}

constexpr auto basic_stem() {
    return Sequential{conv(3, 64, {3, 7, 7}, {1, 2, 2}), BatchNorm3d{64}, ReLU{}};
}

} // namespace video

/// torchvision.models.video.r3d_18. Input 3x16x112x112; 33,371,472 parameters, 40,696,553,472 MACs.
template <class = void>
constexpr auto r3d_18(Count classes = 400) {
    return video::network<video::Kernel::full, video::Kernel::full>(video::basic_stem(), classes);
}

/// torchvision.models.video.mc3_18. Input 3x16x112x112; 11,695,440 parameters.
template <class = void>
constexpr auto mc3_18(Count classes = 400) {
    return video::network<video::Kernel::full, video::Kernel::space>(video::basic_stem(), classes);
}

/// torchvision.models.video.r2plus1d_18. Input 3x16x112x112; 31,505,325 parameters.
template <class = void>
constexpr auto r2plus1d_18(Count classes = 400) {
    const Sequential stem{video::conv(3, 45, {1, 7, 7}, {1, 2, 2}), BatchNorm3d{45}, ReLU{},
                          video::conv(45, 64, {3, 1, 1}, 1),        BatchNorm3d{64}, ReLU{}};
    return video::network<video::Kernel::factorised, video::Kernel::factorised>(stem, classes);
}

} // namespace ctnn::models
