#include <ctnn/blocks/transformer.hpp>

#include <ctnn/nn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// single_modules.csv: transformer_01, 07 and 13.
constexpr int layers_of_the_transformer() {
    const TransformerEncoderLayer encoder{12, 3, 20};
    EXPECT(totals(encoder, {hide(5), 12}).params == 1'184);
    EXPECT(totals(encoder, {hide(5), 12}).macs == 5'280 + 600);
    const TransformerDecoderLayer decoder{
        .d_model = 12, .nhead = 3, .dim_feedforward = 20, .norm_first = true};
    const Sequential decodes{Input{1}, Tag{"memory"}, Input{0}, decoder};
    const Totals decoded = totals(decodes, Inputs{Shape{hide(5), 12}, Shape{9, 12}});
    EXPECT(decoded.params == 1'832 && decoded.macs == 9'312 + 1'680);
    const Totals whole = totals(Transformer<1, 3>{.d_model = 12, .nhead = 3, .dim_feedforward = 20},
                                Inputs{Shape{hide(9), 12}, Shape{5, 12}});
    EXPECT(whole.params == 6'728 && whole.macs == 37'440 + 6'984);
    return 0;
}
PROVE_TWICE(layers_of_the_transformer)

constexpr int stacks_of_layers() {
    const TransformerEncoder<2> encoder{.layer = {12, 3, 20}, .norm = true};
    EXPECT(params(encoder, {hide(5), 12}) == 2 * 1'184 + 24);
    const auto summary = summarize(encoder, {hide(5), 12});
    EXPECT(summary.path(0) == "layers.0.self_attn.q_proj");
    EXPECT(summary.path(summary.size() - 1) == "norm");
    return 0;
}
PROVE_TWICE(stacks_of_layers)

} // namespace
