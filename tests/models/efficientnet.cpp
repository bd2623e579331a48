#include <ctnn/models/efficientnet.hpp>

#include <ctnn/ctnn.hpp>

#include "support/graph.hpp"
#include "support/modules.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

constexpr bool is_functional(const Record& row) {
    return row.op == Op::add || row.op == Op::multiply || row.op == Op::flatten;
}

TEST_CASE("torchvision's EfficientNet-B0, row by row and node by node") {
    const auto summary = summarize(models::efficientnet_b0(), {3, hide(224), 224});
    oracle::compare(summary, "efficientnet_b0", is_functional);
    graph::compare(summary, "efficientnet_b0");
}

TEST_CASE("torchvision's EfficientNet-B4 to B7, row by row") {
    const auto compare = [](const char* model, const auto& net, Count resolution) {
        oracle::compare(summarize(net, {3, resolution, resolution}), model, is_functional);
    };
    compare("efficientnet_b4", models::efficientnet_b4(), 380);
    compare("efficientnet_b5", models::efficientnet_b5(), 456);
    compare("efficientnet_b6", models::efficientnet_b6(), 528);
    compare("efficientnet_b7", models::efficientnet_b7(), 600);
}

TEST_CASE("torchvision's EfficientNet-B1 to B3, module by module") {
    modules::compare(
        summarize(modules::constant<[] { return models::efficientnet_b1(); }>, {3, 240, 240}),
        "efficientnet_b1");
    modules::compare(
        summarize(modules::constant<[] { return models::efficientnet_b2(); }>, {3, 288, 288}),
        "efficientnet_b2");
    modules::compare(
        summarize(modules::constant<[] { return models::efficientnet_b3(); }>, {3, 300, 300}),
        "efficientnet_b3");
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

// torchvision's documentation and, of B4 to B7, what PyTorch counts.
constexpr int scaled_by_width_and_depth() {
    EXPECT(params(models::efficientnet_b1(hide(1000))) == 7'794'184);
    EXPECT(params(models::efficientnet_b2(hide(1000))) == 9'109'994);
    EXPECT(params(models::efficientnet_b3(hide(1000))) == 12'233'232);
    EXPECT(params(models::efficientnet_b4(hide(1000))) == 19'341'616);
    EXPECT(params(models::efficientnet_b5(hide(1000))) == 30'389'784);
    EXPECT(params(models::efficientnet_b6(hide(1000))) == 43'040'704);
    EXPECT(params(models::efficientnet_b7(hide(1000))) == 66'347'960);
    EXPECT(macs(models::efficientnet_b7(), {3, hide(600), 600}) == 37'745'884'192);
    return 0;
}
PROVE_TWICE(scaled_by_width_and_depth)

// A stage of more layers than its type has room for.
constexpr int a_depth_over_the_limit() {
    const auto net = models::efficientnet::scaled<4>(1, 1.1, 0.2, hide(1000));
    const Error error = try_summarize(net, {3, 224, 224}).error;
    EXPECT(error.misfit.problem == Problem::copies && error.path == "features.6.1");
    EXPECT(error.misfit.expected == 3 && error.misfit.got == 4);
    return 0;
}
PROVE_TWICE(a_depth_over_the_limit)

// torchvision's numbers of the stages and of their layers.
constexpr int paths_are_torchvisions_but_for_its_own_names() {
    const auto summary = summarize(models::efficientnet_b0(), {3, hide(224), 224});
    EXPECT(summary.path(0) == "features.0.0" && summary.path(3) == "features.1.0.1.0");
    EXPECT(summary.path(13) == "features.1.0.3.1" && summary.path(14) == "features.2.0.0.0");
    EXPECT(summary.path(summary.size() - 1) == "classifier.1");
    EXPECT(summary.path(summary.size() - 5) == "features.8.2");
    return 0;
}
PROVE_TWICE(paths_are_torchvisions_but_for_its_own_names)

} // namespace
