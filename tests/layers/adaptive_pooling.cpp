#include <ctnn/layers/adaptive_pooling.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int output_sizes() {
    const Shape in{6, hide(7), 8};
    EXPECT((output_shape(AdaptiveAvgPool2d{1}, in) == Shape{6, 1, 1}));
    EXPECT((output_shape(AdaptiveAvgPool2d{{3, 20}}, in) == Shape{6, 3, 20}));
    EXPECT((output_shape(AdaptiveAvgPool2d{{inferred, 2}}, in) == Shape{6, 7, 2}));
    EXPECT((output_shape(GlobalAvgPool{}, in) == Shape{6, 1, 1}));
    EXPECT(params(GlobalAvgPool{}) == 0 && flops(GlobalAvgPool{}, in) == 0);
    // Every element is added once, and each channel divided once.
    EXPECT(flops(GlobalAvgPool{}, in, conventions::arithmetic) == 6 * 7 * 8);
    return 0;
}
PROVE_TWICE(output_sizes)

constexpr int the_window_is_the_map_for_one_output() {
    const Window window = GlobalAvgPool{}.window({6, hide(7), 8});
    EXPECT(window.height == WindowAxis{7, 7} && window.width == WindowAxis{8, 8});
    return 0;
}
PROVE_TWICE(the_window_is_the_map_for_one_output)

} // namespace
