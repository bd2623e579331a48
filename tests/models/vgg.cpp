#include <ctnn/models/vgg.hpp>

#include <ctnn/ctnn.hpp>

#include "support/graph.hpp"
#include "support/paper.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("the VGG paper's configurations agree with PyTorch row by row") {
    oracle::compare(summarize(models::vgg_a(), image()), "vgg_paper_A");
    oracle::compare(summarize(models::vgg_a_lrn(), image()), "vgg_paper_A_LRN");
    oracle::compare(summarize(models::vgg_b(), image()), "vgg_paper_B");
    oracle::compare(summarize(models::vgg_c(), image()), "vgg_paper_C");
    oracle::compare(summarize(models::vgg_d(), image()), "vgg_paper_D");
    oracle::compare(summarize(models::vgg_e(), image()), "vgg_paper_E");
}

void compare_torchvision(const auto& summary, const std::string& model) {
    oracle::compare(summary, model, [](const Record& row) { return row.op == Op::flatten; });
    graph::compare(summary, model);
}

TEST_CASE("torchvision's VGGs, row by row and node by node") {
    compare_torchvision(summarize(models::vgg11(), image()), "vgg11");
    compare_torchvision(summarize(models::vgg11_bn(), image()), "vgg11_bn");
    compare_torchvision(summarize(models::vgg13(), image()), "vgg13");
    compare_torchvision(summarize(models::vgg13_bn(), image()), "vgg13_bn");
    compare_torchvision(summarize(models::vgg16(), image()), "vgg16");
    compare_torchvision(summarize(models::vgg16_bn(), image()), "vgg16_bn");
    compare_torchvision(summarize(models::vgg19(), image()), "vgg19");
    compare_torchvision(summarize(models::vgg19_bn(), image()), "vgg19_bn");
}

// The paper's Table 2: parameters in millions, rounded to the nearest.
constexpr Count millions(Count parameters) {
    return (parameters + 500'000) / 1'000'000;
}
constexpr int table_2() {
    const Shape image{3, hide(224), 224};
    EXPECT(params(models::vgg_a(), image) == 132'863'336 && millions(132'863'336) == 133);
    EXPECT(params(models::vgg_a_lrn(), image) == 132'863'336);
    EXPECT(params(models::vgg_b(), image) == 133'047'848 && millions(133'047'848) == 133);
    EXPECT(params(models::vgg_c(), image) == 133'638'952 && millions(133'638'952) == 134);
    EXPECT(params(models::vgg_d(), image) == 138'357'544 && millions(138'357'544) == 138);
    EXPECT(params(models::vgg_e(), image) == 143'667'240 && millions(143'667'240) == 144);
    return 0;
}
PROVE_TWICE(table_2)

constexpr int the_papers_macs() {
    const Shape image{3, hide(224), 224};
    EXPECT(macs(models::vgg_a(), image) == 7'609'090'048);
    EXPECT(macs(models::vgg_a_lrn(), image) == 7'609'090'048);
    EXPECT(macs(models::vgg_b(), image) == 11'308'466'176);
    EXPECT(macs(models::vgg_c(), image) == 11'770'888'192);
    EXPECT(macs(models::vgg_d(), image) == 15'470'264'320);
    EXPECT(macs(models::vgg_e(), image) == 19'632'062'464);
    return 0;
}
PROVE_TWICE(the_papers_macs)

constexpr int torchvisions_parameters() {
    const Shape image{3, hide(224), 224};
    EXPECT(params(models::vgg11(), image) == 132'863'336);
    EXPECT(params(models::vgg11_bn(), image) == 132'868'840);
    EXPECT(params(models::vgg13(), image) == 133'047'848);
    EXPECT(params(models::vgg13_bn(), image) == 133'053'736);
    EXPECT(params(models::vgg16(), image) == 138'357'544);
    EXPECT(params(models::vgg16_bn(), image) == 138'365'992);
    EXPECT(params(models::vgg19(), image) == 143'667'240);
    EXPECT(params(models::vgg19_bn(), image) == 143'678'248);
    return 0;
}
PROVE_TWICE(torchvisions_parameters)

constexpr int classes_and_input_can_be_chosen() {
    // torchvision's pool to 7x7 takes other sizes than the paper's network does.
    EXPECT(output_shape(models::vgg16(hide(10)), {3, 64, 64}) == Shape{10});
    EXPECT(params(models::vgg16(hide(10)), {3, 64, 64}) == 138'357'544 - 990 * 4'097);
    EXPECT(output_shape(models::vgg_d(hide(10)), {3, 224, 224}) == Shape{10});
    const auto summary = summarize(models::vgg11(), {3, hide(224), 224});
    EXPECT(summary.path(0) == "features.0.0.0.0" && summary.path(21) == "avgpool");
    EXPECT(summary.path(23) == "classifier.0");
    return 0;
}
PROVE_TWICE(classes_and_input_can_be_chosen)

} // namespace
