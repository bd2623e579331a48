#include <ctnn/models/vit.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's vision transformers, module by module") {
    modules::compare(summarize(modules::constant<[] { return models::vit_b_16(); }>, {3, 224, 224}),
                     "vit_b_16");
    modules::compare(summarize(modules::constant<[] { return models::vit_b_32(); }>, {3, 224, 224}),
                     "vit_b_32");
    modules::compare(summarize(modules::constant<[] { return models::vit_l_16(); }>, {3, 224, 224}),
                     "vit_l_16");
    modules::compare(summarize(modules::constant<[] { return models::vit_l_32(); }>, {3, 224, 224}),
                     "vit_l_32");
}

} // namespace
