#include <ctnn/models/shufflenet.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's ShuffleNetV2s, module by module") {
    modules::compare(
        summarize(modules::constant<[] { return models::shufflenet_v2_x0_5(); }>, {3, 224, 224}),
        "shufflenet_v2_x0_5");
    modules::compare(
        summarize(modules::constant<[] { return models::shufflenet_v2_x1_0(); }>, {3, 224, 224}),
        "shufflenet_v2_x1_0");
    modules::compare(
        summarize(modules::constant<[] { return models::shufflenet_v2_x1_5(); }>, {3, 224, 224}),
        "shufflenet_v2_x1_5");
    modules::compare(
        summarize(modules::constant<[] { return models::shufflenet_v2_x2_0(); }>, {3, 224, 224}),
        "shufflenet_v2_x2_0");
}

} // namespace
