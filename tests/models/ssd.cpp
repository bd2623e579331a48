#include <ctnn/models/ssd.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's SSD300, module by module") {
    const auto summary =
        summarize(modules::constant<[] { return models::ssd300_vgg16(); }>, {3, hide(300), 300});
    modules::compare(summary, "ssd300_vgg16");
    REQUIRE(summary.outputs.size() == 2);
    CHECK(summary.outputs[0].shape == Shape{8732, 4});
    CHECK(summary.outputs[1].shape == Shape{8732, 91});
}

} // namespace
