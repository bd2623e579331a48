#include <ctnn/compose/matmul.hpp>

#include <ctnn/analysis/memory_plan.hpp>
#include <ctnn/analysis/receptive_field.hpp>
#include <ctnn/analysis/traffic.hpp>
#include <ctnn/analysis/training.hpp>
#include <ctnn/graph.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// 5x20 times 20x7: 35 elements of 20 products and 19 additions.
constexpr int a_matrix_product() {
    const MatMul net{Linear{20, 20, false}, AdaptiveAvgPool2d{{20, 7}}};
    const Shape in{3, hide(5), 20};
    EXPECT(output_shape(net, in) == (Shape{3, 5, 7}));
    const auto summary = summarize(net, in);
    EXPECT(summary.path(2) == "matmul" && summary[2].op == Op::matmul && summary[2].operands == 2);
    const Work work = summary[2].work;
    EXPECT(work.macs == 3 * 35 * 20 && work.multiplications == work.macs);
    EXPECT(work.additions == 3 * 35 * 19);
    EXPECT(summary[2].flops == 2 * work.macs);
    EXPECT(params(net, in) == 400);
    return 0;
}
PROVE_TWICE(a_matrix_product)

constexpr int matrices_are_broadcast() {
    const Conv2d one_map{.out_channels = 1, .kernel_size = 1};
    const AdaptiveAvgPool2d square{10};
    const Shape in{4, hide(8), 10};
    EXPECT(output_shape(MatMul{one_map, square}, in) == in);
    EXPECT(output_shape(MatMul{skip, Sequential{one_map, square}}, in) == in);
    EXPECT(macs(MatMul{one_map, square}, in) == 4 * 80 + 320 * 10);
    const auto moved = traffic(MatMul{one_map, square}, in);
    EXPECT(moved[2].bytes_read == 4 * (80 + 400) && moved[2].bytes_written == 4 * 320);
    return 0;
}
PROVE_TWICE(matrices_are_broadcast)

constexpr int matrices_that_do_not_fit() {
    const auto misfit = [](const auto& net, const Shape& in) {
        return try_summarize(net, in).error.misfit;
    };
    const Misfit both{Problem::branches, Field::none, Axis::none, 0, 1};
    EXPECT(misfit(MatMul{skip, skip}, {hide(5), 6}) == both);
    EXPECT(misfit(MatMul{skip, skip}, {hide(5)}) == both);
    EXPECT(misfit(MatMul{skip, Flatten{}}, {hide(1), 6}) == both);
    const Conv2d two_maps{.out_channels = 2, .kernel_size = 1};
    EXPECT(misfit(MatMul{skip, two_maps}, {4, hide(6), 6}) == both);
    EXPECT(!misfit(MatMul{skip, skip}, {4, hide(6), 6}));
    const Shape wide{1, hide(1LL << 30), 1};
    const MatMul huge{skip, AdaptiveAvgPool2d{{1, max_size}}};
    EXPECT(!misfit(huge, wide) && macs(huge, wide) == (1LL << 30) * max_size);
    EXPECT(misfit(Sequential{huge, MatMul{skip, AdaptiveAvgPool2d{{max_size, max_size}}}}, wide)
               .problem == Problem::too_large);
    return 0;
}
PROVE_TWICE(matrices_that_do_not_fit)

// Each output depends on a row and a column: which positions those have seen is not known here.
constexpr int receptive_fields_of_a_matrix_product() {
    EXPECT(!receptive_field(MatMul{skip, skip}, {4, hide(6), 6}).height.is_known);
    return 0;
}
PROVE_TWICE(receptive_fields_of_a_matrix_product)

// The scores of one head of ViT-B/16, 197 tokens of 64 numbers each, and what they weigh: twice
// 197 x 197 x 64 MACs. (A transposed key is a Linear here.)
constexpr int attention_scores() {
    const Sequential head{MatMul{Linear{64, 64, false}, AdaptiveAvgPool2d{{64, 197}}}, Softmax{3}};
    const Shape in{12, 197, hide(64)};
    EXPECT(macs(head, in) == 12 * (197 * 64 * 64 + 197 * 197 * 64));
    EXPECT(macs(MatMul{head, skip}, in) - macs(head, in) == 12 * 197 * 197 * 64);
    return 0;
}
PROVE_TWICE(attention_scores)

template <auto Net>
constexpr Shape shape_of_product = output_shape(Net, Shape{5, 5});
static_assert(shape_of_product<MatMul{skip, ReLU{}}> == Shape{5, 5});

} // namespace
