#include <ctnn/models/convnetjs.hpp>

#include <ctnn/ctnn.hpp>

#include "support/graph.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("ConvNetJS's network agrees with PyTorch row by row and node by node") {
    const auto summary = summarize(models::convnetjs_cifar10(), {3, hide(32), 32});
    oracle::compare(summary, "convnetjs_cifar10");
    graph::compare(summary, "convnetjs_cifar10");
}

constexpr int parameters_and_macs_of_convnetjs() {
    const auto summary = summarize(models::convnetjs_cifar10(), {3, hide(32), 32});
    EXPECT(summary[0].params.trainable() == 1'216 && summary[3].params.trainable() == 8'020);
    EXPECT(summary[6].params.trainable() == 10'020 && summary[10].params.trainable() == 3'210);
    EXPECT(summary.totals.params == 22'466 && summary.totals.macs == 3'920'000);
    EXPECT(params(models::convnetjs_cifar10()) == 22'466);
    EXPECT(macs(models::convnetjs_cifar10(), {3, hide(32), 32}) == 3'920'000);
    EXPECT(output_shape(models::convnetjs_cifar10(hide(100)), {3, 32, 32}) == Shape{100});
    return 0;
}
PROVE_TWICE(parameters_and_macs_of_convnetjs)

} // namespace
