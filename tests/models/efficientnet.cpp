#include <ctnn/models/efficientnet.hpp>

#include <ctnn/ctnn.hpp>

#include "support/graph.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's EfficientNet-B0, row by row and node by node") {
    const auto summary = summarize(models::efficientnet_b0(), {3, hide(224), 224});
    oracle::compare(summary, "efficientnet_b0", [](const Record& row) {
        return row.op == Op::add || row.op == Op::multiply || row.op == Op::flatten;
    });
    graph::compare(summary, "efficientnet_b0");
}

// The paper's Table 2: 5.3 M parameters and 0.39 B FLOPs, which are MACs; both rounded.
constexpr int efficientnet_totals() {
    const auto net = models::efficientnet_b0(hide(1000));
    const Shape in{3, hide(224), 224};
    EXPECT(params(net) == 5'288'548 && (5'288'548 + 50'000) / 100'000 == 53);
    EXPECT(macs(net, in) == 385'814'752 && (385'814'752 + 5'000'000) / 10'000'000 == 39);
    EXPECT(flops(net, in) == 2 * 385'814'752 && output_shape(net, in) == Shape{1000});
    EXPECT(params(models::efficientnet_b0(hide(10))) == 5'288'548 - 990 * 1'281);
    return 0;
}
PROVE_TWICE(efficientnet_totals)

} // namespace
