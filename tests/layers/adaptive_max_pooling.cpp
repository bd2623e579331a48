#include <ctnn/layers/adaptive_max_pooling.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int maxima_of_a_given_number() {
    const AdaptiveMaxPool2d pool{{5, 7}};
    EXPECT(output_shape(pool, {4, hide(11), 13}) == Shape{4, 5, 7});
    // Of 11 + 5 - 1 rows and 13 + 7 - 1 columns read, an output's first element needs none.
    EXPECT(flops(pool, {4, hide(11), 13}, conventions::arithmetic) == 4 * (15 * 19 - 35));
    return 0;
}
PROVE_TWICE(maxima_of_a_given_number)

} // namespace
