#include <ctnn/blocks/attention.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// Vaswani et al. 2017: projections 4*L*E*E, products 2*L*L*E.
constexpr int attention_from_parts() {
    const MultiheadAttention attention{.embed_dim = 256, .num_heads = 8};
    const auto summary = summarize(attention, {hide(512), 256});
    EXPECT(summary.totals.macs == Count{4} * 512 * 256 * 256 + Count{2} * 512 * 512 * 256);
    EXPECT(summary.totals.params == 4 * 256 * 256 + 4 * 256);
    EXPECT(summary[6].output == Shape{8, 512, 512} && summary.path(6) == "scores");
    EXPECT(summary.totals.output == Shape{512, 256});
    return 0;
}
PROVE_TWICE(attention_from_parts)

// single_modules.csv: mha_09.
constexpr int keys_and_values_of_their_own() {
    const MultiheadAttention attention{
        .embed_dim = 12, .num_heads = 3, .kdim = 7, .vdim = 8, .key = "keys", .value = "values"};
    const Sequential net{Input{1}, Tag{"keys"}, Input{2}, Tag{"values"}, Input{0}, attention};
    const Totals of = totals(net, Inputs{Shape{hide(5), 12}, Shape{9, 7}, Shape{9, 8}});
    EXPECT(of.params == 516 && of.macs == 4'140 && of.output == Shape{5, 12});
    return 0;
}
PROVE_TWICE(keys_and_values_of_their_own)

constexpr int branches_of_attention() {
    const ScaledDotProductAttention self{skip, skip, Linear{.in_features = 8, .out_features = 6}};
    const Totals of = totals(self, {4, hide(10), 8});
    EXPECT(of.output == Shape{4, 10, 6} && of.macs == 4 * 10 * (8 * 6 + 10 * 8 + 10 * 6));
    return 0;
}
PROVE_TWICE(branches_of_attention)

TEST_CASE("errors of attention") {
    CHECK(refusal([] {
              return output_shape(MultiheadAttention{12, 5}, {5, 12});
          }) ==
          "layer 3 (SplitHeads, at q_heads): embed_dim = 12 must be divisible by num_heads = 5");
    CHECK(
        refusal([] {
            return output_shape(MultiheadAttention{12, 3}, {5, 10});
        }) ==
        "layer 0 (Linear, at q_proj): expects 12 input features, gets 10 (5x10); set in_features = "
        "10");
}

} // namespace
