#include <ctnn/compose/add.hpp>

#include <ctnn/analysis/activation_memory.hpp>
#include <ctnn/analysis/memory_plan.hpp>
#include <ctnn/analysis/receptive_field.hpp>
#include <ctnn/analysis/traffic.hpp>
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

/// A column and a row of the map's means: 4x5x1 and 4x1x6.
constexpr AdaptiveAvgPool2d column_means{{inferred, 1}};
constexpr AdaptiveAvgPool2d row_means{{1, inferred}};

constexpr int a_broadcast_sum_is_larger_than_its_branches() {
    const Shape in{4, hide(5), 6};
    EXPECT(output_shape(Add{column_means, row_means}, in) == in);
    const auto summary = summarize(Add{column_means, row_means, GlobalAvgPool{}}, in);
    EXPECT(summary.totals.output == in);
    EXPECT(summary[3].work.additions == 120 + 120);
    // In another order the first sum is smaller: 4x5x1, then 4x5x6.
    EXPECT(summarize(Add{GlobalAvgPool{}, column_means, row_means}, in)[3].work.additions ==
           20 + 120);
    EXPECT(output_shape(Add{Flatten{}, Sequential{Linear{.out_features = 1}, Flatten{}}},
                        Shape{1, hide(3)}) == Shape{3});
    return 0;
}
PROVE_TWICE(a_broadcast_sum_is_larger_than_its_branches)

// An operand that is smaller than the sum cannot hold it.
constexpr int a_broadcast_sum_is_in_place_where_it_fits() {
    const Shape in{4, hide(5), 6};
    const InPlace sums_in_place{.sums = true};
    // 120 of the input and 20 of the column, then 20 + 24, and the sum's 120.
    EXPECT(peak_activations(Add{column_means, row_means}, in, sums_in_place) == 20 + 24 + 120);
    EXPECT(peak_activations(Sequential{ReLU{}, Add{skip, column_means}}, in, sums_in_place) == 240);
    const MemoryOptions bytes{.dtype = DType::int8, .in_place = sums_in_place, .alignment = 1};
    EXPECT(plan_memory(Add{column_means, row_means}, in, bytes).bytes == 20 + 24 + 120);
    EXPECT(plan_memory(Add{skip, column_means}, in, bytes).bytes == 140);
    EXPECT(plan_memory(Add{column_means, skip}, in, bytes).bytes == 140);
    return 0;
}
PROVE_TWICE(a_broadcast_sum_is_in_place_where_it_fits)

constexpr int a_broadcast_sum_reads_each_operand_once() {
    const auto moved = traffic(Add{column_means, row_means}, {4, hide(5), 6});
    EXPECT(moved[2].bytes_read == 4 * (20 + 24) && moved[2].bytes_written == 4 * 120);
    return 0;
}
PROVE_TWICE(a_broadcast_sum_reads_each_operand_once)

constexpr int what_is_broadcast_sees_as_a_gate() {
    const auto field = receptive_field(
        Add{Conv2d{.out_channels = 4, .kernel_size = 3, .padding = 1}, column_means},
        {4, hide(5), 6});
    EXPECT(field.height.size == 3 && field.width.is_whole);
    return 0;
}
PROVE_TWICE(what_is_broadcast_sees_as_a_gate)

constexpr int a_sum_past_63_bits_is_refused() {
    const Shape in{hide(1LL << 31), 1};
    const auto summary = try_summarize(
        Add{skip, Sequential{Flatten{}, Linear{.out_features = 1LL << 32, .bias = false}}}, in);
    EXPECT(summary.error.misfit.problem == Problem::too_large);
    return 0;
}
PROVE_TWICE(a_sum_past_63_bits_is_refused)

} // namespace
