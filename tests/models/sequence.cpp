#include <ctnn/models/sequence.hpp>

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

} // namespace
