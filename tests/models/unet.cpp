#include <ctnn/models/unet.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("U-Net, module by module") {
    modules::compare(
        summarize(modules::constant<[] { return models::unet_2015(); }>, {1, hide(572), 572}),
        "unet");
}

constexpr int the_papers_sizes() {
    EXPECT(output_shape(models::unet_2015(), {1, hide(572), 572}) == Shape{2, 388, 388});
    return 0;
}
PROVE_TWICE(the_papers_sizes)

} // namespace
