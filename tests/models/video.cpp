#include <ctnn/models/video.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's video ResNets, module by module") {
    modules::compare(
        summarize(modules::constant<[] { return models::r3d_18(); }>, {3, 16, 112, 112}), "r3d_18");
    modules::compare(
        summarize(modules::constant<[] { return models::mc3_18(); }>, {3, 16, 112, 112}), "mc3_18");
    modules::compare(
        summarize(modules::constant<[] { return models::r2plus1d_18(); }>, {3, 16, 112, 112}),
        "r2plus1d_18");
}

} // namespace
