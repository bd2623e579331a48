// Semantic segmentation: FCN (Long, Shelhamer, Darrell 2015, arXiv:1411.4038) and DeepLabV3 (Chen,
// Papandreou, Schroff, Adam 2017, arXiv:1706.05587) on a dilated ResNet-50, as torchvision has
// them.
#pragma once

#include "../compose/concat.hpp"
#include "../compose/output.hpp"
#include "../layers/passthrough.hpp"
#include "../layers/upsample.hpp"
#include "detail/resnet_backbone.hpp"

namespace ctnn::models {

/// The building blocks of segmentation networks.
namespace segmentation {

/// A convolution that keeps the map, batch normalisation, ReLU.
constexpr auto conv(Count in, Count out, Count kernel, Count dilation = 1) {
    return Sequential{Conv2d{.in_channels = in,
                             .out_channels = out,
                             .kernel_size = kernel,
                             .padding = kernel / 2 * dilation,
                             .dilation = dilation,
                             .bias = false},
                      BatchNorm2d{out}, ReLU{}};
}

/// Classes at each position, then of each pixel.
constexpr auto fcn_head(Count in, Count classes, Count image) {
    return Sequential{conv(in, in / 4, 3), Dropout{0.1}, PointwiseConv{in / 4, classes},
                      Upsample{.size = {image, image}, .mode = InterpolationMode::bilinear}};
}

/// Atrous spatial pyramid pooling (Figure 5): four dilations and the mean of the map.
constexpr auto pyramid(Count in, Count map) {
    return Sequential{
        Concat{conv(in, 256, 1), conv(in, 256, 3, 12), conv(in, 256, 3, 24), conv(in, 256, 3, 36),
               Sequential{GlobalAvgPool{}, conv(in, 256, 1),
                          Upsample{.size = {map, map}, .mode = InterpolationMode::bilinear}}},
        conv(1280, 256, 1), Dropout{0.5}};
}

} // namespace segmentation

/// torchvision.models.segmentation.fcn_resnet50, with its auxiliary classifier on c4. Input
/// 3 x image x image; outputs `out` and `aux`. 35,322,218 parameters.
template <class = void>
constexpr auto fcn_resnet50(Count image = 256, Count classes = 21) {
    using namespace segmentation;
    return Sequential{
        Named{"backbone", detail::resnet50_backbone<BatchNorm2d>(true)},
        Named{"classifier", fcn_head(2048, classes, image)},
        Output{"out"},
        From{"c4"},
        Named{"aux_classifier", fcn_head(1024, classes, image)},
        Output{"aux"},
    };
}

/// torchvision.models.segmentation.deeplabv3_resnet50, without an auxiliary classifier. Input
/// 3 x image x image, a multiple of 8; 39,633,729 parameters.
template <class = void>
constexpr auto deeplabv3_resnet50(Count image = 256, Count classes = 21) {
    using namespace segmentation;
    return Sequential{
        Named{"backbone", detail::resnet50_backbone<BatchNorm2d>(true)},
        Named{"classifier",
              Sequential{pyramid(2048, image / 8), conv(256, 256, 3), PointwiseConv{256, classes}}},
        Upsample{.size = {image, image}, .mode = InterpolationMode::bilinear},
    };
}

} // namespace ctnn::models
