#include <ctnn/models/inception.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's Inception V3, module by module") {
    // The pools of the mixed layers are functions.
    const auto is_functional = [](const Record& record) {
        return record.op == Op::max_pool && record.output.channels() > 192;
    };
    modules::compare(
        summarize(modules::constant<[] { return models::inception_v3(); }>, {3, hide(299), 299}),
        "inception_v3", is_functional);
}

} // namespace
