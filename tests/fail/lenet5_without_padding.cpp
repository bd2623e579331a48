// The error that the README shows: LeNet-5 on 28x28, for which its first layer needs a padding.
#include <ctnn/core/model.hpp>
#include <ctnn/ctnn.hpp>

using namespace ctnn;

constexpr Sequential lenet5{
    Conv2d{.in_channels = 1, .out_channels = 6, .kernel_size = 5},
    ReLU{},
    MaxPool2d{.kernel_size = 2, .stride = 2},
    Conv2d{.in_channels = 6, .out_channels = 16, .kernel_size = 5},
    ReLU{},
    MaxPool2d{.kernel_size = 2, .stride = 2},
    Flatten{},
    Linear{.in_features = 400, .out_features = 120},
};
static_assert(Model<lenet5, Shape{1, 28, 28}>::params > 0);
