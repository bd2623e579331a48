#include <ctnn/layers/roll.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int a_cyclic_shift() {
    const Roll roll{{-3, -3}, {1, 2}};
    EXPECT(output_shape(roll, {hide(56), 56, 96}) == Shape{56, 56, 96});
    EXPECT(roll.axes({56, 56, 96})[0] == Axes::mixed && roll.axes({56, 56, 96})[2] == 2);
    EXPECT(misfit_of(Roll{{1}, {1, 2}}, {hide(5), 5}).expected == 2);
    return 0;
}
PROVE_TWICE(a_cyclic_shift)

} // namespace
