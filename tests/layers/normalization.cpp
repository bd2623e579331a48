#include <ctnn/layers/normalization.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int batch_norm() {
    const Shape in{6, hide(5), 7};
    const auto plain = summarize(BatchNorm2d{}, in);
    EXPECT(plain.totals.params == 12 && plain.totals.buffers == 12 && plain.totals.output == in);
    EXPECT(params(BatchNorm2d{.affine = false}) == 0);
    EXPECT(params(BatchNorm2d{.num_features = hide(6), .eps = 1e-3}) == 12);
    EXPECT(summarize(BatchNorm2d{.track_running_stats = false}, in).totals.buffers == 0);
    EXPECT(params(BatchNorm2d{.affine = false, .track_running_stats = false}) == 0);
    return 0;
}
PROVE_TWICE(batch_norm)

constexpr int layer_norm() {
    EXPECT(params(LayerNorm{20}) == 40 &&
           params(LayerNorm{.normalized_shape = {5, hide(20)}}) == 200);
    EXPECT(params(LayerNorm{.normalized_shape = 20, .elementwise_affine = false}) == 0);
    EXPECT(params(LayerNorm{.normalized_shape = 20, .bias = false}) == 20);
    EXPECT((output_shape(LayerNorm{20}, {hide(5), 20}) == Shape{5, 20}));
    // One group of n = 20: n - 1 + 1 for the mean, n + n + n - 1 + 1 for the variance, 1 + 1 for
    // the deviation, n divisions; n + n for scale and shift.
    EXPECT(flops(LayerNorm{20}, Shape{hide(20)}, conventions::arithmetic) == 20 + 60 + 2 + 20 + 40);
    return 0;
}
PROVE_TWICE(layer_norm)

constexpr int group_norm_and_local_response_norm() {
    const Shape in{6, hide(5), 7};
    EXPECT(params(GroupNorm{3}, in) == 12 && params(GroupNorm{3, 6}) == 12);
    EXPECT(params(GroupNorm{.num_groups = 2, .affine = false}) == 0);
    EXPECT(output_shape(LocalResponseNorm{5}, in) == in && params(LocalResponseNorm{5}) == 0);
    EXPECT(macs(GroupNorm{3}, in) == 0 && flops(LocalResponseNorm{5}, in) == 0);
    return 0;
}
PROVE_TWICE(group_norm_and_local_response_norm)

} // namespace
