#include <ctnn/models/resnet.hpp>

#include <ctnn/ctnn.hpp>

#include "support/graph.hpp"
#include "support/paper.hpp"
#include "support/twice.hpp"

using namespace ctnn;
using models::Shortcut;

namespace {

template <class Net>
void compare_resnet(const Net& net, const std::string& model) {
    const auto summary = summarize(net, image());
    oracle::compare(summary, model,
                    [](const Record& row) { return row.op == Op::add || row.op == Op::flatten; });
    graph::compare(summary, model);
}

TEST_CASE("torchvision's ResNets, row by row and node by node") {
    compare_resnet(models::resnet18(), "resnet18");
    compare_resnet(models::resnet34(), "resnet34");
    compare_resnet(models::resnet50(), "resnet50");
    compare_resnet(models::resnet101(), "resnet101");
    compare_resnet(models::resnet152(), "resnet152");
}

constexpr int parameters() {
    EXPECT(params(models::resnet18(hide(1000))) == 11'689'512);
    EXPECT(params(models::resnet34(hide(1000))) == 21'797'672);
    EXPECT(params(models::resnet50(hide(1000))) == 25'557'032);
    EXPECT(params(models::resnet101(hide(1000))) == 44'549'160);
    EXPECT(params(models::resnet152(hide(1000))) == 60'192'808);
    EXPECT(params(models::resnet50_v1(hide(1000))) == 25'557'032);
    EXPECT(params(models::resnet101_v1(hide(1000))) == 44'549'160);
    EXPECT(params(models::resnet152_v1(hide(1000))) == 60'192'808);
    EXPECT(params(models::resnet18<Shortcut::zeros>(hide(1000))) == 11'515'688);
    EXPECT(params(models::resnet34<Shortcut::zeros>(hide(1000))) == 21'623'848);
    EXPECT(params(models::resnet18(hide(10))) == 11'689'512 - 990 * 513);
    return 0;
}
PROVE_TWICE(parameters)

constexpr int torchvisions_macs() {
    EXPECT(macs(models::resnet50(), image()) == 4'089'184'256);
    EXPECT(macs(models::resnet101(), image()) == 7'801'405'440);
    EXPECT(macs(models::resnet152(), image()) == 11'513'626'624);
    return 0;
}
PROVE_TWICE(torchvisions_macs)

// The paper's "FLOPs" are MACs. 3.8580 is printed as 3.8, 7.5702 as 7.6: cut off up to 50 layers,
// rounded from 101 on; 3.6445, 34 layers with option A, is 3.6 either way.
constexpr int table_1() {
    constexpr Count unit = 100'000'000;
    const Count layers_18 = macs(models::resnet18(), image());
    EXPECT(layers_18 == 1'814'073'344 && cut(layers_18, unit) == 18);
    EXPECT(macs(models::resnet18<Shortcut::zeros>(), image()) == 1'794'805'760);
    const Count layers_34 = macs(models::resnet34<Shortcut::zeros>(), image());
    EXPECT(layers_34 == 3'644'493'824 && cut(layers_34, unit) == 36);
    EXPECT(rounded(layers_34, unit) == 36 && macs(models::resnet34(), image()) == 3'663'761'408);
    const Count layers_50 = macs(models::resnet50_v1(), image());
    EXPECT(layers_50 == 3'857'973'248 && cut(layers_50, unit) == 38);
    const Count layers_101 = macs(models::resnet101_v1(), image());
    EXPECT(layers_101 == 7'570'194'432 && rounded(layers_101, unit) == 76);
    const Count layers_152 = macs(models::resnet152_v1(), image());
    EXPECT(layers_152 == 11'282'415'616 && rounded(layers_152, unit) == 113);
    return 0;
}
PROVE_TWICE(table_1)

// Table 6: millions of parameters, to the digits that it prints.
constexpr int table_6() {
    EXPECT(params(models::resnet_cifar<20>(hide(10))) == 269'722 && rounded(269'722, 10'000) == 27);
    EXPECT(params(models::resnet_cifar<32>(hide(10))) == 464'154 && rounded(464'154, 10'000) == 46);
    EXPECT(params(models::resnet_cifar<44>(hide(10))) == 658'586 && rounded(658'586, 10'000) == 66);
    EXPECT(params(models::resnet_cifar<56>(hide(10))) == 853'018 && rounded(853'018, 10'000) == 85);
    EXPECT(params(models::resnet_cifar<110>(hide(10))) == 1'727'962);
    EXPECT(rounded(1'727'962, 100'000) == 17);
    return 0;
}
PROVE_TWICE(table_6)

constexpr int cifar_macs() {
    constexpr Count unit = 10'000;
    const Shape in{3, hide(32), 32};
    EXPECT(rounded(macs(models::resnet_cifar<20>(), in), unit) == 4'055);
    EXPECT(rounded(macs(models::resnet_cifar<32>(), in), unit) == 6'886);
    EXPECT(rounded(macs(models::resnet_cifar<44>(), in), unit) == 9'717);
    EXPECT(rounded(macs(models::resnet_cifar<56>(), in), unit) == 12'549);
    EXPECT(rounded(macs(models::resnet_cifar<110>(), in), unit) == 25'289);
    return 0;
}
PROVE_TWICE(cifar_macs)

// 1202 layers within the default limits of every compiler: a question per assertion, since each of
// them starts at zero there.
constexpr auto resnet1202 = models::resnet_cifar<1202>();
constexpr Shape cifar{3, 32, 32};
static_assert(output_shape(resnet1202, cifar) == Shape{10});
static_assert(params(resnet1202, cifar) == 19'421'274 && rounded(19'421'274, 100'000) == 194);
static_assert(params(resnet1202) == 19'421'274);
static_assert(macs(resnet1202, cifar) == 2'829'238'912);
static_assert(flops(resnet1202, cifar) == 5'658'477'824);
static_assert(summarize(resnet1202, cifar).totals.macs == 2'829'238'912);

TEST_CASE("1202 layers at run time") {
    const auto summary = summarize(resnet1202, {3, hide(32), 32});
    REQUIRE((summary.totals.output == Shape{10} && summary.totals.params == 19'421'274));
    REQUIRE((summary.totals.macs == 2'829'238'912 && summary.totals.flops == 5'658'477'824));
    REQUIRE(summary.size() == 3 + 600 * 7 + 2 + 3); // 600 blocks of 7, 2 of them with a shortcut
    REQUIRE(summary.path(3 + 7 * 199) == "layer1.199.0.body.0");
}

constexpr int shortcuts_of_zeros() {
    using models::resnet::ZeroShortcut;
    EXPECT((output_shape(ZeroShortcut{32, 2}, {16, hide(32), 32}) == Shape{32, 16, 16}));
    EXPECT((output_shape(ZeroShortcut{32, 2}, {16, hide(33), 7}) == Shape{32, 17, 4}));
    EXPECT((ZeroShortcut{32, 2}.check({hide(64), 8, 8}).problem == Problem::channels));
    EXPECT((ZeroShortcut{32, 2}.check(Shape{hide(64)}).problem == Problem::rank));
    EXPECT((ZeroShortcut{32, hide(0)}.check().problem == Problem::not_positive));
    return 0;
}
PROVE_TWICE(shortcuts_of_zeros)

constexpr int stages_have_torchvisions_names() {
    const auto summary = summarize(models::resnet18(), image());
    EXPECT(summary.path(0) == "conv1" && summary.path(3) == "maxpool");
    EXPECT(summary.path(4) == "layer1.0.0.body.0" && summary.path(18) == "layer2.0.0.body.0");
    EXPECT(summary.path(summary.size() - 3) == "avgpool");
    EXPECT(summary.path(summary.size() - 1) == "fc");
    return 0;
}
PROVE_TWICE(stages_have_torchvisions_names)

} // namespace
