#include <ctnn/models/bert.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("BERT base, module by module") {
    const Inputs words{Shape{128}, Shape{128}, Shape{128}};
    modules::compare(summarize(modules::constant<[] { return models::bert_base(); }>, words),
                     "bert_base");
}

// The paper says 110 M and 340 M; google-research/bert's checkpoints have these.
constexpr int bert_parameters() {
    EXPECT(params(models::bert_base(hide(30522))) == 109'482'240);
    EXPECT(params(models::bert_large(hide(30522))) == 335'141'888);
    return 0;
}
PROVE_TWICE(bert_parameters)

} // namespace
