#include <ctnn/models/mobilenet.hpp>

#include <ctnn/ctnn.hpp>

#include "support/graph.hpp"
#include "support/modules.hpp"
#include "support/paper.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's MobileNetV3 small, module by module") {
    modules::compare(summarize(modules::constant<[] { return models::mobilenet_v3_small(); }>,
                               {3, hide(224), 224}),
                     "mobilenet_v3_small");
}

TEST_CASE("MobileNetV1 agrees with PyTorch row by row") {
    for (const Count percent : {100, 75, 50, 25}) {
        for (const Count resolution : {224, 192, 160, 128}) {
            const std::map<Count, std::string> names{
                {100, "1_0"}, {75, "0_75"}, {50, "0_5"}, {25, "0_25"}};
            const auto net = models::mobilenet_v1(static_cast<double>(percent) / 100, resolution);
            oracle::compare(summarize(net, image(resolution)),
                            "mobilenet_v1_" + names.at(percent) + "_" + std::to_string(resolution));
        }
    }
}

TEST_CASE("torchvision's MobileNetV2, row by row and node by node") {
    const auto summary = summarize(models::mobilenet_v2(), image());
    oracle::compare(summary, "mobilenet_v2", [](const Record& row) {
        return row.op == Op::add || row.op == Op::flatten || row.op == Op::adaptive_avg_pool;
    });
    graph::compare(summary, "mobilenet_v2");
}

TEST_CASE("torchvision's MobileNetV3, row by row and node by node") {
    const auto summary = summarize(models::mobilenet_v3_large(), image());
    oracle::compare(summary, "mobilenet_v3_large", [](const Record& row) {
        return row.op == Op::add || row.op == Op::multiply || row.op == Op::flatten;
    });
    graph::compare(summary, "mobilenet_v3_large");
}

/// Millions of mult-adds and hundredths of millions of parameters, cut off or rounded. The papers
/// leave batch normalisation's parameters out, which are as many as its buffers.
struct Numbers {
    Count macs = 0;
    Count params = 0;

    constexpr bool is_cut(Count macs_in_millions, Count params_in_ten_thousands) const {
        return cut(macs, 1'000'000) == macs_in_millions &&
               rounded(params, 10'000) == params_in_ten_thousands;
    }
    constexpr bool is_rounded(Count macs_in_millions, Count params_in_ten_thousands) const {
        return rounded(macs, 1'000'000) == macs_in_millions &&
               rounded(params, 10'000) == params_in_ten_thousands;
    }
};

template <class Net>
constexpr Numbers numbers(const Net& net, Shape in) {
    const auto summary = summarize(net, in);
    return {summary.totals.macs, summary.totals.params - summary.totals.buffers};
}

constexpr Numbers v1(double alpha = 1, Count resolution = 224) {
    return numbers(models::mobilenet_v1(alpha, resolution), image(resolution));
}

// Shares of mult-adds and of weights in hundredths of a percent, by type of layer.
constexpr int v1_table_2() {
    const auto summary = summarize(models::mobilenet_v1(), image());
    Count macs[4] = {};
    Count weights[4] = {};
    for (const Record& row : summary) {
        if (row.work.macs == 0) continue;
        const bool is_1x1 = row.window == StoredWindow{};
        const int type = row.op == Op::linear ? 3 : row.name[0] == 'D' ? 1 : is_1x1 ? 0 : 2;
        macs[type] += row.work.macs;
        weights[type] += row.params.weights;
    }
    const auto share = [](const Count(&counts)[4], int type) {
        const Count all = counts[0] + counts[1] + counts[2] + counts[3];
        return rounded(10'000 * counts[type], all);
    };
    // The paper prints 1.19 for the 3x3 convolution; then its column would sum to 99.29.
    EXPECT(share(macs, 0) == 94'86 && share(macs, 1) == 3'06);
    EXPECT(share(macs, 2) == 1'91 && share(macs, 3) == 18);
    EXPECT(share(weights, 0) == 74'59 && share(weights, 1) == 1'06);
    EXPECT(share(weights, 2) == 2 && share(weights, 3) == 24'33);
    return 0;
}
PROVE_TWICE(v1_table_2)

// One layer of 14x14x512; the rows add up: alpha 0.75, then also rho 0.714. The paper rounds
// 29.579 to 29.6, and so all of them.
constexpr int v1_table_3() {
    using models::mobilenet::full;
    using models::mobilenet::separable;
    const Numbers conv = numbers(full(512, 512), {512, hide(14), 14});
    EXPECT(conv.macs == 462'422'016 && conv.is_rounded(462, 236));
    const Numbers separated = numbers(separable(512, 512), {512, hide(14), 14});
    EXPECT(separated.macs == 52'283'392 && rounded(separated.macs, 100'000) == 523);
    EXPECT(rounded(separated.params, 10'000) == 27);
    const Numbers thin = numbers(separable(384, 384), {384, hide(14), 14});
    EXPECT(thin.macs == 29'578'752 && rounded(thin.macs, 100'000) == 296);
    EXPECT(rounded(thin.params, 10'000) == 15);
    const Numbers small = numbers(separable(384, 384), {384, hide(10), 10});
    EXPECT(small.macs == 15'091'200 && rounded(small.macs, 100'000) == 151);
    EXPECT(rounded(small.params, 10'000) == 15);
    return 0;
}
PROVE_TWICE(v1_table_3)

constexpr int v1_table_4() {
    const Numbers full = numbers(models::mobilenet_v1_full(), image());
    // The paper's 4866 leaves the last layer out, which is in every other number of it.
    EXPECT(full.macs == 4'867'293'184 && cut(full.macs - 1'024'000, 1'000'000) == 4'866);
    EXPECT(full.params == 29'282'120 && rounded(full.params, 100'000) == 293);
    EXPECT(v1().macs == 568'740'352 && v1().is_rounded(569, 421));
    EXPECT(params(models::mobilenet_v1()) == 4'231'976);
    return 0;
}
PROVE_TWICE(v1_table_4)

constexpr int v1_table_5() {
    EXPECT(v1(0.75).is_rounded(325, 257) && rounded(v1(0.75).params, 100'000) == 26);
    const Numbers shallow = numbers(models::mobilenet_v1_shallow(), image());
    EXPECT(shallow.is_rounded(307, 288) && rounded(shallow.params, 100'000) == 29);
    return 0;
}
PROVE_TWICE(v1_table_5)

constexpr int v1_table_6() {
    EXPECT(v1(1).is_rounded(569, 421) && v1(0.75).is_rounded(325, 257));
    EXPECT(v1(0.5).is_rounded(149, 132) && v1(0.25).is_rounded(41, 46));
    EXPECT(rounded(v1(1).params, 100'000) == 42 && rounded(v1(0.75).params, 100'000) == 26);
    EXPECT(rounded(v1(0.5).params, 100'000) == 13 && rounded(v1(0.25).params, 100'000) == 5);
    return 0;
}
PROVE_TWICE(v1_table_6)

// 290.68 is cut to 290, 568.74 rounded to 569; the parameters are the same.
constexpr int v1_table_7() {
    EXPECT(v1(1, 224).is_rounded(569, 421) && v1(1, 192).is_rounded(418, 421));
    EXPECT(v1(1, 160).is_cut(290, 421) && v1(1, 128).is_rounded(186, 421));
    EXPECT(v1(0.5, 160).is_cut(76, 132)); // 76.52, of the tables after it
    return 0;
}
PROVE_TWICE(v1_table_7)

constexpr Numbers v2(double width, Count resolution) {
    return numbers(models::mobilenet_v2(width), image(resolution));
}

// The authors' table: mult-adds cut to millions, parameters rounded to two digits.
constexpr int v2_wide() {
    EXPECT(params(models::mobilenet_v2(1, hide(1000))) == 3'504'872);
    EXPECT(v2(1, 224).params == 3'470'760 && v2(1, 224).macs == 300'774'272);
    // The paper has 585 M and 6.9 M for 1.4.
    EXPECT(v2(1.4, 224).is_cut(582, 606) && v2(1.3, 224).is_cut(509, 534));
    EXPECT(v2(1, 224).is_cut(300, 347) && v2(1, 192).is_cut(221, 347));
    EXPECT(v2(1, 160).is_cut(154, 347) && v2(1, 128).is_cut(99, 347) && v2(1, 96).is_cut(56, 347));
    return 0;
}
PROVE_TWICE(v2_wide)

constexpr int v2_three_quarters() {
    EXPECT(v2(0.75, 224).is_cut(209, 261) && v2(0.75, 192).is_cut(153, 261));
    EXPECT(v2(0.75, 160).is_cut(107, 261) && v2(0.75, 128).is_cut(69, 261));
    EXPECT(v2(0.75, 96).is_cut(39, 261));
    return 0;
}
PROVE_TWICE(v2_three_quarters)

constexpr int v2_half() {
    EXPECT(v2(0.5, 224).is_cut(97, 195) && v2(0.5, 192).is_cut(71, 195));
    EXPECT(v2(0.5, 160).is_cut(50, 195) && v2(0.5, 128).is_cut(32, 195));
    EXPECT(v2(0.5, 96).is_cut(18, 195));
    return 0;
}
PROVE_TWICE(v2_half)

constexpr int v2_a_third() {
    EXPECT(v2(0.35, 224).is_cut(59, 166) && v2(0.35, 192).is_cut(43, 166));
    EXPECT(v2(0.35, 160).is_cut(30, 166) && v2(0.35, 128).is_cut(20, 166));
    EXPECT(v2(0.35, 96).is_cut(11, 166));
    return 0;
}
PROVE_TWICE(v2_a_third)

constexpr int v3() {
    const auto net = models::mobilenet_v3_large(hide(1000));
    EXPECT(params(net) == 5'483'032 && macs(net, image()) == 216'589'760);
    return 0;
}
PROVE_TWICE(v3)

constexpr int widths_are_multiples_of_8() {
    using models::mobilenet::multiple_of_8;
    EXPECT(multiple_of_8(1) == 8 && multiple_of_8(32 * 0.35) == 16 && multiple_of_8(18) == 24);
    EXPECT(multiple_of_8(24 * 1.4) == 32 && multiple_of_8(24) == 24 && multiple_of_8(20) == 24);
    return 0;
}
PROVE_TWICE(widths_are_multiples_of_8)

} // namespace
