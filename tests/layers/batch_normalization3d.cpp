#include <ctnn/layers/batch_normalization3d.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int volumes_and_any_map() {
    const Totals of_volume = totals(BatchNorm3d{}, {6, hide(2), 5, 7});
    EXPECT(of_volume.params == 12 && of_volume.buffers == 12);
    EXPECT(misfit_of(BatchNorm3d{}, {6, hide(5), 7}).expected == 4);
    EXPECT(params(SyncBatchNorm{}, {6, hide(5)}) == 12);
    return 0;
}
PROVE_TWICE(volumes_and_any_map)

} // namespace
