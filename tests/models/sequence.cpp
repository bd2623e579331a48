#include <ctnn/models/sequence.hpp>

#include <ctnn/analysis/receptive_field.hpp>
#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("networks for sequences, module by module") {
    modules::compare(
        summarize(modules::constant<[] { return models::gru_keyword_spotter(); }>, {101, 40}),
        "kws_gru");
    const auto is_last_position = [](const Record& record) {
        return record.output == Shape{25, 1};
    };
    modules::compare(
        summarize(modules::constant<[] { return models::temporal_convolutional_network(); }>,
                  {1, 784}),
        "tcn", is_last_position);
    modules::compare(
        summarize(modules::constant<[] { return models::wavenet_stack(); }>, {1, 4000}),
        "wavenet_small");
}

// Each of two convolutions of a level sees 6 dilations back: 1 + 2 * 6 * (1 + 2 + ... + 128).
constexpr int a_tcn_listens_back() {
    const auto net = models::temporal_convolutional_network();
    const AxisField field = receptive_field(net, {1, hide(4000)}).length();
    EXPECT(field.size == 1 + 2 * 6 * 255 && field.stride == Fraction{1});
    EXPECT(field.padding == Fraction{-(4'000 - 3'061)}); // of the last position alone
    return 0;
}
PROVE_TWICE(a_tcn_listens_back)

} // namespace
