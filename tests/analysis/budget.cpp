#include <ctnn/analysis/budget.hpp>

#include <ctnn/nn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr Sequential net{Conv2d{1, 5, 3, 1, 1}, MaxPool2d{2}, Flatten{}, Linear{1280, 10}};
// 50 + 12,810 parameters; 46,080 + 12,800 MACs; 1x32x32 and 5x32x32 elements at once.
constexpr int limits() {
    const auto summary = summarize(net, {1, hide(32), 32});
    EXPECT(is_within(summary, {.params = 12'860}) && !is_within(summary, {.params = 12'859}));
    EXPECT(is_within(summary, {.parameter_bytes = 4 * 12'860}));
    EXPECT(!is_within(summary, {.parameter_bytes = 4 * 12'860 - 1}));
    EXPECT(is_within(summary, {.macs = 58'880}) && !is_within(summary, {.macs = 58'879}));
    EXPECT(is_within(summary, {.flops = 121'600}) && !is_within(summary, {.flops = 121'599}));
    EXPECT(is_within(summary, {.activation_bytes = 25'600}));
    EXPECT(!is_within(summary, {.activation_bytes = 25'599}));
    EXPECT(is_within(summary, {.activation_bytes = 3'200, .dtype = DType::int4}));
    EXPECT(!is_within(summary, {.activation_bytes = 3'199, .dtype = DType::int4}));
    EXPECT(!is_within(try_summarize(net, {1, hide(40), 32}), {}));
    return 0;
}
PROVE_TWICE(limits)

constexpr int the_largest_part() {
    const auto summary = summarize(net, {1, hide(32), 32});
    const Overrun over = overrun(summary, {.params = 12'000});
    EXPECT(over && over.limit == Limit::params && over.actual == 12'860 && over.allowed == 12'000);
    EXPECT(over.index == 3 && over.op == Op::linear && over.path == "3");
    EXPECT(over.largest == 12'810 && over.percent() == 99);
    EXPECT(!overrun(summary, {.params = 12'860}));
    EXPECT(sentence(overrun(summary, {})).size == 0);
    EXPECT(!overrun(summarize(Sequential<>{}, {1, hide(32), 32}), {.params = 1}));
    return 0;
}
PROVE_TWICE(the_largest_part)

// 8-bit weights and 32-bit biases, one per channel where batch normalisation was.
constexpr int what_is_stored() {
    const Sequential folded{Conv2d{.out_channels = 8, .kernel_size = 3, .bias = false},
                            BatchNorm2d{},
                            ReLU{},
                            GlobalAvgPool{},
                            Flatten{},
                            Linear{8, hide(10)}};
    const auto summary = summarize(folded, {3, hide(9), 9});
    const Overrun over = overrun(summary, {.parameter_bytes = 300, .dtype = DType::int8});
    EXPECT(over.limit == Limit::parameter_bytes && over.allowed == 300);
    EXPECT(over.actual == 8 * 27 + 4 * 8 + 80 + 4 * 10 && over.largest == 8 * 27 + 4 * 8);
    EXPECT(over.index == 0 && over.op == Op::conv && over.percent() == 67);
    EXPECT(over.actual == parameter_bytes(summary, {DType::int8}));
    const Overrun as_fp32 = overrun(summary, {.parameter_bytes = 300});
    EXPECT(as_fp32.actual == 4 * (8 * 27 + 16 + 90) && as_fp32.largest == 4 * 8 * 27);
    return 0;
}
PROVE_TWICE(what_is_stored)

// A tensor added to itself counts once.
constexpr int an_operand_that_is_read_twice() {
    const auto summary = summarize(Sequential{Add{skip, skip}, Linear{5, 1}}, {hide(5)});
    const Overrun over = overrun(summary, {.activation_bytes = 1, .in_place = nothing_in_place});
    EXPECT(over.actual == 4 * 10 && over.largest == 4 * 10 && over.index == 0);
    EXPECT(overrun(summary, {.activation_bytes = 1}).actual == 4 * 10); // nor is it by default
    // In place, there is only the operand.
    const Budget ideal{.activation_bytes = 1, .in_place = ideal_in_place};
    const Overrun in_place = overrun(summary, ideal);
    EXPECT(in_place.actual == 4 * 6 && in_place.index == 1);
    const Overrun relu = overrun(summarize(ReLU{}, {hide(5)}), ideal);
    EXPECT(relu.actual == 4 * 5 && relu.largest == 4 * 5);
    return 0;
}
PROVE_TWICE(an_operand_that_is_read_twice)

// 17,408 bytes in place, for which TensorFlow Lite Micro takes 32,768.
constexpr int the_default_of_a_budget_is_safe() {
    const Sequential conv{Conv2d{.out_channels = 16, .kernel_size = 3, .padding = 1}, ReLU{},
                          Flatten{}, Linear{.out_features = 10}};
    const auto summary = summarize(conv, {1, hide(32), 32});
    const Overrun over = overrun(summary, {.activation_bytes = 32'767, .dtype = DType::int8});
    EXPECT(over.actual == 32'768 && over.index == 1 && over.largest == 32'768);
    EXPECT(is_within(summary, {.activation_bytes = 32'768, .dtype = DType::int8}));
    EXPECT(is_within(
        summary, {.activation_bytes = 17'408, .dtype = DType::int8, .in_place = ideal_in_place}));
    EXPECT(!is_within(
        summary, {.activation_bytes = 17'407, .dtype = DType::int8, .in_place = ideal_in_place}));
    return 0;
}
PROVE_TWICE(the_default_of_a_budget_is_safe)

constexpr int a_network_without_operations() {
    const auto summary = summarize(skip, {hide(4)});
    EXPECT(is_within(summary, {.params = 1, .parameter_bytes = 1, .activation_bytes = 16}));
    const Overrun over = overrun(summary, {.activation_bytes = 15});
    EXPECT(over.actual == 16 && over.largest == 0 && over.percent() == 0);
    EXPECT(sentence(over) == "activation_bytes: 16 is 1 over the budget of 15");
    EXPECT(sentence(overrun(summary, {.flops = 0})) ==
           "flops of a budget must be at least 1, is 0");
    return 0;
}
PROVE_TWICE(a_network_without_operations)

constexpr int the_first_of_equal_parts() {
    const auto summary = summarize(Sequential{Linear{5, 5}, Linear{5, hide(5)}}, {5});
    EXPECT(overrun(summary, {.params = 1}).index == 0);
    EXPECT(overrun(summary, {.activation_bytes = 1}).index == 0);
    return 0;
}
PROVE_TWICE(the_first_of_equal_parts)

constexpr int figures_near_63_bits() {
    const Count wide = 2'100'000'000;
    const Overrun all = overrun(
        summarize(Linear{.in_features = wide, .out_features = wide, .bias = false}, {hide(wide)}),
        {.params = 1});
    EXPECT(all.largest == wide * wide && all.percent() == 100);
    Overrun part = all;
    part.largest = wide * wide / 4;
    EXPECT(part.percent() == 25);
    part.actual = INT64_MAX;
    part.largest = INT64_MAX - 1;
    EXPECT(part.percent() == 99);
    const auto vast = summarize(ReLU{}, {INT64_MAX / 3});
    const Overrun bytes = overrun(vast, {.activation_bytes = 1, .in_place = nothing_in_place});
    EXPECT(bytes.actual == INT64_MAX && bytes.largest == INT64_MAX && bytes.percent() == 100);
    const Overrun stored =
        overrun(summarize(Linear{wide, wide, false}, {hide(wide)}), {.parameter_bytes = 1});
    EXPECT(stored.actual == INT64_MAX && stored.largest == INT64_MAX && stored.percent() == 100);
    return 0;
}
PROVE_TWICE(figures_near_63_bits)

constexpr int a_limit_below_1_is_exceeded() {
    const auto summary = summarize(net, {1, hide(32), 32});
    EXPECT(!is_within(summary, {.params = -1}) && !is_within(summary, {.parameter_bytes = 0}));
    EXPECT(!is_within(summary, {.activation_bytes = -5}));
    const Overrun none =
        overrun(summarize(ReLU{}, {hide(4)}), {.macs = 0}); // although there are no MACs
    EXPECT(none.limit == Limit::macs && none.allowed == 0 && none.actual == 0);
    return 0;
}
PROVE_TWICE(a_limit_below_1_is_exceeded)

// The arena of TensorFlow Lite Micro, and what a layer keeps.
constexpr int arenas() {
    const Sequential small{Conv2d{.out_channels = 16, .kernel_size = 3, .padding = 1}, ReLU{},
                           Flatten{}, Linear{.out_features = 10}};
    const auto summary = summarize(small, {1, hide(32), 32});
    constexpr MemoryOptions tflm = MemoryOptions::tflm();
    EXPECT(is_within(summary, {.arena_bytes = 32'768, .memory = tflm}));
    const Overrun over = overrun(summary, {.arena_bytes = 32'767, .memory = tflm});
    EXPECT(over.limit == Limit::arena_bytes && over.actual == 32'768 && over.index == 0);
    EXPECT(over.largest == 16'384 && over.percent() == 50);
    EXPECT(!is_within(summary, {.arena_bytes = 32'768})); // of fp32
    const auto with_state = summarize(LSTM{.hidden_size = 8}, {hide(4), 8});
    const auto plan = plan_memory(with_state, tflm);
    EXPECT(plan.state_bytes == 32);
    EXPECT(is_within(with_state, {.arena_bytes = plan.bytes + 32, .memory = tflm}));
    EXPECT(!is_within(with_state, {.arena_bytes = plan.bytes + 31, .memory = tflm}));
    return 0;
}
PROVE_TWICE(arenas)

constexpr int every_limit_is_named() {
    const auto summary = summarize(net, {1, hide(32), 32});
    const Overrun over = overrun(summary, {.params = 12'000,
                                           .macs = 58'880,
                                           .flops = 1'000,
                                           .activation_bytes = 20'000,
                                           .arena_bytes = 0});
    EXPECT(over.limit == Limit::params && over.other_count == 3);
    EXPECT(over.others[0].limit == Limit::flops && over.others[0].actual == 121'600);
    EXPECT(over.others[2].limit == Limit::arena_bytes);
    EXPECT(sentence(over) ==
           "params: 12860 is 860 over the budget of 12000; the largest part is layer 3 (Linear, at "
           "3) with 12810, 99%; also flops: 121600 is 120600 over the budget of 1000; also "
           "activation_bytes: 25600 is 5600 over the budget of 20000; also arena_bytes of a budget "
           "must be at least 1, is 0");
    return 0;
}
PROVE_TWICE(every_limit_is_named)

} // namespace
