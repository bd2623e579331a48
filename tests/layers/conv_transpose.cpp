#include <ctnn/layers/conv_transpose.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// Modules, inputs and MACs (column torchtnt_flops) of single_ops.csv; convT_<what>.
constexpr int transposed_convolutions() {
    const Shape in{6, hide(5), 7};
    const ConvTranspose2d k2s2{6, 4, 2, 2};
    EXPECT((output_shape(k2s2, in) == Shape{4, 10, 14}) && macs(k2s2, in) == 3'360);
    EXPECT(params(k2s2) == 6 * 4 * 4 + 4);
    const ConvTranspose2d k4s2p1{6, 4, 4, 2, 1};
    EXPECT((output_shape(k4s2p1, in) == Shape{4, 10, 14}) && macs(k4s2p1, in) == 13'440);
    const ConvTranspose2d k3s2p1op1g2{6, 4, 3, 2, 1, 1, 2};
    EXPECT((output_shape(k3s2p1op1g2, in) == Shape{4, 10, 14}) && macs(k3s2p1op1g2, in) == 3'780);
    EXPECT(params(k3s2p1op1g2) == 6 * 2 * 9 + 4);
    EXPECT(flops(k3s2p1op1g2, in) == 2 * 3'780);
    return 0;
}
PROVE_TWICE(transposed_convolutions)

// What a convolution does to a size, its transpose undoes, with the right output_padding.
constexpr int it_undoes_a_convolution() {
    for (Count size = hide(8); size < 14; ++size) {
        const Conv2d down{.out_channels = 1, .kernel_size = 3, .stride = 2, .padding = 1};
        const ConvTranspose2d up{.out_channels = 1,
                                 .kernel_size = 3,
                                 .stride = 2,
                                 .padding = 1,
                                 .output_padding = (size + 1) % 2};
        EXPECT((output_shape(Sequential{down, up}, {1, size, size}) == Shape{1, size, size}));
    }
    return 0;
}
PROVE_TWICE(it_undoes_a_convolution)

constexpr int the_largest_transposed_windows() {
    const ConvTranspose2d widest{.out_channels = 1,
                                 .kernel_size = {1, max_size},
                                 .stride = {1, max_size},
                                 .output_padding = {0, max_size - 1},
                                 .dilation = {1, max_size}};
    const Count out = (max_size - 1) * max_size * 2 + 1 + max_size - 1;
    EXPECT((output_shape(widest, {1, 1, hide(max_size)}) == Shape{1, 1, out}));
    return 0;
}
PROVE_TWICE(the_largest_transposed_windows)

} // namespace
