#include <ctnn/models/retinanet.hpp>

#include <ctnn/ctnn.hpp>

#include <utility>

#include "support/modules.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's RetinaNet, module by module") {
    const auto summary = summarize(
        modules::constant<[] { return models::retinanet_resnet50_fpn(); }>, {3, hide(256), 256});
    // Between p6 and p7, ReLU is a function: the first one on this map.
    const auto is_functional = [is_first = true](const Record& record) mutable {
        if (record.op != Op::relu || record.output != Shape{256, 4, 4}) return false;
        return std::exchange(is_first, false);
    };
    modules::compare(summary, "retinanet_resnet50_fpn", is_functional);
    REQUIRE(summary.outputs.size() == 2);
    CHECK(summary.outputs[0].shape == Shape{12276, 91});
    CHECK(summary.outputs[1].shape == Shape{12276, 4});
}

} // namespace
