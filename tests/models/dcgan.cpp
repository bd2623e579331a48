#include <ctnn/models/dcgan.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("DCGAN, module by module") {
    modules::compare(
        summarize(modules::constant<[] { return models::dcgan_generator(); }>, {100, 1, 1}),
        "dcgan_generator");
    modules::compare(
        summarize(modules::constant<[] { return models::dcgan_discriminator(); }>, {3, 64, 64}),
        "dcgan_discriminator");
}

} // namespace
