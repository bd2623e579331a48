#include <ctnn/models/densenet.hpp>

#include <ctnn/ctnn.hpp>

#include "support/graph.hpp"
#include "support/paper.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's DenseNet-121, row by row and node by node") {
    const auto summary = summarize(models::densenet121(), image());
    // The last ReLU is a function too: PyTorch's modules end with the Linear after it.
    oracle::compare(summary, "densenet121", [&](const Record& row) {
        return row.op == Op::concat || row.op == Op::flatten || row.op == Op::adaptive_avg_pool ||
               &row == summary.end() - 4;
    });
    graph::compare(summary, "densenet121");
}

constexpr int densenet_totals() {
    const auto summary = summarize(models::densenet121(), image());
    EXPECT(summary.totals.params == 7'978'856 && summary.totals.macs == 2'834'161'664);
    EXPECT(summary.totals.output == Shape{1000} && summary.totals.flops > 2 * 2'834'161'664);
    EXPECT(summary.path(0) == "features.conv0");
    EXPECT(summary.path(4) == "features.denseblock1.0.1.0");
    EXPECT(summary.path(10) == "features.denseblock1.0.concat");
    EXPECT(params(models::densenet121(hide(10)), image()) == 7'978'856 - 990 * 1'025);
    return 0;
}
PROVE_TWICE(densenet_totals)

constexpr int deeper_and_wider() {
    EXPECT(params(models::densenet161(), image()) == 28'681'000);
    EXPECT(params(models::densenet169(), image()) == 14'149'480);
    EXPECT(params(models::densenet201(), image()) == 20'013'928);
    return 0;
}
PROVE_TWICE(deeper_and_wider)

} // namespace
