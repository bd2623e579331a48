#include <ctnn/layers/glu.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int half_of_an_axis() {
    EXPECT(output_shape(GLU{}, {6, hide(8)}) == Shape{6, 4});
    EXPECT(output_shape(GLU{-2}, {6, hide(4), 7}) == Shape{6, 2, 7});
    EXPECT(misfit_of(GLU{}, {6, hide(7)}).got == 7);
    return 0;
}
PROVE_TWICE(half_of_an_axis)

} // namespace
