#include <ctnn/layers/slice.hpp>

#include <ctnn/graph.hpp>

#include "../support/moves.hpp"
#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("Slice and Chunk as PyTorch's, with random settings") {
    moves::compare("slice", [](const std::vector<Count>& of) {
        return Slice{.dim = of[0], .start = of[1], .stop = of[2], .step = of[3]};
    });
    moves::compare("chunk", [](const std::vector<Count>& of) {
        return Chunk{.chunks = of[0], .index = of[1], .dim = of[2]};
    });
}

constexpr int slices_as_in_python() {
    const Shape in{hide(10), 7, 8};
    EXPECT(output_shape(Slice{}, in) == in);
    EXPECT(output_shape(Slice{.start = 3, .stop = -2}, in) == Shape{5, 7, 8});
    EXPECT(output_shape(Slice{.dim = -1, .start = 1, .step = 3}, in) == Shape{10, 7, 3});
    EXPECT(output_shape(Slice{.dim = 2, .start = -100, .stop = 100}, in) == in);
    EXPECT(misfit_of(Slice{.dim = 0}, in).problem == Problem::dimension);
    EXPECT(misfit_of(Slice{.start = 5, .stop = 5}, in).problem == Problem::own_words);
    EXPECT(misfit_of(Slice{.step = 0}, in).problem == Problem::not_positive);
    return 0;
}
PROVE_TWICE(slices_as_in_python)

constexpr int the_last_chunk_may_be_smaller() {
    const Shape in{hide(7)};
    EXPECT(output_shape(Chunk{.chunks = 3, .index = 1}, in) == Shape{3});
    EXPECT(output_shape(Chunk{.chunks = 3, .index = 2}, in) == Shape{1});
    // torch.chunk gives 4 chunks of 2, 2, 2 and 1 when asked for 5.
    EXPECT(misfit_of(Chunk{.chunks = 5, .index = 4}, in).expected == 4);
    return 0;
}
PROVE_TWICE(the_last_chunk_may_be_smaller)

template <Chunk half>
constexpr Shape shape_of_half = output_shape(half, {116, 28, 28});
static_assert(shape_of_half<Chunk{}> == Shape{58, 28, 28});

} // namespace
