#include <ctnn/layers/resizing.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int zero_padding() {
    const Shape in{6, hide(5), 7};
    EXPECT((output_shape(ZeroPad2d{1}, in) == Shape{6, 7, 9}));
    EXPECT(
        (output_shape(ZeroPad2d{{1, 2, 3, 4}}, in) == Shape{6, 12, 10})); // left right top bottom
    EXPECT((output_shape(ZeroPad2d{{-3, 0, 2, -4}}, in) == Shape{6, 3, 4}));
    return 0;
}
PROVE_TWICE(zero_padding)

// upsample_* of single_ops.csv: 210 elements in, 840 out; ptflops' O for a given size, 594.
constexpr int upsampling() {
    const Shape in{6, hide(5), 7};
    EXPECT((output_shape(Upsample{.scale_factor = 2}, in) == Shape{6, 10, 14}));
    EXPECT((output_shape(Upsample{.size = {9, 11}}, in) == Shape{6, 9, 11}));
    EXPECT((output_shape(Upsample{.scale_factor = {1.5, 0.5}}, in) == Shape{6, 7, 3}));
    const Upsample bilinear{.scale_factor = 2, .mode = InterpolationMode::bilinear};
    EXPECT(flops(bilinear, in, conventions::arithmetic) == 840 * 7);
    EXPECT(flops(Upsample{.scale_factor = 2}, in, conventions::arithmetic) == 0);
    return 0;
}
PROVE_TWICE(upsampling)

} // namespace
