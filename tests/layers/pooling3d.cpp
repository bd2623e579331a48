#include <ctnn/layers/pooling3d.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int pools_over_a_volume() {
    const Shape in{4, hide(5), 6, 7};
    EXPECT(output_shape(MaxPool3d{{1, 3, 3}, {1, 2, 2}, {0, 1, 1}}, in) == Shape{4, 5, 3, 4});
    EXPECT(output_shape(AvgPool3d{2}, in) == Shape{4, 2, 3, 3});
    EXPECT(output_shape(AdaptiveAvgPool3d{{2, 3, inferred}}, in) == Shape{4, 2, 3, 7});
    EXPECT(output_shape(AdaptiveMaxPool3d{2}, in) == Shape{4, 2, 2, 2});
    EXPECT(flops(MaxPool3d{2}, in) == 4 * 2 * 3 * 3 * 7);
    EXPECT(misfit_of(MaxPool3d{{6, 1, 1}}, in).axis == Axis::depth);
    // Two neighbours share an element: 5 + 2 - 1 of depth, 6 of height, 7 of width.
    const Work work = summarize(AdaptiveAvgPool3d{{2, 3, 7}}, in)[0].work;
    EXPECT(work.additions == 4 * 6 * 6 * 7 - 4 * 2 * 3 * 7);
    return 0;
}
PROVE_TWICE(pools_over_a_volume)

} // namespace
