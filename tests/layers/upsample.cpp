#include <ctnn/layers/upsample.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

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

// 0 is None, of either sign (torch.nn.Upsample: `float(scale_factor) if scale_factor else None`);
// along one axis alone it is a factor, and refused.
constexpr int a_factor_of_minus_0_is_left_out() {
    const Shape in{6, hide(5), 7};
    const double minus = -0.0;
    EXPECT((output_shape(Upsample{.size = 2, .scale_factor = -0.0}, in) == Shape{6, 2, 2}));
    EXPECT((output_shape(Upsample{.size = 2, .scale_factor = {0.0, minus}}, in) == Shape{6, 2, 2}));
    EXPECT(try_summarize(Upsample{.scale_factor = -0.0}, in).error.misfit.problem ==
           Problem::size_or_scale);
    EXPECT(try_summarize(Upsample{.scale_factor = {minus, 2.0}}, in).error.misfit.problem ==
           Problem::out_of_range);
    EXPECT(try_summarize(Upsample{.size = 2, .scale_factor = {minus, 2.0}}, in).error);
    return 0;
}
PROVE_TWICE(a_factor_of_minus_0_is_left_out)

} // namespace
