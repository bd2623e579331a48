#include <ctnn/layers/embedding.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int rows_of_a_table() {
    const Embedding words{30522, 768};
    EXPECT(output_shape(words, {hide(8)}) == Shape{8, 768} && params(words) == 23'440'896);
    EXPECT(macs(words, {hide(8)}) == 0 && output_shape(words, {2, hide(8)}) == Shape{2, 8, 768});
    EXPECT(misfit_of(Embedding{100, 16, 100}, {hide(8)}).got == 100);
    EXPECT(output_shape(EmbeddingBag{100, 16}, {hide(12)}) == Shape{16});
    const EmbeddingBag offsets{.num_embeddings = 100, .embedding_dim = 16, .bags = 3};
    EXPECT(output_shape(offsets, {hide(12)}) == Shape{3, 16});
    EXPECT(flops(EmbeddingBag{100, 16}, {hide(12)}, conventions::arithmetic) == 11 * 16 + 16);
    return 0;
}
PROVE_TWICE(rows_of_a_table)

} // namespace
