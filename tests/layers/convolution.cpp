#include <ctnn/layers/convolution.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// Modules, inputs and MACs (column fvcore_flops) of single_ops.csv; conv_<what>.
constexpr int strides_dilations_groups_and_bias() {
    const Shape in{4, hide(11), 9};
    const Conv2d k5s2p2{4, 6, 5, 2, 2};
    EXPECT((output_shape(k5s2p2, in) == Shape{6, 6, 5}) && macs(k5s2p2, in) == 18'000);
    const Conv2d k3d2{.in_channels = 4, .out_channels = 6, .kernel_size = 3, .dilation = 2};
    EXPECT((output_shape(k3d2, in) == Shape{6, 7, 5}) && macs(k3d2, in) == 7'560);
    const Conv2d k1x7{.out_channels = 6, .kernel_size = {1, 7}, .padding = {0, 3}};
    EXPECT((output_shape(k1x7, in) == Shape{6, 11, 9}) && macs(k1x7, in) == 16'632);
    const Conv2d g2{.out_channels = 6, .kernel_size = 3, .groups = 2};
    EXPECT((output_shape(g2, in) == Shape{6, 9, 7}) && macs(g2, in) == 6'804);
    EXPECT(params(g2, in) == 6 * 2 * 9 + 6);
    const Conv2d no_bias{.out_channels = 6, .kernel_size = 3, .groups = 2, .bias = false};
    EXPECT(params(no_bias, in) == 6 * 2 * 9 && macs(no_bias, in) == 6'804);
    return 0;
}
PROVE_TWICE(strides_dilations_groups_and_bias)

constexpr int depthwise_and_pointwise() {
    const Shape in{6, hide(9), 8};
    const DepthwiseConv plain{.kernel_size = 3, .stride = 1, .padding = 1, .bias = false};
    EXPECT(output_shape(plain, in) == in && macs(plain, in) == 3'888 && params(plain, in) == 54);
    const DepthwiseConv doubled{6, 3, 1, 1, 1, 2};
    EXPECT((output_shape(doubled, in) == Shape{12, 9, 8}) && macs(doubled, in) == 7'776);
    EXPECT(params(doubled) == 12 * 9 + 12);
    const PointwiseConv mixing{.out_channels = 11, .bias = false};
    EXPECT((output_shape(mixing, in) == Shape{11, 9, 8}) && macs(mixing, in) == 4'752);
    EXPECT(params(PointwiseConv{6, 11}) == 77);
    return 0;
}
PROVE_TWICE(depthwise_and_pointwise)

// padding='same' keeps the size; of an odd total, the extra zero is after the input (PyTorch,
// Conv2d).
constexpr int padding_same() {
    const Shape in{2, hide(7), 10};
    for (Count kernel = 1; kernel <= 5; ++kernel) {
        for (Count dilation = 1; dilation <= 3; ++dilation) {
            const Conv2d conv{.out_channels = 3,
                              .kernel_size = {kernel, 2},
                              .padding = same,
                              .dilation = dilation};
            EXPECT((output_shape(conv, in) == Shape{3, 7, 10}));
            const Window window = conv.window(in);
            EXPECT(window.height.before + window.height.after == dilation * (kernel - 1));
            EXPECT(window.width.before == dilation / 2 &&
                   window.width.after == dilation - dilation / 2);
        }
    }
    EXPECT((output_shape(Conv2d{.out_channels = 3, .kernel_size = 20, .padding = same}, in) ==
            Shape{3, 7, 10}));
    EXPECT((output_shape(Conv2d{.out_channels = 3, .kernel_size = 2, .padding = valid}, in) ==
            Shape{3, 6, 9}));
    return 0;
}
PROVE_TWICE(padding_same)

constexpr int parameters_do_not_depend_on_stride_and_padding() {
    for (Count stride = 1; stride <= 3; ++stride) {
        for (Count padding = 0; padding <= 2; ++padding) {
            EXPECT(params(Conv2d{hide(5), 10, 3, stride, padding}) == 460);
        }
    }
    return 0;
}
PROVE_TWICE(parameters_do_not_depend_on_stride_and_padding)

// The largest window settings do not wrap.
constexpr int the_largest_windows() {
    const Conv2d wide{.out_channels = 1, .kernel_size = hide(1), .padding = {0, max_size}};
    EXPECT((output_shape(wide, {1, 1, max_size}) == Shape{1, 1, 3 * max_size}));
    const Conv2d sparse{
        .out_channels = 1, .kernel_size = {1, 2}, .dilation = {1, hide(max_size - 1)}};
    EXPECT((output_shape(sparse, {1, 1, max_size}) == Shape{1, 1, 1}));
    return 0;
}
PROVE_TWICE(the_largest_windows)

} // namespace
