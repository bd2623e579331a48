// YOLOv2 (Redmon, Farhadi 2017, arXiv:1612.08242) and YOLOv3 (2018, arXiv:1804.02767), as Darknet's
// configuration files have them, for the 80 classes of COCO.
#pragma once

#include "../compose/add.hpp"
#include "../compose/concat.hpp"
#include "../compose/named.hpp"
#include "../compose/output.hpp"
#include "../compose/repeat.hpp"
#include "../compose/residual.hpp"
#include "../compose/sequential.hpp"
#include "../compose/tag.hpp"
#include "../layers/activation.hpp"
#include "../layers/convolution.hpp"
#include "../layers/normalization.hpp"
#include "../layers/pooling.hpp"
#include "../layers/shuffle.hpp"
#include "../layers/upsample.hpp"
#include "../layers/zero_pad.hpp"

namespace ctnn::models {

/// The building blocks of YOLO networks.
namespace yolo {

/// A convolution, batch normalisation, a leaky ReLU.
constexpr auto conv(Count in, Count out, Count kernel, Count stride = 1) {
    return Sequential{Conv2d{.in_channels = in,
                             .out_channels = out,
                             .kernel_size = kernel,
                             .stride = stride,
                             .padding = kernel / 2,
                             .bias = false},
                      BatchNorm2d{out}, LeakyReLU{0.1}};
}

constexpr MaxPool2d pool{.kernel_size = 2, .stride = 2};

/// Boxes at each position: four numbers, an objectness and the classes for each of the anchors.
constexpr Conv2d boxes(Count in, Count anchors, Count classes) {
    return {.in_channels = in, .out_channels = anchors * (5 + classes), .kernel_size = 1};
}

/// 3x3, 1x1 to half of the channels, 3x3, ...
template <int Pairs>
constexpr auto squeezes(Count in, Count out) {
    return Sequential{conv(in, out, 3),
                      repeat<Pairs>(Sequential{conv(out, out / 2, 1), conv(out / 2, out, 3)})};
}

/// A stage of Darknet-53 (YOLOv3's Table 1): halves the map, then residual blocks.
template <int Blocks>
constexpr auto stage(Count in, Count out) {
    return Sequential{
        conv(in, out, 3, 2),
        repeat<Blocks>(Residual{Sequential{conv(out, in, 1), conv(in, out, 3)}}),
    };
}

/// Five convolutions of a detection branch.
constexpr auto neck(Count in, Count width) {
    return Sequential{conv(in, width, 1), conv(width, 2 * width, 3), conv(2 * width, width, 1),
                      conv(width, 2 * width, 3), conv(2 * width, width, 1)};
}

/// A tagged map, twice as large, beside another one.
constexpr auto merge(Name small, Count in, Count out, Name large) {
    return Concat{Sequential{From{small}, conv(in, out, 1), Upsample{.scale_factor = 2}},
                  From{large}};
}

} // namespace yolo

/// YOLOv3. Input 3xHxW, multiples of 32; outputs `large`, `medium`, `small` (objects). 61,949,149
/// parameters; Darknet prints 65.86 BFLOPs at 416x416.
template <class = void>
constexpr auto yolov3(Count classes = 80) {
    using namespace yolo;
    return Sequential{
        Named{"darknet53",
              Sequential{conv(3, 32, 3), stage<1>(32, 64), stage<2>(64, 128), stage<8>(128, 256),
                         Tag{"52x52"}, stage<8>(256, 512), Tag{"26x26"}, stage<4>(512, 1024)}},
        neck(1024, 512),
        Tag{"neck1"},
        conv(512, 1024, 3),
        boxes(1024, 3, classes),
        Output{"large"},
        merge("neck1", 512, 256, "26x26"), //
        neck(768, 256),
        Tag{"neck2"},
        conv(256, 512, 3),
        boxes(512, 3, classes),
        Output{"medium"},
        merge("neck2", 256, 128, "52x52"), //
        neck(384, 128),
        conv(128, 256, 3),
        boxes(256, 3, classes),
        Output{"small"},
    };
}

/// YOLOv3-tiny. Input 3xHxW, multiples of 32; outputs `large` and `medium`. 8,852,366 parameters;
/// Darknet prints 5.56 BFLOPs at 416x416.
template <class = void>
constexpr auto yolov3_tiny(Count classes = 80) {
    using namespace yolo;
    return Sequential{
        conv(3, 16, 3),
        pool,
        conv(16, 32, 3),
        pool,
        conv(32, 64, 3),
        pool,
        conv(64, 128, 3),
        pool,
        conv(128, 256, 3),
        Tag{"26x26"},
        pool,
        conv(256, 512, 3),
        // Darknet's pool of stride 1 keeps the map.
        ZeroPad2d{{0, 1, 0, 1}},
        MaxPool2d{.kernel_size = 2, .stride = 1}, //
        conv(512, 1024, 3),
        conv(1024, 256, 1),
        Tag{"neck"}, //
        conv(256, 512, 3),
        boxes(512, 3, classes),
        Output{"large"},
        merge("neck", 256, 128, "26x26"), //
        conv(384, 256, 3),
        boxes(256, 3, classes),
        Output{"medium"},
    };
}

/// YOLOv2: Darknet-19 with a passthrough of its 26x26 map, four neighbours in a position. Input
/// 3xHxW, multiples of 32. 50,962,889 parameters; Darknet prints 62.94 BFLOPs at 608x608.
template <class = void>
constexpr auto yolov2(Count classes = 80) {
    using namespace yolo;
    return Sequential{
        Named{"darknet19",
              Sequential{conv(3, 32, 3), pool, conv(32, 64, 3), pool, squeezes<1>(64, 128), pool,
                         squeezes<1>(128, 256), pool, squeezes<2>(256, 512), Tag{"26x26"}, pool,
                         squeezes<2>(512, 1024)}},
        conv(1024, 1024, 3),
        conv(1024, 1024, 3),
        Concat{Sequential{From{"26x26"}, conv(512, 64, 1), PixelUnshuffle{2}}, skip},
        conv(1280, 1024, 3),
        boxes(1024, 5, classes),
    };
}

} // namespace ctnn::models
