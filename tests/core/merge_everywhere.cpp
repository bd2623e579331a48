// Every question about networks with merges that have MACs and parameters: no two answers differ.
#include <ctnn/core/merge.hpp>

#include <ctnn/analysis/budget.hpp>
#include <ctnn/analysis/compare_conventions.hpp>
#include <ctnn/analysis/parameter_bytes.hpp>
#include <ctnn/analysis/traffic.hpp>
#include <ctnn/analysis/training.hpp>
#include <ctnn/graph.hpp>
#include <ctnn/within.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

/// A map times a map through trained weights between their channels, and the largest of each sum:
/// MACs, parameters and comparisons that the lecture counts.
struct Bilinear {
    static constexpr const char* name = "Bilinear";
    static constexpr Op op = Op::max_pool;

    bool has_biases = true;

    constexpr Misfit check(const Operands& operands) const {
        const bool fits = operands.size() == 2 && operands[0] == operands[1];
        return fits ? Misfit{} : Misfit{Problem::branches, Field::none, Axis::none, 0, 1};
    }
    constexpr Shape output_shape(const Operands& operands) const { return operands[0]; }
    constexpr Params params(const Operands& operands) const {
        const Count channels = operands[0].channels();
        return {.weights = mul(channels, channels, channels), .biases = has_biases ? channels : 0};
    }
    constexpr Work work(const Operands& operands, const Shape& out) const {
        const Count macs = mul(out.elements(), operands[0].channels(), operands[0].channels());
        return {.macs = macs,
                .additions = macs,
                .multiplications = mul(2, macs),
                .comparisons = out.elements(),
                .divisions = 1,
                .exponentials = 2};
    }
};

/// A merge of no kind, in a composite layer of a user's own.
struct Match {
    static constexpr const char* name = "Match";

    constexpr Misfit check(const Operands& operands) const { return broadcast(operands).misfit; }
    constexpr Shape output_shape(const Operands& operands) const {
        return broadcast(operands).shape;
    }
    constexpr Params params() const { return {.weights = 5, .biases = 1, .buffers = 2}; }
    constexpr Work work(const Operands& operands, const Shape& out) const {
        return {.macs = mul(operands.size(), out.elements()), .comparisons = 7};
    }
};

struct Matching {
    static constexpr const char* name = "Matching";
    static constexpr Size size = {.operations = 3, .edges = 5, .parts = 1};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor branches[] = {tensor, tensor, tensor};
        walk.into("pool", GlobalAvgPool{}, branches[1]);
        walk.into("conv", Sequential{PointwiseConv{.out_channels = 1}}, branches[2]);
        walk.merge("match", Match{}, branches, 3, tensor);
    }
};

constexpr bool same(const Totals& one, const Totals& other) {
    return one.output == other.output && one.params == other.params &&
           one.buffers == other.buffers && one.macs == other.macs && one.flops == other.flops &&
           one.operations == other.operations;
}

constexpr bool sums_agree(const auto& net, const Shape& in) {
    const auto summary = summarize(net, in);
    const auto tried = try_summarize(net, in);
    Totals sum;
    for (const Record& record : summary) {
        sum.params += record.params.trainable();
        sum.buffers += record.params.buffers;
        sum.macs += record.work.macs;
        sum.flops += record.flops;
        sum.operations += 1;
    }
    sum.output = output_shape(net, in);
    return same(totals(net, in), sum) && same(summary.totals, sum) && same(tried.totals, sum) &&
           !tried.error && params(net, in) == sum.params && macs(net, in) == sum.macs &&
           flops(net, in) == sum.flops && sum.output == summary[summary.output_row].output;
}

constexpr bool conventions_agree(const auto& net, const Shape& in) {
    const auto lecture = summarize(net, in);
    const Rows rows = lecture;
    const auto compared = compare_conventions(net, in);
    for (int i = 0; i < compared.size(); ++i) {
        const Convention& convention = conventions::all[i];
        const auto counted = summarize(net, in, convention);
        Count of_rows = 0;
        Count of_operations = 0;
        for (int row = 0; row < rows.size(); ++row) {
            of_rows += counted[row].flops;
            of_operations += convention.count(rows.operation(row));
        }
        const Count answers[] = {flops(net, in, convention),
                                 flops(lecture, convention),
                                 flops(counted, convention),
                                 counted.totals.flops,
                                 traffic(counted).total.flops,
                                 compared[i].count,
                                 of_operations};
        for (const Count answer : answers) {
            if (answer != of_rows) return false;
        }
        if (counted.totals.macs != lecture.totals.macs) return false;
    }
    return flops(net, in, conventions::lecture) == flops(net, in);
}

constexpr bool analyses_agree(const auto& net, const Shape& in) {
    const auto summary = summarize(net, in);
    const Totals& all = summary.totals;
    const auto actual = [&](const Budget& budget) { return overrun(summary, budget).actual; };
    return training(summary).forward_macs == all.macs &&
           training(net, in, {.batch = 3}).forward_macs == 3 * all.macs &&
           training(summary).parameter_bytes == 4 * all.params &&
           parameter_bytes(net, in) == 4 * all.params &&
           traffic(summary).total.flops == all.flops && actual({.params = 1}) == all.params &&
           actual({.macs = 1}) == all.macs && actual({.flops = 1}) == all.flops &&
           !overrun(summary, {.params = all.params, .macs = all.macs, .flops = all.flops});
}

constexpr bool agree(const auto& net, const Shape& in) {
    return sums_agree(net, in) && conventions_agree(net, in) && analyses_agree(net, in);
}

constexpr PointwiseConv conv{.out_channels = 4};
constexpr Branches bilinear{Bilinear{}, skip, conv};
constexpr MatMul product{skip, Sequential{conv, Sigmoid{}}};
constexpr Sequential part{product, ReLU{}, bilinear};

constexpr auto nested = Sequential{
    conv,
    repeat<5>(part),
    Named{"named", Matching{}},
    Residual{product},
    Add{skip, repeat<2>(Sequential{bilinear, Residual{bilinear, part}}), GlobalAvgPool{}},
    Concat{Named{"first", bilinear}, repeat<3>(Matching{})}.along(2),
    Multiply{skip, Sequential{GlobalAvgPool{}, Flatten{}}},
    Branches{Bilinear{false}, skip, skip}};

constexpr int all_questions_agree() {
    const Shape in{4, hide(6), 6};
    EXPECT(agree(bilinear, in) && agree(product, in) && agree(Matching{}, in));
    EXPECT(agree(Residual{product}, in) && agree(Named{"product", product}, in));
    EXPECT(agree(Add{product, bilinear, Matching{}}, in));
    EXPECT(agree(MatMul{product, bilinear}, in) &&
           agree(Concat{product, Matching{}}.along(-1), in));
    return 0;
}
PROVE_TWICE(all_questions_agree)

constexpr int all_questions_agree_on_what_is_nested() {
    EXPECT(sums_agree(nested, {3, hide(6), 6}) && analyses_agree(nested, {3, hide(6), 6}));
    return 0;
}
PROVE_TWICE(all_questions_agree_on_what_is_nested)

TEST_CASE("all conventions agree on what is nested") {
    CHECK(conventions_agree(nested, {3, 6, 6}));
}

// 144 elements: 4 x 6 x 6. A product has 6 MACs each, a Bilinear 16, the convolutions 4.
constexpr int figures_by_hand() {
    const Shape in{4, hide(6), 6};
    EXPECT(macs(product, in) == 144 * (6 + 4) && params(product, in) == 20);
    EXPECT(macs(bilinear, in) == 144 * (16 + 4) && params(bilinear, in) == 20 + 64 + 4);
    EXPECT(flops(bilinear, in) == 2 * 144 * 20 + 144);
    EXPECT(macs(Matching{}, in) == 36 * 4 + 3 * 144 && params(Matching{}, in) == 5 + 6);
    EXPECT(totals(Matching{}, in).buffers == 2);
    EXPECT(params(Matching{}, in) == params(repeat<3>(Matching{}), in) / 3);
    return 0;
}
PROVE_TWICE(figures_by_hand)

// Copies that are folded are like those that are written out.
constexpr int copies_of_merges() {
    const Shape in{4, hide(6), 6};
    const auto folded = repeat<4>(part);
    const auto written = Sequential{part, part, part, part};
    EXPECT(same(totals(folded, in), totals(written, in)) && agree(folded, in));
    const auto one = summarize(folded, in);
    const auto other = summarize(written, in);
    for (int row = 0; row < one.size(); ++row) {
        EXPECT(one[row].work == other[row].work && one[row].params == other[row].params);
        EXPECT(one[row].is_opaque == other[row].is_opaque && one.path(row) == other.path(row));
    }
    EXPECT(macs(repeat<1'000>(part), in) == 1'000 * macs(part, in));
    EXPECT(params(repeat<1'000>(part), in) == 1'000 * params(part, in));
    return 0;
}
PROVE_TWICE(copies_of_merges)

// In a Model too.
using Nested = Model<nested, Shape{3, 6, 6}>;
static_assert(Nested::macs == macs(nested, {3, 6, 6}) && Nested::flops == flops(nested, {3, 6, 6}));
static_assert(Nested::params == params(nested, {3, 6, 6}));
static_assert(Nested::output_shape == output_shape(nested, {3, 6, 6}));
static_assert(
    within<Nested,
           Budget{.params = Nested::params, .macs = Nested::macs, .flops = Nested::flops}>());

} // namespace
