#include <ctnn/models/mnasnet.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's MNASNets, module by module") {
    modules::compare(
        summarize(modules::constant<[] { return models::mnasnet0_5(); }>, {3, 224, 224}),
        "mnasnet0_5");
    modules::compare(
        summarize(modules::constant<[] { return models::mnasnet0_75(); }>, {3, 224, 224}),
        "mnasnet0_75");
    modules::compare(
        summarize(modules::constant<[] { return models::mnasnet1_0(); }>, {3, 224, 224}),
        "mnasnet1_0");
    modules::compare(
        summarize(modules::constant<[] { return models::mnasnet1_3(); }>, {3, 224, 224}),
        "mnasnet1_3");
}

} // namespace
