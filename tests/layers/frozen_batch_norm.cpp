#include <ctnn/layers/frozen_batch_norm.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int constants_alone() {
    const Totals of_map = totals(FrozenBatchNorm2d{}, {6, hide(5), 7});
    EXPECT(of_map.params == 0 && of_map.buffers == 24);
    return 0;
}
PROVE_TWICE(constants_alone)

} // namespace
