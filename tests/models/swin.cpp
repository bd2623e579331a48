#include <ctnn/models/swin.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's Swin Transformers, module by module") {
    modules::compare(summarize(modules::constant<[] { return models::swin_t(); }>, {3, 224, 224}),
                     "swin_t");
    modules::compare(summarize(modules::constant<[] { return models::swin_s(); }>, {3, 224, 224}),
                     "swin_s");
    modules::compare(summarize(modules::constant<[] { return models::swin_b(); }>, {3, 224, 224}),
                     "swin_b");
}

} // namespace
