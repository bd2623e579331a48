#include <ctnn/core/axes.hpp>

#include <ctnn/core/dims.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int axes_are_stored_and_found_again() {
    const Axes told[] = {
        {0, 1, 2, 3, 4, 5}, {2, 0, 1}, {0, Axes::read, 1}, {Axes::mixed, 1, 2}, {hide(3)}};
    for (const Axes& axes : told) {
        StoredAxes stored = {};
        stored = axes;
        for (int axis = 0; axis < Shape::max_rank; ++axis) EXPECT(stored[axis] == axes[axis]);
        EXPECT(stored.stay() == (axes == Axes{0, 1, 2, 3, 4, 5}));
    }
    EXPECT(StoredAxes{}.stay() && Axes{}[0] == Axes::mixed && told[1][3] == Axes::mixed);
    return 0;
}
PROVE_TWICE(axes_are_stored_and_found_again)

constexpr int dims_are_a_list() {
    const Dims dims{0, hide(2), -1};
    EXPECT(dims.size() == 3 && dims[1] == 2);
    Count sum = 0;
    for (const Count dim : dims) sum += dim;
    EXPECT(sum == 1 && dims == Dims{0, 2, -1} && Dims{}.size() == 0);
    return 0;
}
PROVE_TWICE(dims_are_a_list)

} // namespace
