#include <ctnn/layers/zero_pad.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int zero_padding() {
    const Shape in{6, hide(5), 7};
    EXPECT((output_shape(ZeroPad2d{1}, in) == Shape{6, 7, 9}));
    EXPECT(
        (output_shape(ZeroPad2d{{1, 2, 3, 4}}, in) == Shape{6, 12, 10})); // left right top bottom
    EXPECT((output_shape(ZeroPad2d{{-3, 0, 2, -4}}, in) == Shape{6, 3, 4}));
    return 0;
}
PROVE_TWICE(zero_padding)

} // namespace
