#include <ctnn/layers/upsampling.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int the_twins_of_upsample() {
    EXPECT(output_shape(UpsamplingNearest2d{.size = {8, 9}}, {4, hide(5), 7}) == Shape{4, 8, 9});
    EXPECT(output_shape(UpsamplingBilinear2d{.scale_factor = 2}, {4, hide(5), 7}) ==
           Shape{4, 10, 14});
    EXPECT(misfit_of(UpsamplingNearest2d{.size = 8}, {4, hide(5)}).problem == Problem::rank);
    return 0;
}
PROVE_TWICE(the_twins_of_upsample)

} // namespace
