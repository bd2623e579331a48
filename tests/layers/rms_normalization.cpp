#include <ctnn/layers/rms_normalization.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// single_modules_formula.csv: rmsnorm_f01 and f03.
constexpr int weights_and_no_biases() {
    EXPECT(params(RMSNorm{20}) == hide(20) && params(RMSNorm{{5, 7}}) == 35);
    EXPECT(params(RMSNorm{.normalized_shape = {20}, .elementwise_affine = false}) == hide(0));
    // Of 5 rows of 20: squares and scales, sums with eps, a division each and one for the mean.
    EXPECT(flops(RMSNorm{20}, {5, hide(20)}, conventions::arithmetic) == 200 + 100 + 105 + 5);
    return 0;
}
PROVE_TWICE(weights_and_no_biases)

} // namespace
