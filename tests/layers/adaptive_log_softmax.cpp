#include <ctnn/layers/adaptive_log_softmax.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int a_head_and_clusters() {
    const AdaptiveLogSoftmaxWithLoss rare{16, 100, {10, 50}};
    EXPECT(params(rare) == hide(482) && macs(rare, {hide(16)}) == 482);
    EXPECT(output_shape(rare, {hide(16)}) == Shape{100});
    EXPECT(misfit_of(AdaptiveLogSoftmaxWithLoss{16, 100, {50, 10}}, {hide(16)}).expected == 100);
    return 0;
}
PROVE_TWICE(a_head_and_clusters)

} // namespace
