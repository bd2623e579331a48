#include <ctnn/core/broadcast.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// compose/branches.cpp compares merges of random shapes with PyTorch.
constexpr int shapes_are_aligned_at_the_last_axis() {
    EXPECT(broadcast({hide(3), 8, 8}, {3, 8, 8}) == (Shape{3, 8, 8}));
    EXPECT(broadcast({hide(3), 1, 8}, {5, 1}) == (Shape{3, 5, 8}));
    EXPECT(broadcast({hide(8)}, {3, 8, 8}) == (Shape{3, 8, 8}));
    EXPECT(broadcast({hide(1)}, {2, 3, 4, 5}) == (Shape{2, 3, 4, 5}));
    EXPECT(broadcast({hide(3), 8, 8}, {3}) == Shape{});
    EXPECT(broadcast({hide(3), 8, 8}, {3, 8, 7}) == Shape{});
    EXPECT(broadcast({hide(2), 1}, {4}) == (Shape{2, 4}));
    return 0;
}
PROVE_TWICE(shapes_are_aligned_at_the_last_axis)

} // namespace
