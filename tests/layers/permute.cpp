#include <ctnn/layers/permute.hpp>

#include <ctnn/graph.hpp>

#include "../support/moves.hpp"
#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("Permute and Transpose as PyTorch's, with random settings") {
    moves::compare("permute",
                   [](const std::vector<Count>& of) { return Permute{moves::list_of<Dims>(of)}; });
    moves::compare("transpose", [](const std::vector<Count>& of) {
        return Transpose{of[0], of[1]};
    });
}

constexpr int axes_change_places() {
    const Shape in{3, hide(5), 7};
    EXPECT(output_shape(Permute{{0, 2, 3, 1}}, in) == Shape{5, 7, 3});
    EXPECT(output_shape(Permute{{0, -1, 1, -2}}, in) == Shape{7, 3, 5});
    EXPECT(output_shape(Transpose{1, -1}, in) == Shape{7, 5, 3});
    EXPECT(output_shape(Transpose{}, {49, hide(64)}) == Shape{64, 49});
    EXPECT(misfit_of(Permute{{2, 3, 1}}, in).expected == 4); // the batch is missing
    EXPECT(misfit_of(Permute{{1, 0, 2, 3}}, in).field == Field::dims);
    EXPECT(misfit_of(Permute{{0, 1, 1, 3}}, in).got == 1);
    EXPECT(misfit_of(Transpose{0, 1}, in).problem == Problem::dimension);
    return 0;
}
PROVE_TWICE(axes_change_places)

template <Permute to_channels_last>
constexpr Shape shape_of_permuted = output_shape(to_channels_last, {3, 5, 7});
static_assert(shape_of_permuted<Permute{{0, 2, 3, 1}}> == Shape{5, 7, 3});

} // namespace
