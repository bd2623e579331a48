#include <ctnn/layers/lp_pooling.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int powers_over_windows() {
    const LPPool2d pool{1.5, {2, 3}, {1, 2}};
    EXPECT(output_shape(pool, {4, hide(11), 13}) == Shape{4, 10, 6});
    EXPECT(flops(pool, {4, hide(11), 13}) == 0);
    return 0;
}
PROVE_TWICE(powers_over_windows)

} // namespace
