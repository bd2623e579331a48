#include <ctnn/layers/mean.hpp>

#include <ctnn/graph.hpp>

#include "../support/moves.hpp"
#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("Mean as PyTorch's, with random settings") {
    moves::compare("mean", [](const std::vector<Count>& of) {
        return Mean{moves::list_of<Dims>(of, 1), of[0] != 0};
    });
}

constexpr int axes_are_averaged() {
    const Shape in{4, hide(5), 7};
    EXPECT(output_shape(Mean{{2, 3}}, in) == Shape{4});
    EXPECT(output_shape(Mean{{2, 3}, true}, in) == Shape{4, 1, 1});
    EXPECT(output_shape(Mean{{-1}}, in) == Shape{4, 5});
    EXPECT(flops(Mean{{2, 3}}, in) == 0);
    // 34 additions and a division each.
    EXPECT(flops(Mean{{2, 3}}, in, conventions::arithmetic) == 4 * 35);
    EXPECT(misfit_of(Mean{{1, 2, 3}}, in).problem == Problem::own_words);
    EXPECT(misfit_of(Mean{}, in).field == Field::dim);
    EXPECT(misfit_of(Mean{{2, 2}}, in).got == 2);
    EXPECT(misfit_of(Mean{{0}}, in).problem == Problem::dimension);
    return 0;
}
PROVE_TWICE(axes_are_averaged)

template <Mean over>
constexpr Shape shape_of_mean = output_shape(over, {4, 5, 7});
static_assert(shape_of_mean<Mean{{1}}> == Shape{5, 7});

} // namespace
