#include <ctnn/models/gpt2.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("GPT-2 small, module by module") {
    const Inputs words{Shape{1024}, Shape{1024}};
    modules::compare(summarize(modules::constant<[] { return models::gpt2_small(); }>, words),
                     "gpt2_small");
}

// Of the published checkpoints.
constexpr int gpt2_parameters() {
    EXPECT(params(models::gpt2_small()) == hide(124'439'808));
    EXPECT(params(models::gpt2_medium()) == hide(354'823'168));
    EXPECT(params(models::gpt2_large()) == hide(774'030'080));
    EXPECT(params(models::gpt2_xl()) == hide(1'557'611'200LL));
    return 0;
}
PROVE_TWICE(gpt2_parameters)

} // namespace
