// RegNet (Radosavovic, Kosaraju, Girshick, He, Dollar 2020, arXiv:2003.13678): stages whose widths
// follow a quantised line.
#pragma once

#include "../compose/chain.hpp"
#include "../compose/if.hpp"
#include "../compose/multiply.hpp"
#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/residual.hpp"
#include "../core/real.hpp"
#include "../layers/activation.hpp"
#include "../layers/adaptive_pooling.hpp"
#include "../layers/convolution.hpp"
#include "../layers/linear.hpp"
#include "../layers/normalization.hpp"

namespace ctnn::models {

/// The building blocks of RegNets.
namespace regnet {

/// A network of the design space (Section 3.3): block j of `depth` has the width w_0 + w_a * j,
/// rounded to w_0 * w_m^k for a whole k, and that to a multiple of 8.
struct Design {
    int depth;
    Count w_0;
    double w_a;
    double w_m;
    Count group_width;
    bool has_se = false; ///< RegNetY: squeeze-and-excite, to a quarter of a block's input
};

inline constexpr int stages = 4;

/// The stages that a design gives: their widths and their numbers of blocks.
struct Plan {
    Count widths[stages] = {};
    int depths[stages] = {};
};

/// w_0 * w_m^k for the whole k that is nearest to the logarithm of a width.
constexpr double quantised(double width, const Design& design) {
    double power = static_cast<double>(design.w_0);
    // k rounds to the next one where width / power reaches the root of w_m.
    while (width * width >= power * power * design.w_m) power *= design.w_m;
    return power;
}

/// To the nearest whole number; halves to the even one, as PyTorch rounds.
constexpr Count nearest(double value) {
    const Count below = ctnn::detail::whole_part(value);
    const double rest = value - static_cast<double>(below);
    return rest > 0.5 || (rest == 0.5 && below % 2 != 0) ? below + 1 : below;
}

constexpr Plan plan(const Design& design) {
    Plan plan;
    int stage = -1;
    Count last = 0;
    for (int j = 0; j < design.depth; ++j) {
        const double width = quantised(static_cast<double>(design.w_0) + design.w_a * j, design);
        const Count rounded = nearest(width / 8) * 8;
        if (rounded != last && stage < stages - 1) ++stage;
        last = plan.widths[stage] = rounded;
        ++plan.depths[stage];
    }
    // A width is a multiple of its group's.
    for (Count& width : plan.widths) {
        const Count group = width < design.group_width ? width : design.group_width;
        const Count near = (width + group / 2) / group * group;
        width = static_cast<double>(near) < 0.9 * static_cast<double>(width) ? near + group : near;
    }
    return plan;
}

constexpr Conv2d conv(Count in, Count out, Count kernel, Count stride = 1, Count groups = 1) {
    return {.in_channels = in,
            .out_channels = out,
            .kernel_size = kernel,
            .stride = stride,
            .padding = kernel / 2,
            .groups = groups,
            .bias = false};
}

/// The X block, or with a gate the Y block: 1x1, 3x3 in groups, the gate, 1x1, all of one width.
constexpr auto body(const Design& design, Count in, Count width, Count stride) {
    const Count group = width < design.group_width ? width : design.group_width;
    const Count squeezed = (in + 2) / 4;
    return Sequential{
        conv(in, width, 1),
        BatchNorm2d{width},
        ReLU{},
        conv(width, width, 3, stride, width / group),
        BatchNorm2d{width},
        ReLU{},
        If{design.has_se,
           Multiply{skip, Sequential{GlobalAvgPool{}, PointwiseConv{width, squeezed}, ReLU{},
                                     PointwiseConv{squeezed, width}, Sigmoid{}}}},
        conv(width, width, 1),
        BatchNorm2d{width},
    };
}

/// A stage: the first block halves the map, with a projection.
template <int MaxBlocks>
constexpr auto stage(const Design& design, Count in, Count width, int depth) {
    const Sequential projection{conv(in, width, 1, 2), BatchNorm2d{width}};
    return Sequential{
        Sequential{Add{projection, body(design, in, width, 2)}, ReLU{}},
        repeat<MaxBlocks>(Sequential{Residual{body(design, width, width, 1)}, ReLU{}}, depth - 1)};
}

/// A stem, four stages of at most MaxBlocks + 1 blocks, a classifier.
template <int MaxBlocks>
constexpr auto network(const Design& design, Count classes) {
    const Plan of = plan(design);
    return Sequential{
        Named{"stem", Sequential{conv(3, 32, 3, 2), BatchNorm2d{32}, ReLU{}}},
        Named{"trunk_output", chain<stages>([&](int i) {
                  return stage<MaxBlocks>(design, i > 0 ? of.widths[i - 1] : 32, of.widths[i],
                                          of.depths[i]);
              })},
        Named{"avgpool", GlobalAvgPool{}},
        Flatten{},
        Named{"fc", Linear{of.widths[stages - 1], classes}},
    };
}

} // namespace regnet

// The designs are torchvision's, of the paper's Tables 5 and 6.

/// torchvision.models.regnet_x_400mf. Input 3x224x224; 5,495,976 parameters.
template <int MaxBlocks = 16>
constexpr auto regnet_x_400mf(Count classes = 1000) {
    return regnet::network<MaxBlocks>({22, 24, 24.48, 2.54, 16}, classes);
}

/// torchvision.models.regnet_x_800mf. Input 3x224x224; 7,259,656 parameters.
template <int MaxBlocks = 16>
constexpr auto regnet_x_800mf(Count classes = 1000) {
    return regnet::network<MaxBlocks>({16, 56, 35.73, 2.28, 16}, classes);
}

/// torchvision.models.regnet_x_1_6gf. Input 3x224x224; 9,190,136 parameters.
template <int MaxBlocks = 16>
constexpr auto regnet_x_1_6gf(Count classes = 1000) {
    return regnet::network<MaxBlocks>({18, 80, 34.01, 2.25, 24}, classes);
}

/// torchvision.models.regnet_x_3_2gf. Input 3x224x224; 15,296,552 parameters.
template <int MaxBlocks = 16>
constexpr auto regnet_x_3_2gf(Count classes = 1000) {
    return regnet::network<MaxBlocks>({25, 88, 26.31, 2.25, 48}, classes);
}

/// torchvision.models.regnet_x_8gf. Input 3x224x224; 39,572,648 parameters.
template <int MaxBlocks = 16>
constexpr auto regnet_x_8gf(Count classes = 1000) {
    return regnet::network<MaxBlocks>({23, 80, 49.56, 2.88, 120}, classes);
}

/// torchvision.models.regnet_x_16gf. Input 3x224x224; 54,278,536 parameters.
template <int MaxBlocks = 16>
constexpr auto regnet_x_16gf(Count classes = 1000) {
    return regnet::network<MaxBlocks>({22, 216, 55.59, 2.1, 128}, classes);
}

/// torchvision.models.regnet_x_32gf. Input 3x224x224; 107,811,560 parameters.
template <int MaxBlocks = 16>
constexpr auto regnet_x_32gf(Count classes = 1000) {
    return regnet::network<MaxBlocks>({23, 320, 69.86, 2.0, 168}, classes);
}

/// torchvision.models.regnet_y_400mf. Input 3x224x224; 4,344,144 parameters.
template <int MaxBlocks = 16>
constexpr auto regnet_y_400mf(Count classes = 1000) {
    return regnet::network<MaxBlocks>({16, 48, 27.89, 2.09, 8, true}, classes);
}

/// torchvision.models.regnet_y_800mf. Input 3x224x224; 6,432,512 parameters.
template <int MaxBlocks = 16>
constexpr auto regnet_y_800mf(Count classes = 1000) {
    return regnet::network<MaxBlocks>({14, 56, 38.84, 2.4, 16, true}, classes);
}

/// torchvision.models.regnet_y_1_6gf. Input 3x224x224; 11,202,430 parameters.
template <int MaxBlocks = 16>
constexpr auto regnet_y_1_6gf(Count classes = 1000) {
    return regnet::network<MaxBlocks>({27, 48, 20.71, 2.65, 24, true}, classes);
}

/// torchvision.models.regnet_y_3_2gf. Input 3x224x224; 19,436,338 parameters.
template <int MaxBlocks = 16>
constexpr auto regnet_y_3_2gf(Count classes = 1000) {
    return regnet::network<MaxBlocks>({21, 80, 42.63, 2.66, 24, true}, classes);
}

/// torchvision.models.regnet_y_8gf. Input 3x224x224; 39,381,472 parameters.
template <int MaxBlocks = 16>
constexpr auto regnet_y_8gf(Count classes = 1000) {
    return regnet::network<MaxBlocks>({17, 192, 76.82, 2.19, 56, true}, classes);
}

/// torchvision.models.regnet_y_16gf. Input 3x224x224; 83,590,140 parameters.
template <int MaxBlocks = 16>
constexpr auto regnet_y_16gf(Count classes = 1000) {
    return regnet::network<MaxBlocks>({18, 200, 106.23, 2.48, 112, true}, classes);
}

/// torchvision.models.regnet_y_32gf. Input 3x224x224; 145,046,770 parameters.
template <int MaxBlocks = 16>
constexpr auto regnet_y_32gf(Count classes = 1000) {
    return regnet::network<MaxBlocks>({20, 232, 115.89, 2.53, 232, true}, classes);
}

} // namespace ctnn::models
