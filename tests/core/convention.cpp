#include <ctnn/core/convention.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr Count arithmetic(const auto& layer, const Shape& in) {
    return flops(layer, in, conventions::arithmetic);
}

constexpr int the_lecture_counts_macs_twice_and_comparisons_of_max_pooling() {
    const Shape in{hide(5), 16, 16};
    EXPECT(flops(Conv2d{5, 10, 3, 1, 1}, in) == 230'400);
    EXPECT(flops(MaxPool2d{2, 2}, in) == 5 * 8 * 8 * 3);
    EXPECT(flops(MaxPool2d{{2, 3}}, in) == 5 * 8 * 5 * 5);
    EXPECT(flops(Linear{640, 10}, Shape{hide(640)}) == 12'800);
    EXPECT(flops(DepthwiseConv{.kernel_size = 3, .padding = 1}, in) == 5 * 16 * 16 * 2 * 9);
    EXPECT(flops(PointwiseConv{.out_channels = 10}, in) == 10 * 16 * 16 * 2 * 5);
    EXPECT(flops(Sequential{ReLU{}, AvgPool2d{2}, BatchNorm2d{}, Softmax{}, Flatten{}}, in) == 0);
    EXPECT(flops(Conv2d{5, 10, 3, 1, 1}, in, conventions::lecture) == 230'400);
    return 0;
}
PROVE_TWICE(the_lecture_counts_macs_twice_and_comparisons_of_max_pooling)

// Every operation of the forward pass: for sums of products, what torchstat's MAdd printed for the
// same module (single_ops.csv: conv_k3p1_bias, conv_g2_nobias, linear in flatten_linear aside).
constexpr int arithmetic_counts_every_operation() {
    EXPECT(arithmetic(Conv2d{3, 8, 3, 1, 1}, {3, hide(10), 12}) == 51'840);
    EXPECT(arithmetic(Conv2d{.out_channels = 6, .kernel_size = 3, .groups = 2, .bias = false},
                      {4, hide(11), 9}) == 13'230);
    EXPECT(arithmetic(Linear{20, 7, false}, {hide(20)}) == 273);
    EXPECT(arithmetic(Linear{20, 7}, {hide(20)}) == 280);
    EXPECT(arithmetic(MaxPool2d{2, 2}, {6, hide(10), 12}) == 540);
    EXPECT(arithmetic(AvgPool2d{2, 2}, {6, hide(10), 12}) == 720);
    EXPECT(arithmetic(BatchNorm2d{}, {6, hide(5), 7}) == 840);
    EXPECT(arithmetic(ReLU{}, {6, hide(5), 7}) == 210);
    EXPECT(arithmetic(Softmax{}, {hide(10)}) == 29);
    return 0;
}
PROVE_TWICE(arithmetic_counts_every_operation)

constexpr int counts_past_63_bits_are_errors_under_every_convention() {
    const Conv2d wide{.out_channels = 1'000'000'000, .kernel_size = 1};
    Walk walk{Walk::Ask::flops, conventions::arithmetic};
    walk.run(wide, {hide(1'000'000'000), 100, 100});
    EXPECT(walk.error().misfit.problem == Problem::too_large);
    // Without a shift, three sums of 8 numbers less one addition, and nothing overflows: 23 + 8 + 8
    // + 2 + 1.
    EXPECT(arithmetic(LayerNorm{.normalized_shape = 8, .elementwise_affine = false}, {hide(8)}) ==
           23 + 8 + 8 + 2 + 1);
    return 0;
}
PROVE_TWICE(counts_past_63_bits_are_errors_under_every_convention)

constexpr Convention operands{"operands", "operands", "the operands of sums",
                              [](const Operation& operation) -> Count {
                                  const Record& record = operation.record;
                                  return record.step == Step{"add", 0} ? record.operands : 0;
                              }};
static_assert(flops(Sequential{ReLU{}, Add{ReLU{}, ReLU{}, ReLU{}}}, {4}, operands) == 3,
              "a convention sees the whole record");

// Adaptive windows by PyTorch's rule, floor(i*I/O) to ceil((i+1)*I/O), added up one by one.
constexpr Count reads(Count in, Count out) {
    Count sum = 0;
    for (Count i = 0; i < out; ++i) sum += ((i + 1) * in + out - 1) / out - i * in / out;
    return sum;
}
constexpr int adaptive_pools_read_what_their_windows_hold() {
    for (Count in = hide(1); in < 20; ++in) {
        for (Count out = 1; out < 20; ++out) {
            const Count sums = reads(in, out) * reads(in, 3) - 3 * out;
            EXPECT(arithmetic(AdaptiveAvgPool2d{{out, 3}}, {1, in, in}) == sums + 3 * out);
        }
    }
    return 0;
}
PROVE_TWICE(adaptive_pools_read_what_their_windows_hold)

constexpr Convention neurons{
    "neurons", "neurons", "every output element once",
    [](const Operation& operation) { return operation.record.output.elements(); }};

constexpr int a_user_writes_a_convention() {
    EXPECT(flops(Sequential{Conv2d{1, 2, 3}, Flatten{}}, {1, hide(5), 5}, neurons) == 18 + 18);
    const auto summary = summarize(Conv2d{1, 2, 3}, {1, hide(5), 5}, neurons);
    EXPECT(summary[0].flops == 18 && summary.totals.flops == 18);
    return 0;
}
PROVE_TWICE(a_user_writes_a_convention)

} // namespace
