#include <ctnn/layers/pooling.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int windows() {
    const Shape in{6, hide(11), 9};
    EXPECT((output_shape(MaxPool2d{3, 2, 1}, in) == Shape{6, 6, 5}));
    EXPECT((output_shape(AvgPool2d{3, 2, 1}, in) == Shape{6, 6, 5}));
    EXPECT((output_shape(MaxPool2d{2}, in) == Shape{6, 5, 4})); // the stride is the kernel
    EXPECT((output_shape(MaxPool2d{{2, 3}}, in) == Shape{6, 5, 3}));
    EXPECT((output_shape(MaxPool2d{.kernel_size = 3, .stride = 1, .dilation = 2}, in) ==
            Shape{6, 7, 5}));
    EXPECT(params(MaxPool2d{2}) == 0 && macs(AvgPool2d{2}, in) == 0);
    return 0;
}
PROVE_TWICE(windows)

// A block that a lambda makes, as in the README; clang 14 and 16 lose some default initialisers
// there. A stride that was left out follows the kernel, even one that is set later.
constexpr int a_pool_made_in_a_lambda() {
    const auto block = [](Count kernel) {
        return Sequential{Conv2d{.out_channels = 4, .kernel_size = 3}, MaxPool2d{kernel},
                          AvgPool2d{.kernel_size = {1, kernel}}};
    };
    EXPECT((output_shape(block(hide(2)), {1, 14, 14}) == Shape{4, 6, 3}));
    MaxPool2d pool{2};
    pool.kernel_size = hide(3);
    EXPECT((output_shape(pool, {1, 9, 9}) == Shape{1, 3, 3}));
    EXPECT((output_shape(MaxPool2d{.kernel_size = 3, .stride = {inferred, 1}}, {1, 9, hide(9)}) ==
            Shape{1, 3, 7}));
    return 0;
}
PROVE_TWICE(a_pool_made_in_a_lambda)

// The lecture: C*Oh*Ow*(k*k - 1) comparisons; torchstat's MAdd for the same (single_ops.csv).
constexpr int comparisons() {
    EXPECT(flops(MaxPool2d{2, 2}, {6, hide(10), 12}) == 540);
    EXPECT(flops(MaxPool2d{3, 2, 1}, {6, hide(11), 9}) == 1'440);
    EXPECT(flops(AvgPool2d{3, 2, 1}, {6, hide(11), 9}) == 0);
    EXPECT(flops(AvgPool2d{3, 2, 1}, {6, hide(11), 9}, conventions::arithmetic) == 1'620);
    return 0;
}
PROVE_TWICE(comparisons)

// PyTorch: ceil_mode rounds up, but a window must start in the input or in the padding before it.
constexpr int ceil_mode() {
    const auto size = [](Count in, Count kernel, Count stride, Count padding) {
        const MaxPool2d pool{
            .kernel_size = kernel, .stride = stride, .padding = padding, .ceil_mode = true};
        return output_shape(pool, {1, in, 100}).height();
    };
    EXPECT(size(hide(112), 3, 2, 0) == 56); // GoogLeNet's and SqueezeNet's
    EXPECT(size(hide(5), 2, 2, 0) == 3);
    EXPECT(size(hide(4), 1, 5, 0) == 1); // the second would start at 5, after the 4
    EXPECT(size(hide(6), 1, 5, 0) == 2);
    EXPECT(size(hide(4), 2, 3, 1) == 2); // starts at -1 and 2
    EXPECT(size(hide(2), 3, 2, 0) == 1); // a window over the edge
    return 0;
}
PROVE_TWICE(ceil_mode)

} // namespace
