#include <ctnn/models/convnext.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's ConvNeXts, module by module") {
    modules::compare(
        summarize(modules::constant<[] { return models::convnext_tiny(); }>, {3, 224, 224}),
        "convnext_tiny");
    modules::compare(
        summarize(modules::constant<[] { return models::convnext_small(); }>, {3, 224, 224}),
        "convnext_small");
    modules::compare(
        summarize(modules::constant<[] { return models::convnext_base(); }>, {3, 224, 224}),
        "convnext_base");
    modules::compare(
        summarize(modules::constant<[] { return models::convnext_large(); }>, {3, 224, 224}),
        "convnext_large");
}

} // namespace
