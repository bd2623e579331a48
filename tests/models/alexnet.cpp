#include <ctnn/models/alexnet.hpp>

#include <ctnn/ctnn.hpp>

#include "support/graph.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's AlexNet, row by row and node by node") {
    const auto summary = summarize(models::alexnet(), {3, hide(224), 224});
    oracle::compare(summary, "alexnet", [](const Record& row) { return row.op == Op::flatten; });
    graph::compare(summary, "alexnet");
}

TEST_CASE("AlexNet of 2012 agrees with PyTorch row by row and node by node") {
    const auto summary = summarize(models::alexnet2012(), {3, hide(227), 227});
    oracle::compare(summary, "alexnet2012");
    graph::compare(summary, "alexnet2012");
}

constexpr int parameters_and_macs() {
    EXPECT(params(models::alexnet()) == 61'100'840);
    EXPECT(macs(models::alexnet(), {3, hide(224), 224}) == 714'188'480);
    // The paper: "60 million parameters", truncated.
    EXPECT(params(models::alexnet2012()) == 60'965'224 && 60'965'224 / 1'000'000 == 60);
    EXPECT(macs(models::alexnet2012(), {3, hide(227), 227}) == 724'406'816);
    EXPECT(params(models::alexnet(hide(10))) == 61'100'840 - 990 * 4'097);
    EXPECT(output_shape(models::alexnet2012(hide(10)), {3, 227, 227}) == Shape{10});
    return 0;
}
PROVE_TWICE(parameters_and_macs)

/// A neuron is an output of a convolution or a linear layer.
constexpr Convention neurons{"neurons", "neurons", "outputs of convolutions and linear layers",
                             [](const Operation& operation) {
                                 const Record& record = operation.record;
                                 return record.work.macs > 0 ? record.output.elements() : 0;
                             }};

constexpr int the_papers_neurons() {
    const auto summary = summarize(models::alexnet2012(), {3, hide(227), 227}, neurons);
    // The figure's "150,528-dimensional" input is 3x224x224, and so its 253,440 neurons of layer 1
    // are an erratum: 55*55*96 = 290,400. The other layers' numbers are right.
    EXPECT(Shape{3, hide(224), 224}.elements() == 150'528);
    EXPECT(summary[0].flops == 55 * 55 * 96 && summary[0].flops == 290'400);
    EXPECT(summary[4].flops == 186'624 && summary[8].flops == 64'896);
    EXPECT(summary[10].flops == 64'896 && summary[12].flops == 43'264);
    EXPECT(summary[16].flops == 4'096 && summary[19].flops == 4'096 && summary[22].flops == 1'000);
    // "650,000 neurons", truncated to two digits; with 253,440 in layer 1 they would be 622,312.
    EXPECT(summary.totals.flops == 659'272 && 659'272 / 10'000 * 10'000 == 650'000);
    EXPECT(summary.totals.flops - 290'400 + 253'440 == 622'312);
    return 0;
}
PROVE_TWICE(the_papers_neurons)

constexpr int paths_are_torchvisions_names() {
    const auto summary = summarize(models::alexnet(), {3, hide(224), 224});
    EXPECT(summary.path(0) == "features.0" && summary.path(12) == "features.12");
    EXPECT(summary.path(13) == "avgpool" && summary.path(21) == "classifier.6");
    return 0;
}
PROVE_TWICE(paths_are_torchvisions_names)

} // namespace
