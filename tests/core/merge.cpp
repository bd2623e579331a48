#include <ctnn/core/merge.hpp>

#include <ctnn/analysis/parameter_bytes.hpp>
#include <ctnn/analysis/receptive_field.hpp>
#include <ctnn/analysis/training.hpp>
#include <ctnn/conventions/all.hpp>
#include <ctnn/ctnn.hpp>

#include <string>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace user {

/// torch.nn.Bilinear: of vectors x and y, x W y + b for each output.
struct Bilinear {
    static constexpr const char* name = "Bilinear";

    Count out_features;

    constexpr Misfit check(const Operands& operands) const {
        for (int i = 0; i < operands.size(); ++i) {
            if (auto misfit = expect::rank(1, operands[i])) return misfit;
        }
        return expect::positive(Field::out_features, out_features);
    }
    constexpr Shape output_shape(const Operands&) const { return {out_features}; }
    constexpr Params params(const Operands& operands) const {
        return {.weights = mul(out_features, mul(operands[0][0], operands[1][0])),
                .biases = out_features};
    }
    constexpr Work work(const Operands& operands, const Shape& out) const {
        return {.macs = mul(out.elements(), mul(operands[0][0], operands[1][0]))};
    }
};

/// A composite layer around it: the input beside what a Linear makes of it.
struct Pair {
    static constexpr const char* name = "Pair";
    static constexpr Size size = {.operations = 2, .edges = 3};

    Bilinear merge;
    Linear side;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor branches[] = {tensor, tensor};
        walk.into("side", side, branches[1]);
        walk.merge("pair", merge, branches, 2, tensor);
    }
};

/// The element-wise maximum of its operands.
struct Largest {
    static constexpr const char* name = "Largest";
    static constexpr bool is_elementwise = true;

    constexpr Misfit check(const Operands& operands) const {
        for (int i = 1; i < operands.size(); ++i) {
            if (operands[i] != operands[0]) {
                return {Problem::branches, Field::none, Axis::none, 0, i};
            }
        }
        return {};
    }
    constexpr Shape output_shape(const Operands& operands) const { return operands[0]; }
    constexpr Work work(const Operands& operands, const Shape& out) const {
        return {.comparisons = mul(out.elements(), operands.size() - 1)};
    }
};

/// The same, which does not say what its outputs see.
struct Opaque {
    static constexpr const char* name = "Opaque";

    constexpr Misfit check(const Operands& operands) const { return Largest{}.check(operands); }
    constexpr Shape output_shape(const Operands& operands) const { return operands[0]; }
    constexpr Work work(const Operands&, const Shape&) const { return {}; }
};

template <class M>
struct Joined {
    static constexpr Size size = {.operations = 3, .edges = 5};

    int branches = 3;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor all[] = {tensor, tensor, tensor};
        walk.into(1, Conv2d{.out_channels = 2, .kernel_size = 3, .padding = 1}, all[1]);
        walk.into(2, ReLU{}, all[2]);
        walk.merge("join", M{}, all, branches, tensor);
    }
};

/// Merges what no layer has given.
struct Nothing {
    static constexpr Size size = {.operations = 1, .edges = 2};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor branches[] = {tensor, Tensor{}};
        walk.merge("join", Largest{}, branches, 2, tensor);
    }
};

/// Passes on its first operand.
struct First {
    static constexpr const char* name = "First";
    static constexpr Op op = Op::identity;

    constexpr Misfit check(const Operands&) const { return {}; }
    constexpr Shape output_shape(const Operands& operands) const { return operands[0]; }
    constexpr Work work(const Operands&, const Shape&) const { return {}; }
};

struct FirstOfTwo {
    static constexpr Size size = {.operations = 2, .edges = 3};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor branches[] = {tensor, tensor};
        walk.into(0, Conv2d{.out_channels = 4, .kernel_size = 1}, branches[0]);
        walk.merge("first", First{}, branches, 2, tensor);
    }
};

struct NoWork {
    static constexpr const char* name = "NoWork";

    constexpr Misfit check(const Operands&) const { return {}; }
    constexpr Shape output_shape(const Operands& operands) const { return operands[0]; }
};

} // namespace user

namespace {

static_assert(Merge<user::Bilinear> && Merge<user::Largest> && Merge<AddMerge>);
static_assert(!Merge<user::NoWork> && !Merge<ReLU> && !Merge<int>);

// 7 outputs of 3 and 5 features: 105 weights and 7 biases (PyTorch's Bilinear(3, 5, 7)); 105 MACs.
constexpr int a_merge_has_parameters_and_macs() {
    const user::Pair pair{{.out_features = hide(7)}, Linear{3, 5}};
    const Sequential net{pair, Linear{7, 2}};
    const Shape in{3};
    constexpr Count weights = 105 + 15 + 14;
    constexpr Count all = weights + 7 + 5 + 2;
    EXPECT(output_shape(net, in) == Shape{2} && params(net, in) == all);
    EXPECT(macs(net, in) == weights && flops(net, in) == 2 * weights);
    EXPECT(totals(net, in).params == all && totals(net, in).macs == weights);
    const auto summary = summarize(net, in);
    EXPECT(summary.size() == 3 && summary.path(1) == "0.pair" && summary[1].operands == 2);
    EXPECT(summary[1].op == Op::custom && summary[1].work.macs == 105);
    EXPECT(summary[1].params.weights == 105 && summary[1].params.biases == 7);
    EXPECT(summary.operand(1, 0) == -1 && summary.operand(1, 1) == 0 && summary.input_of(1) == in);
    EXPECT(summary.totals.params == all && summary.totals.macs == weights);
    EXPECT((Step{summary.parts[1].kind, 0} == Step{"Pair", 0}));
    EXPECT(parameter_bytes(net, in) == 4 * all);
    for (const Convention& convention : conventions::all) {
        const auto counted = summarize(net, in, convention);
        EXPECT(counted.totals.flops == flops(net, in, convention));
    }
    return 0;
}
PROVE_TWICE(a_merge_has_parameters_and_macs)

// Copies of a merge whose parameters follow from its operands, counted once and copied.
constexpr int a_merge_is_repeated() {
    const auto pair = user::Pair{{.out_features = hide(4)}, Linear{4, 4}};
    EXPECT(params(repeat<1'000>(pair), {4}) == 1'000 * (64 + 4 + 20));
    EXPECT(macs(repeat<1'000>(pair), {4}) == 1'000 * (64 + 16));
    const auto summary = summarize(repeat<3>(pair), {4});
    EXPECT(summary.path(5) == "2.pair" && summary.totals.params == 3 * 88);
    EXPECT(summary.operand(5, 0) == 3 && summary.operand(5, 1) == 4);
    return 0;
}
PROVE_TWICE(a_merge_is_repeated)

// What computed a tensor is looked for before a merge that computes nothing.
constexpr int a_merge_passes_on_what_computed_its_first_operand() {
    const Sequential net{user::FirstOfTwo{}, ReLU{}};
    const Shape in{2, hide(4), 4};
    const auto summary = summarize(net, in);
    const Rows rows = summary;
    EXPECT(rows.producer(2) == (Producer{Op::conv, true}));
    for (const Convention& convention : conventions::all) {
        Count sum = 0;
        for (int row = 0; row < rows.size(); ++row) sum += convention.count(rows.operation(row));
        EXPECT(flops(net, in, convention) == sum);
    }
    return 0;
}
PROVE_TWICE(a_merge_passes_on_what_computed_its_first_operand)

constexpr int receptive_fields_through_a_merge() {
    const Shape in{2, hide(8), 8};
    EXPECT(receptive_field(user::Joined<user::Largest>{}, in).height.size == 3);
    EXPECT(!receptive_field(user::Joined<user::Opaque>{}, in).height.is_known);
    EXPECT(!summarize(user::Joined<user::Largest>{}, in)[2].is_opaque);
    EXPECT(summarize(user::Joined<user::Opaque>{}, in)[2].is_opaque);
    EXPECT(summarize(user::Joined<user::Largest>{}, in)[2].work.comparisons == 2 * 128);
    return 0;
}
PROVE_TWICE(receptive_fields_through_a_merge)

TEST_CASE("a merge is checked like a layer") {
    const auto told = [](const auto& net, const Shape& in) {
        const std::string of_shape = refusal([&] { return output_shape(net, in); });
        CHECK(of_shape == refusal([&] { return summarize(net, in); }));
        return of_shape;
    };
    CHECK(told(user::Pair{{7}, Linear{3, 5}}, {2, 3}) ==
          "layer 1 (Bilinear, at pair): expects 1 axis, gets 2x3 (2 axes)");
    CHECK(told(user::Pair{{0}, Linear{3, 5}}, {3}) ==
          "layer 1 (Bilinear, at pair): out_features must be at least 1, is 0 or was left out");
    CHECK(told(user::Joined<user::Largest>{}, {4, 8, 8}) ==
          "layer 2 (Largest, at join): expects branches of the same shape, gets 4x8x8 from branch "
          "0 and "
          "2x8x8 from branch 1; bring branch 1 to 4x8x8");
    CHECK(told(user::Nothing{}, {4}) ==
          "layer 0 (composite layer, at join): gives an output shape with a size of 0; sizes must "
          "be at least 1");
    CHECK(told(user::Joined<user::Largest>{0}, {2, 8, 8})
              .find("layer 2 (Largest, at join): is not what its composite layer declares") == 0);
    const user::Pair wide{{1LL << 31}, Linear{1LL << 31, 1LL << 31, false}};
    CHECK(refusal([&] { return params(wide, {1LL << 31}); }) ==
          "layer 1 (Bilinear, at pair): a size or a count does not fit in 63 bits or is negative "
          "(input 2147483648)");
    CHECK(output_shape(wide, {1LL << 31}) == Shape{1LL << 31});
}

TEST_CASE("the parameters of a merge need an input") {
    CHECK(refusal([] {
              return params(user::Pair{{7}, Linear{3, 5}});
          }) ==
          "layer 1 (Bilinear, at pair): has parameters that depend on its input, and there is "
          "none; ask params(net, input)");
    CHECK(params(Add{skip, Linear{3, 3}}) == 12);
}

} // namespace
