#include <ctnn/models/efficientnet_v2.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's EfficientNetV2s, module by module") {
    modules::compare(
        summarize(modules::constant<[] { return models::efficientnet_v2_s(); }>, {3, 384, 384}),
        "efficientnet_v2_s");
    modules::compare(
        summarize(modules::constant<[] { return models::efficientnet_v2_m(); }>, {3, 480, 480}),
        "efficientnet_v2_m");
    modules::compare(
        summarize(modules::constant<[] { return models::efficientnet_v2_l(); }>, {3, 480, 480}),
        "efficientnet_v2_l");
}

} // namespace
