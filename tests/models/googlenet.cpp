#include <ctnn/models/googlenet.hpp>

#include <ctnn/ctnn.hpp>

#include "support/graph.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("GoogLeNet agrees with torchvision row by row and node by node") {
    const auto summary = summarize(models::googlenet(), {3, hide(224), 224});
    oracle::compare(summary, "googlenet_noaux", [](const Record& row) {
        return row.op == Op::relu || row.op == Op::concat || row.op == Op::flatten;
    });
    graph::compare(summary, "googlenet_noaux");
}

constexpr int parameters_and_macs_of_googlenet() {
    const Shape image{3, hide(224), 224};
    EXPECT(params(models::googlenet()) == 6'624'904);
    EXPECT(macs(models::googlenet(), image) == 1'498'376'192);
    EXPECT(params(models::googlenet(hide(10))) == 6'624'904 - 990 * 1'025);
    EXPECT(output_shape(models::googlenet(hide(10)), image) == Shape{10});
    return 0;
}
PROVE_TWICE(parameters_and_macs_of_googlenet)

constexpr int rows_have_torchvisions_paths() {
    const auto summary = summarize(models::googlenet(), {3, hide(224), 224});
    EXPECT(summary.path(0) == "conv1.0" && summary.path(3) == "maxpool1");
    EXPECT(summary.path(11) == "inception3a.0.0");
    EXPECT(summary.path(summary.size() - 1) == "fc");
    return 0;
}
PROVE_TWICE(rows_have_torchvisions_paths)

} // namespace
