// MNASNet (Tan et al. 2019, arXiv:1807.11626), MnasNet-B1: Figure 7 without squeeze-and-excite.
#pragma once

#include "../compose/chain.hpp"
#include "../compose/if.hpp"
#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/residual.hpp"
#include "../layers/activation.hpp"
#include "../layers/convolution.hpp"
#include "../layers/linear.hpp"
#include "../layers/mean.hpp"
#include "../layers/normalization.hpp"
#include "../layers/passthrough.hpp"
#include "detail/features.hpp"

namespace ctnn::models {

/// The building blocks of MNASNets.
namespace mnasnet {

/// A stack of `layers` inverted residuals, the first one with the stride.
struct Stack {
    Count channels;
    Count kernel;
    Count stride;
    Count expansion;
    int layers;
};

inline constexpr Stack figure_7[] = {
    {24, 3, 2, 3, 3}, {40, 5, 2, 3, 3},  {80, 5, 2, 6, 3},
    {96, 3, 1, 6, 2}, {192, 5, 2, 6, 4}, {320, 3, 1, 6, 1},
};

constexpr auto conv(Count in, Count out, Count kernel, Count stride) {
    return Sequential{Conv2d{.in_channels = in,
                             .out_channels = out,
                             .kernel_size = kernel,
                             .stride = stride,
                             .padding = kernel / 2,
                             .bias = false},
                      BatchNorm2d{out}};
}

constexpr auto depthwise(Count channels, Count kernel, Count stride) {
    return Sequential{DepthwiseConv{.channels = channels,
                                    .kernel_size = kernel,
                                    .stride = stride,
                                    .padding = kernel / 2,
                                    .bias = false},
                      BatchNorm2d{channels}};
}

constexpr auto inverted_residual(const Stack& of, Count in, Count out, Count stride) {
    const Count wide = of.expansion * in;
    return Sequential{conv(in, wide, 1, 1), ReLU{}, depthwise(wide, of.kernel, stride), ReLU{},
                      conv(wide, out, 1, 1)};
}

/// With the channels multiplied by `alpha` and rounded to multiples of 8.
constexpr auto network(double alpha, Count classes) {
    const auto c = [alpha](Count channels) {
        return detail::multiple_of_8(static_cast<double>(channels) * alpha);
    };
    const auto stacks = chain<6>([c](int i) {
        const Stack& of = figure_7[i];
        const Count in = c(i > 0 ? figure_7[i - 1].channels : 16);
        const Count out = c(of.channels);
        return Sequential{inverted_residual(of, in, out, of.stride),
                          repeat<3>(Residual{inverted_residual(of, out, out, 1)}, of.layers - 1)};
    });
    return Sequential{
        Named{"layers",
              Sequential{conv(3, c(32), 3, 2), ReLU{}, depthwise(c(32), 3, 1), ReLU{},
                         conv(c(32), c(16), 1, 1), stacks, conv(c(320), 1280, 1, 1), ReLU{}}},
        Mean{{2, 3}},
        Named{"classifier", Sequential{Dropout{0.2}, Linear{1280, classes}}},
    };
}

} // namespace mnasnet

/// torchvision.models.mnasnet0_5. Any input; 2,218,512 parameters.
constexpr auto mnasnet0_5(Count classes = 1000) {
    return mnasnet::network(0.5, classes);
}

/// torchvision.models.mnasnet0_75. Any input; 3,170,208 parameters.
constexpr auto mnasnet0_75(Count classes = 1000) {
    return mnasnet::network(0.75, classes);
}

/// torchvision.models.mnasnet1_0. Any input; 4,383,312 parameters.
constexpr auto mnasnet1_0(Count classes = 1000) {
    return mnasnet::network(1.0, classes);
}

/// torchvision.models.mnasnet1_3. Any input; 6,282,256 parameters.
constexpr auto mnasnet1_3(Count classes = 1000) {
    return mnasnet::network(1.3, classes);
}

} // namespace ctnn::models
