#include <ctnn/compose/shared.hpp>

#include <ctnn/analysis/memory.hpp>
#include <ctnn/analysis/traffic.hpp>
#include <ctnn/analysis/training.hpp>
#include <ctnn/conventions/all.hpp>
#include <ctnn/graph.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// torch: one Linear(10, 10) that is called twice.
constexpr int weights_count_once_and_macs_each_time() {
    const Shared same{"same", Linear{.out_features = 10}};
    const Sequential net{same, same};
    const Shape in{hide(10)};
    EXPECT(params(net, in) == 110 && macs(net, in) == 200 && flops(net, in) == 400);
    const auto summary = summarize(net, in);
    EXPECT(summary.totals.params == 110 && summary.totals.macs == 200);
    EXPECT(summary[0].shares == Shares::nothing && summary[1].shares == Shares::all);
    EXPECT(summary[1].params.trainable() == 110 && summary[1].own_params() == Params{});
    EXPECT(parameter_bytes(net, in) == 440 && training(net, in).gradient_bytes == 440);
    EXPECT(params(Sequential{Shared{"a", Linear{10, 10}}, Shared{"a", Linear{10, 10}}}) == 110);
    const Shared wide{"wide", Linear{1000, 1000}};
    EXPECT(params(Sequential{wide, wide}, {20, hide(1000)}) == 1'001'000);
    EXPECT(macs(Sequential{wide, wide}, {20, hide(1000)}) == 40'000'000);
    // Every call reads the weights.
    const Linear apart{.out_features = 10};
    EXPECT(traffic(net, in).total == traffic(Sequential{apart, apart}, in).total);
    return 0;
}
PROVE_TWICE(weights_count_once_and_macs_each_time)

// What the tools printed of it with a ReLU in the middle (oracle, modules/totals_tools.csv): each
// call counts.
constexpr int tools_count_each_call() {
    const Shared same{"same", Linear{.out_features = 10}};
    const Sequential net{same, ReLU{}, same};
    const Shape in{hide(10)};
    EXPECT(flops(net, in, conventions::torchinfo) == 220);
    EXPECT(flops(net, in, conventions::ptflops) == 240);
    EXPECT(flops(net, in, conventions::fvcore) == 200);
    EXPECT(flops(net, in, conventions::thop) == 200);
    EXPECT(flops(net, in, conventions::calflops) == 410);
    EXPECT(flops(net, in, conventions::deepspeed) == 410);
    return 0;
}
PROVE_TWICE(tools_count_each_call)

constexpr int a_head_on_several_levels() {
    const Sequential block{Conv2d{.out_channels = 8, .kernel_size = 3, .padding = 1}, BatchNorm2d{},
                           ReLU{}};
    const Shared head{"head", Sequential{block, Conv2d{.out_channels = 2, .kernel_size = 1}}};
    const Sequential net{Tag{"p3"}, head, Output{"fine"}, From{"p3"}, MaxPool2d{2}, head};
    const auto summary = summarize(net, {8, hide(6), 6});
    const Count own = 8 * 9 * 8 + 8 + 16 + 8 * 2 + 2;
    EXPECT(summary.totals.params == own && summary.totals.buffers == 16);
    EXPECT(summary.totals.macs == (8 * 9 * 8 + 16) * (36 + 9));
    EXPECT(summary.outputs[0].shape == Shape{2, 6, 6} && summary.totals.output == Shape{2, 3, 3});
    // The name says which weights they are.
    EXPECT(summary.path(0) == "head.0.0" && summary.path(5) == "head.0.0");
    EXPECT(summary.path(3) == "head.1" && summary.path(4) == "4");
    Count sum = 0;
    for (const Record& record : summary) sum += record.own_params().trainable();
    EXPECT(sum == own);
    // Folded, it is one convolution for both levels.
    EXPECT(parameter_bytes(net, {8, hide(6), 6}, DType::int8) ==
           (8 * 9 * 8 + 8 * 4) + (16 + 2 * 4));
    return 0;
}
PROVE_TWICE(a_head_on_several_levels)

// With a normalisation for each level, folding makes two convolutions of one.
constexpr int folding_does_not_lose_weights() {
    const Shared conv{"conv", Conv2d{.out_channels = 4, .kernel_size = 1, .bias = false}};
    const Sequential net{conv, BatchNorm2d{}, conv, BatchNorm2d{}};
    const Shape in{4, hide(3), 3};
    EXPECT(parameter_bytes(net, in) == 4 * (16 + 8 + 8));
    EXPECT(parameter_bytes(net, in, DType::int8) == 2 * (16 + 4 * 4));
    return 0;
}
PROVE_TWICE(folding_does_not_lose_weights)

constexpr int different_layers_may_share() {
    // A tied read-out: as many weights, and biases of its own.
    const Sequential tied{Shared{"words", Linear{.out_features = 20, .bias = false}}, ReLU{},
                          Shared{"words", Linear{.out_features = 5}}};
    const auto summary = summarize(tied, {hide(5)});
    EXPECT(summary.totals.params == 100 + 5 && summary[2].shares == Shares::weights);
    EXPECT(params(tied, {5}) == 105 && totals(tied, {5}).params == 105);
    EXPECT(parameter_bytes(tied, {5}) == 420);
    // From then on they are shared too.
    const Sequential thrice{tied, Shared{"words", Linear{.out_features = 20}},
                            Shared{"words", Linear{.out_features = 5}}};
    EXPECT(params(thrice, {hide(5)}) == 105 + 20);
    // A convolution and a linear layer of the same weights.
    const Sequential mixed{Shared{"w", PointwiseConv{.out_channels = 6}}, Flatten{},
                           Shared{"w", Linear{.out_features = 4}}};
    EXPECT(params(mixed, {hide(4), 1, 1}) == 24 + 6 + 4);
    return 0;
}
PROVE_TWICE(different_layers_may_share)

constexpr int sharing_nests() {
    const Shape in{hide(4)};
    const Shared nested{"inner", Linear{4, 4}};
    // In copies of a repeated block, alone or beside weights of each copy.
    EXPECT(params(repeat<5>(nested), in) == 20 && macs(repeat<5>(nested), in) == 80);
    EXPECT(params(repeat<5>(Sequential{nested, Linear{4, 4}}), in) == 20 + 5 * 20);
    // A repeated block inside of what is shared; a name inside of another.
    const Shared outer{"outer", Sequential{repeat<3>(Linear{4, 4}), nested}};
    EXPECT(params(outer, in) == 80 && params(Sequential{outer, outer}, in) == 80);
    EXPECT(params(Sequential{nested, outer, outer, nested}, in) == 80);
    EXPECT(macs(Sequential{nested, outer, outer, nested}, in) == 16 * 10);
    const auto summary = summarize(Sequential{outer, nested, outer}, in);
    EXPECT(summary.size() == 9 && summary.totals.params == 80);
    EXPECT(summary[3].shares == Shares::nothing && summary[4].shares == Shares::all);
    EXPECT(summary.path(3) == "outer.inner" && summary.path(4) == "inner");
    // A name around it takes the place of its own.
    EXPECT(summarize(Sequential{Named{"a", nested}}, in).path(0) == "a");
    EXPECT(params(Named{"", Shared{"x", Sequential{}}}, in) == 0);
    return 0;
}
PROVE_TWICE(sharing_nests)

constexpr int rows_end_before_a_use_that_does_not_fit() {
    const Sequential net{Shared{"w", Linear{4, 4}}, ReLU{}, Output{"a"},
                         Shared{"w", Sequential{ReLU{}, Linear{4, 5}, Output{"b"}}}, ReLU{}};
    const auto summary = try_summarize(net, {hide(4)});
    EXPECT(summary.error.misfit.problem == Problem::shared_weights && summary.error.index == 2);
    EXPECT(summary.size() == 2 && summary.totals.params == 20 && summary.totals.macs == 16);
    EXPECT(summary.outputs.size() == 1 && summary.outputs[0].row == 1);
    EXPECT(summary.output_row == 1);
    return 0;
}
PROVE_TWICE(rows_end_before_a_use_that_does_not_fit)

TEST_CASE("weights that do not have the same number are not shared") {
    const Sequential leaves{Shared{"w", Linear{.out_features = 6}}, ReLU{},
                            Shared{"w", Linear{.out_features = 5}}};
    const std::string sentence =
        "layer 2 (Linear, at w): shares the weights w and has 30 of them, but their first use, "
        "layer 0 "
        "(Linear), has 24; give one of them another name, or bring both to the same number";
    CHECK(refusal([&] { return params(leaves, {4}); }) == sentence);
    CHECK(refusal([&] { return output_shape(leaves, {4}); }) == sentence);
    CHECK(refusal([&] { return macs(leaves, {4}); }) == sentence);
    CHECK(refusal([&] { return flops(leaves, {4}); }) == sentence);
    CHECK(refusal([&] { return totals(leaves, {4}); }) == sentence);
    CHECK(refusal([&] { return summarize(leaves, {4}); }) == sentence);
    CHECK(refusal([&] { return flops(leaves, {4}, conventions::fvcore); }) == sentence);
    const Sequential blocks{Shared{"w", Sequential{Linear{4, 4}}},
                            Shared{"w", Sequential{Linear{4, 4, false}}}};
    CHECK(refusal([&] { return params(blocks); }) ==
          "layer 1 (Sequential, at w): shares the weights w and has 16 of them, but their first "
          "use, layer 0 "
          "(Sequential), has 20; give one of them another name, or bring both to the same number");
}

} // namespace
