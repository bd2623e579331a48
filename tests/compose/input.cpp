#include <ctnn/compose/input.hpp>

#include <ctnn/analysis/compare_conventions.hpp>
#include <ctnn/analysis/memory.hpp>
#include <ctnn/analysis/traffic.hpp>
#include <ctnn/analysis/training.hpp>
#include <ctnn/graph.hpp>
#include <ctnn/within.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

/// An image, and a vector that gates its channels.
constexpr Sequential gated{Conv2d{.out_channels = 4, .kernel_size = 3, .padding = 1},
                           Multiply{skip, Sequential{Input{1}, Linear{.out_features = 4}}}};

constexpr int a_network_has_several_inputs() {
    const Inputs inputs{Shape{3, hide(8), 8}, Shape{hide(5)}};
    const auto summary = summarize(gated, inputs);
    EXPECT(summary.inputs.size() == 2 && summary.inputs[1] == Shape{5});
    EXPECT(summary.operand(0) == -1 && summary.operand(1) == -2 && summary.operand(2, 1) == 1);
    EXPECT(summary.input_of(1) == Shape{5} && summary.totals.output == Shape{4, 8, 8});
    EXPECT(output_shape(gated, inputs) == Shape{4, 8, 8});
    EXPECT(output_shape(gated, {Shape{3, hide(8), 8}, Shape{5}}) == Shape{4, 8, 8});
    EXPECT(params(gated, inputs) == 3 * 9 * 4 + 4 + 5 * 4 + 4);
    EXPECT(macs(gated, inputs) == 3 * 9 * 4 * 64 + 5 * 4);
    EXPECT(compare_conventions(gated, inputs).inputs == inputs);
    return 0;
}
PROVE_TWICE(a_network_has_several_inputs)

constexpr int one_shape_is_one_input() {
    EXPECT(Inputs(Shape{3, hide(8), 8}) == Inputs(3, 8, 8) && Inputs(hide(8)) == Inputs{Shape{8}});
    const Sequential first{ReLU{}, Add{skip, Input{0}}};
    const auto summary = summarize(first, {hide(4)});
    EXPECT(summary.operand(1, 1) == -1 && summary.inputs.size() == 1);
    return 0;
}
PROVE_TWICE(one_shape_is_one_input)

// Inputs are alive from the start to their last reader.
constexpr int plans_have_all_inputs() {
    const Inputs inputs{Shape{1, hide(8), 8}, Shape{2, 8, 8}};
    const PointwiseConv narrow{.out_channels = 1};
    const Sequential net{narrow, Tag{"one"}, Input{1}, narrow, Add{skip, From{"one"}}};
    EXPECT(peak_activations(net, inputs, nothing_in_place) == (1 + 2 + 1) * 64);
    const MemoryOptions int8{.dtype = DType::int8};
    const auto plan = plan_memory(net, inputs, int8);
    EXPECT(plan.lower_bound == 4 * 64 && plan.bytes >= 4 * 64);
    EXPECT(plan[-1].bytes == 64 && plan[-1].last_use == 0);
    EXPECT(plan[-2].bytes == 128 && plan[-2].first_use == 0 && plan[-2].last_use == 1);
    const auto kept = plan_memory(net, inputs, {.dtype = DType::int8, .keep_input = true});
    EXPECT(kept[-1].last_use == 2 && kept[-2].last_use == 2 && kept.lower_bound == 6 * 64);
    // Both are read once, and both saved for the gradients of the convolutions' weights.
    EXPECT(traffic(net, inputs).total.bytes_read == 4 * (64 + 128 + 2 * 64 + (1 + 1) + (2 + 1)));
    EXPECT(training(net, inputs).activation_bytes == 4 * (64 + 128));
    return 0;
}
PROVE_TWICE(plans_have_all_inputs)

constexpr Inputs image_and_vector{Shape{3, 8, 8}, Shape{5}};
using Gated = Model<gated, image_and_vector>;
static_assert(Gated::params == 136 && Gated::output_shape == Shape{4, 8, 8});
static_assert(within<Gated, Budget{.params = 136}>());

TEST_CASE("inputs that are not given, or that nothing reads") {
    CHECK(refusal([] {
              return flops(gated, {3, 8, 8});
          }) ==
          "layer 1 (Input, at 1.1.0): expects an input 1, and the network has 1 input: 0; ask with "
          "Inputs{..., Shape{...}}");
    const Sequential third{ReLU{}, Input{3}};
    CHECK(refusal([&] {
              return flops(third, {Shape{3}, Shape{4}});
          }) == "layer 1 (Input, at 1): expects an input 3, and the network has 2 inputs: 0 to 1");
    CHECK(refusal([&] { return flops(Sequential{Input{-1}}, {3}); }).find("input -1") !=
          std::string::npos);
    const std::string unread = "input 1 (4) is given and no layer reads it; put Input{1} where it "
                               "is used, or leave it out";
    const Inputs two{Shape{3}, Shape{4}};
    CHECK(refusal([&] { return flops(ReLU{}, two); }) == unread);
    CHECK(refusal([&] { return params(ReLU{}, two); }) == unread);
    CHECK(refusal([&] { return output_shapes(ReLU{}, two); }) == unread);
    CHECK(refusal([&] { return summarize(ReLU{}, two); }) == unread);
    CHECK(refusal([&] {
              return flops(Sequential{Input{1}, ReLU{}}, two);
          }) == "input 0 (3) is given and no layer reads it; leave it out, or read it");
    // Named, but replaced before anything reads it.
    CHECK(refusal([&] { return flops(Sequential{Input{1}, Input{0}, ReLU{}}, two); }) == unread);
    CHECK(refusal([&] {
              return flops(ReLU{}, {Shape{3}, Shape{0}});
          }) == "expects an input shape with sizes of at least 1, gets 0");
    // An output is read by whoever asked for it.
    CHECK(refusal([&] { return flops(Sequential{Output{"x"}, Input{1}}, two); }) == "no error");
}

} // namespace
