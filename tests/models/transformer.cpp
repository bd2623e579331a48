#include <ctnn/models/transformer.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

// torch.nn.Transformer() has 44,140,544 parameters; without the two last LayerNorms of 1,024, which
// the paper does not have, and with 37,000 words.
constexpr int attention_is_all_you_need() {
    EXPECT(params(Transformer<>{.nhead = 8}, Inputs{Shape{hide(5), 512}, Shape{4, 512}}) ==
           44'140'544);
    const Inputs sentences{Shape{hide(25)}, Shape{25}};
    EXPECT(params(models::transformer_base(), sentences) == 44'140'544 - 2'048 + 37'000 * 512);
    EXPECT(output_shape(models::transformer_base(), sentences) == Shape{25, 37'000});
    return 0;
}
PROVE_TWICE(attention_is_all_you_need)

} // namespace
