#include <ctnn/models/segmentation.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's segmentation networks, module by module") {
    modules::compare(
        summarize(modules::constant<[] { return models::fcn_resnet50(); }>, {3, hide(256), 256}),
        "fcn_resnet50");
    modules::compare(summarize(modules::constant<[] { return models::deeplabv3_resnet50(); }>,
                               {3, hide(256), 256}),
                     "deeplabv3_resnet50");
}

constexpr int classes_of_each_pixel() {
    const auto shapes = output_shapes(models::fcn_resnet50(), {3, hide(256), 256});
    EXPECT(shapes.size() == 2 && shapes[0] == Shape{21, 256, 256} && shapes[1] == shapes[0]);
    return 0;
}
PROVE_TWICE(classes_of_each_pixel)

} // namespace
