#include <ctnn/compose/branches.hpp>

#include <ctnn/analysis/compare_conventions.hpp>
#include <ctnn/analysis/training.hpp>
#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int sums() {
    const Add net{skip, Conv2d{.out_channels = 4, .kernel_size = 3, .padding = 1}, ReLU{}};
    const Shape in{4, hide(5), 6};
    const auto summary = summarize(net, in);
    EXPECT(summary.size() == 3 && summary.totals.output == in);
    EXPECT(summary[2].op == Op::add && summary.path(2) == "add" && summary[2].operands == 3);
    EXPECT(summary.operand(2, 0) == -1 && summary.operand(2, 1) == 0);
    EXPECT(summary.operand(2, 2) == 1 && summary.operand(1) == -1);
    EXPECT(params(net, in) == 4 * 4 * 9 + 4 && flops(net, in) == 2 * macs(net, in));
    EXPECT(flops(Add{skip, skip, skip}, in, conventions::arithmetic) == 2 * 120);
    return 0;
}
PROVE_TWICE(sums)

constexpr int concatenations() {
    const Concat net{PointwiseConv{.out_channels = 2}, skip, MaxPool2d{3, 1, 1}};
    EXPECT((output_shape(net, {4, hide(5), 6}) == Shape{10, 5, 6}));
    EXPECT(output_shape(Concat{skip, skip}, Shape{hide(7)}) == Shape{14});
    EXPECT(flops(Concat{skip, skip}, {4, hide(5), 6}, conventions::arithmetic) == 0);
    return 0;
}
PROVE_TWICE(concatenations)

constexpr int a_gate_scales_channels() {
    const Shape in{4, hide(5), 6};
    EXPECT(output_shape(Multiply{skip, GlobalAvgPool{}}, in) == in);
    EXPECT(output_shape(Multiply{Sequential{GlobalAvgPool{}, Flatten{}}, skip}, in) == in);
    EXPECT(output_shape(Multiply{skip, Sigmoid{}}, in) == in);
    EXPECT(flops(Multiply{skip, skip}, in, conventions::arithmetic) == 120);
    return 0;
}
PROVE_TWICE(a_gate_scales_channels)

// U-Net in small: down, up again, and the map of the way down beside it.
constexpr int unet() {
    const auto conv = [](Count channels) {
        return Sequential{Conv2d{.out_channels = channels, .kernel_size = 3, .padding = same},
                          ReLU{}};
    };
    const auto up = [](Count channels) {
        return ConvTranspose2d{.out_channels = channels, .kernel_size = 2, .stride = 2};
    };
    const auto bottom = Sequential{MaxPool2d{2}, conv(32), up(16)};
    const auto middle = Sequential{conv(16), Concat{skip, bottom}, conv(16)};
    const auto net = Sequential{conv(8), Concat{skip, Sequential{MaxPool2d{2}, middle, up(8)}},
                                conv(8), PointwiseConv{.out_channels = 2}};
    const Shape in{1, hide(32), 32};
    EXPECT((output_shape(net, in) == Shape{2, 32, 32}));
    // 80 + 1,168 + 4,640 + 2,064 + 4,624 + 520 + 1,160 + 18
    EXPECT(params(net, in) == 14'274);
    return 0;
}
PROVE_TWICE(unet)

/// A merge with MACs and comparisons of its own: every row of one branch times every row of the
/// other, and the largest of each.
struct MatchRows {
    static constexpr const char* name = "MatchRows";
    static constexpr Op op = Op::max_pool;

    constexpr Misfit check(const Operands&) const { return {}; }
    constexpr Shape output_shape(const Operands& branches) const {
        return {branches[0][0], branches[1][0]};
    }
    constexpr Work work(const Operands& branches, const Shape& out) const {
        return {.macs = mul(8, out.elements()), .comparisons = branches.size()};
    }
};

struct Match {
    static constexpr Size size = {.operations = 2, .edges = 3};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor branches[] = {tensor, tensor};
        walk.into(0, ReLU{}, branches[1]);
        walk.merge("match", MatchRows{}, branches, 2, tensor);
    }
};

// No two questions differ on what a merge computes.
constexpr int every_question_counts_a_merge() {
    const Sequential net{Match{}, Linear{5, 2}};
    const Shape in{hide(5), 8};
    constexpr Count merged = 8 * 5 * 5;
    constexpr Count linear = 5 * 5 * 2;
    constexpr Count all_macs = merged + linear;
    EXPECT(output_shape(net, in) == Shape(5, 2) && params(net, in) == 12 && params(net) == 12);
    EXPECT(macs(net, in) == all_macs && totals(net, in).macs == all_macs);
    const auto summary = summarize(net, in);
    EXPECT(summary[1].work.macs == merged && summary.totals.macs == all_macs);
    EXPECT(flops(net, in) == 2 * all_macs + 2 && totals(net, in).flops == flops(net, in));
    EXPECT(flops(net, in, conventions::lecture) == flops(net, in));
    EXPECT(summary.totals.flops == flops(net, in));
    EXPECT(training(summary).forward_macs == all_macs);
    for (const Convention& convention : conventions::all) {
        const auto counted = summarize(net, in, convention);
        EXPECT(counted.totals.flops == flops(net, in, convention));
        EXPECT(counted.totals.flops == flops(summary, convention));
        EXPECT(counted.totals.macs == all_macs);
    }
    return 0;
}
PROVE_TWICE(every_question_counts_a_merge)

template <auto Net>
constexpr Count params_of_merge = params(Net);
static_assert(params_of_merge<Concat{skip, Linear{3, 4}}> == 16,
              "a merge can be a template argument");
static_assert(params(Multiply{skip, Linear{3, 3}, Add{Linear{3, 3}, skip}}) == 24);

} // namespace
