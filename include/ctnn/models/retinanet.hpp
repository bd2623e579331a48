// RetinaNet (Lin, Goyal, Girshick, He, Dollar 2017, arXiv:1708.02002): a feature pyramid of five
// levels, and one head for all of them.
#pragma once

#include "../compose/concat.hpp"
#include "../compose/output.hpp"
#include "../compose/shared.hpp"
#include "../layers/frozen_batch_norm.hpp"
#include "../layers/permute.hpp"
#include "../layers/reshape.hpp"
#include "../layers/upsample.hpp"
#include "detail/resnet_backbone.hpp"

namespace ctnn::models {

/// The building blocks of RetinaNet.
namespace retinanet {

constexpr Conv2d conv3x3(Count in, Count out, Count stride = 1) {
    return {
        .in_channels = in, .out_channels = out, .kernel_size = 3, .stride = stride, .padding = 1};
}

/// A backbone's map with 256 channels, and the level above, twice as large, added.
constexpr auto lateral(Name map, Count channels, Name above) {
    return Add{Sequential{From{map}, PointwiseConv{channels, 256}},
               Sequential{From{above}, Upsample{.scale_factor = 2}}};
}

/// Levels p3 to p7 (arXiv:1612.03144, and two strided convolutions).
constexpr auto pyramid() {
    return Sequential{
        PointwiseConv{2048, 256},
        Tag{"sum5"},
        conv3x3(256, 256),
        Tag{"p5"},
        lateral("c4", 1024, "sum5"),
        Tag{"sum4"},
        conv3x3(256, 256),
        Tag{"p4"},
        lateral("c3", 512, "sum4"),
        conv3x3(256, 256),
        Tag{"p3"},
        From{"p5"},
        conv3x3(256, 256, 2),
        Tag{"p6"}, //
        ReLU{},
        conv3x3(256, 256, 2),
        Tag{"p7"},
    };
}

inline constexpr Count anchors = 9;

/// Four convolutions, and `numbers` for each anchor: a row for each anchor of each position.
constexpr auto head(Name name, Count numbers) {
    return Sequential{
        Shared{name, Sequential{repeat<4>(Sequential{conv3x3(256, 256), ReLU{}}),
                                conv3x3(256, anchors * numbers)}},
        Unflatten{.dim = 1, .unflattened_size = {anchors, numbers}},
        Permute{{0, 3, 4, 1, 2}},
        Reshape{{-1, numbers}},
    };
}

/// The head on all levels, one after the other.
constexpr auto on_all_levels(Name name, Count numbers) {
    const auto each = head(name, numbers);
    return Concat{Sequential{From{"p3"}, each}, Sequential{From{"p4"}, each},
                  Sequential{From{"p5"}, each}, Sequential{From{"p6"}, each},
                  Sequential{From{"p7"}, each}}
        .along(1);
}

} // namespace retinanet

/// torchvision.models.detection.retinanet_resnet50_fpn, from the image to the head: outputs
/// `cls_logits`, a row of classes for each anchor, and `bbox_regression`, a row of four numbers.
/// Input 3xHxW, multiples of 128; 34,014,999 parameters.
template <class = void>
constexpr auto retinanet_resnet50_fpn(Count classes = 91) {
    using namespace retinanet;
    return Sequential{
        Named{"backbone", detail::resnet50_backbone<FrozenBatchNorm2d>(false)},
        Named{"fpn", pyramid()},
        Named{"classification_head", on_all_levels("classification", classes)},
        Output{"cls_logits"},
        Named{"regression_head", on_all_levels("regression", 4)},
        Output{"bbox_regression"},
    };
}

} // namespace ctnn::models
