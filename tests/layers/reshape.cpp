#include <ctnn/layers/reshape.hpp>

#include <ctnn/graph.hpp>

#include "../support/moves.hpp"
#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("Reshape, Unflatten and Flatten as PyTorch's, with random settings") {
    moves::compare("reshape",
                   [](const std::vector<Count>& of) { return Reshape{moves::list_of<Shape>(of)}; });
    moves::compare("unflatten", [](const std::vector<Count>& of) {
        return Unflatten{of[0], moves::list_of<Shape>(of, 1)};
    });
    moves::compare("flatten", [](const std::vector<Count>& of) { return Flatten{of[0], of[1]}; });
}

constexpr int one_size_may_be_left_open() {
    const Shape in{64, hide(7), 7};
    EXPECT(output_shape(Reshape{{64, -1}}, in) == Shape{64, 49});
    EXPECT(output_shape(Reshape{{-1}}, in) == Shape{64 * 49});
    EXPECT(output_shape(Unflatten{1, {2, -1}}, in) == Shape{2, 32, 7, 7});
    EXPECT(output_shape(Unflatten{-1, {7}}, in) == in);
    EXPECT(misfit_of(Reshape{{-1, -1}}, in).problem == Problem::own_words);
    EXPECT(misfit_of(Reshape{{5, -1}}, in).expected == 5);
    EXPECT(misfit_of(Reshape{{64, 48}}, in).expected == 64 * 48);
    EXPECT(misfit_of(Reshape{}, in).field == Field::shape);
    EXPECT(misfit_of(Reshape{{0, -1}}, in).problem == Problem::not_positive);
    EXPECT(misfit_of(Unflatten{1, {2, 2, 4, 2, 2}}, in).got == 7); // axes
    EXPECT(misfit_of(Reshape{{max_size, max_size, max_size}}, in).problem == Problem::own_words);
    return 0;
}
PROVE_TWICE(one_size_may_be_left_open)

template <Reshape to_tokens>
constexpr Shape shape_of_tokens = output_shape(to_tokens, {64, 7, 7});
static_assert(shape_of_tokens<Reshape{{64, -1}}> == Shape{64, 49});

} // namespace
