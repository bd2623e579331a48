#include <ctnn/layers/instance_normalization.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int a_channel_by_itself() {
    const InstanceNorm2d tracked{.affine = true, .track_running_stats = true};
    const Totals of_map = totals(tracked, {6, hide(5), 7});
    EXPECT(of_map.params == 12 && of_map.buffers == 12);
    EXPECT(params(InstanceNorm1d{6}) == 0 &&
           params(InstanceNorm3d{.affine = true}, {6, 2, 5, 7}) == 12);
    // PyTorch compares num_features with nothing if it stores nothing.
    EXPECT(output_shape(InstanceNorm2d{9}, {6, hide(5), 7}) == Shape{6, 5, 7});
    EXPECT(misfit_of(InstanceNorm2d{9, 1e-5, 0.1, true}, {6, hide(5), 7}).problem ==
           Problem::channels);
    EXPECT(misfit_of(InstanceNorm1d{6}, {6, hide(1)}).problem == Problem::own_words);
    return 0;
}
PROVE_TWICE(a_channel_by_itself)

} // namespace
