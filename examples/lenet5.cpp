// LeNet-5 as it is taught today: checked by the compiler, printed as a table.
#include <ctnn/ctnn.hpp>
#include <ctnn/format.hpp>

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
    ReLU{},
    Linear{.in_features = 120, .out_features = 84},
    ReLU{},
    Linear{.in_features = 84, .out_features = 10},
};
constexpr Shape image{1, 32, 32};

static_assert(output_shape(lenet5, image) == Shape{10});
static_assert(params(lenet5) == 61'706);
static_assert(flops(lenet5, image) == 837'768);

int main() {
    fmt::print("{}", summarize(lenet5, image));
}
