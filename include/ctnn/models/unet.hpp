// U-Net (Ronneberger, Fischer, Brox 2015, arXiv:1505.04597), Figure 1.
#pragma once

#include "../compose/concat.hpp"
#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/sequential.hpp"
#include "../compose/tag.hpp"
#include "../layers/activation.hpp"
#include "../layers/conv_transpose.hpp"
#include "../layers/convolution.hpp"
#include "../layers/pooling.hpp"
#include "../layers/zero_pad.hpp"

namespace ctnn::models {

/// The building blocks of U-Net.
namespace unet {

/// Two 3x3 convolutions without padding.
constexpr auto double_conv(Count in, Count out) {
    return Sequential{Conv2d{in, out, 3}, ReLU{}, Conv2d{out, out, 3}, ReLU{}};
}

/// A level of the contracting path; its map is kept for the expanding one.
constexpr auto down(Name level, Count in, Count out) {
    return Sequential{double_conv(in, out), Tag{level}, MaxPool2d{2}};
}

/// A level of the expanding path: the kept map, cropped on each side, beside the one from below.
constexpr auto up(Name level, Count out, Count crop) {
    return Sequential{
        Concat{Sequential{From{level}, ZeroPad2d{-crop}}, ConvTranspose2d{2 * out, out, 2, 2}},
        double_conv(2 * out, out)};
}

} // namespace unet

/// The paper's U-Net: grey images of 572x572 -> 388x388 positions, of other sizes as long as every
/// pool halves an even map. 31,030,658 parameters with two classes.
template <class = void>
constexpr auto unet_2015(Count classes = 2) {
    using namespace unet;
    return Sequential{
        down("level1", 1, 64),    down("level2", 64, 128),
        down("level3", 128, 256), down("level4", 256, 512),
        double_conv(512, 1024),   up("level4", 512, 4),
        up("level3", 256, 16),    up("level2", 128, 40),
        up("level1", 64, 88),     Named{"head", PointwiseConv{64, classes}},
    };
}

} // namespace ctnn::models
