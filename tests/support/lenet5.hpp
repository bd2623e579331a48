// The network of examples/lenet5.cpp, whose picture is examples/lenet5.svg.
#pragma once

#include <ctnn/ctnn.hpp>

inline constexpr ctnn::MaxPool2d lenet5_pool{.kernel_size = 2, .stride = 2};
inline constexpr ctnn::Sequential lenet5{
    ctnn::Conv2d{.in_channels = 1, .out_channels = 6, .kernel_size = 5},
    ctnn::ReLU{},
    lenet5_pool,
    ctnn::Conv2d{.in_channels = 6, .out_channels = 16, .kernel_size = 5},
    ctnn::ReLU{},
    lenet5_pool,
    ctnn::Flatten{},
    ctnn::Linear{.in_features = 400, .out_features = 120},
    ctnn::ReLU{},
    ctnn::Linear{.in_features = 120, .out_features = 84},
    ctnn::ReLU{},
    ctnn::Linear{.in_features = 84, .out_features = 10},
};
inline constexpr ctnn::Shape lenet5_image{1, 32, 32};
