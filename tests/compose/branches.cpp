#include <ctnn/compose/branches.hpp>

#include <ctnn/graph.hpp>

#include <string>
#include <vector>

#include "../support/csv.hpp"
#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace branches_test {

/// What the reference shows a user: a merge of his own, and a layer of it like Add.
struct Maximum {
    static constexpr const char* name = "Maximum";
    static constexpr Name step = "max";
    static constexpr bool is_elementwise = true;

    constexpr Misfit check(const Operands& operands) const { return broadcast(operands).misfit; }
    constexpr Shape output_shape(const Operands& operands) const {
        return broadcast(operands).shape;
    }
    constexpr Work work(const Operands& operands, const Shape&) const {
        return {.comparisons = broadcast(operands).elements};
    }
};

template <class... Ls>
struct Max : Branches<Maximum, Ls...> {
    using Branches<Maximum, Ls...>::Branches;
};
template <class... Ls>
Max(const Ls&...) -> Max<Ls...>;

/// A merge with a value: a x + (1 - a) y, and a trained a if none is given.
struct Blend {
    static constexpr const char* name = "Blend";
    static constexpr bool is_elementwise = true;

    bool is_trained = false;

    constexpr Misfit check(const Operands& operands) const { return broadcast(operands).misfit; }
    constexpr Shape output_shape(const Operands& operands) const {
        return broadcast(operands).shape;
    }
    constexpr Params params() const { return {.weights = is_trained ? 1 : 0}; }
    constexpr Work work(const Operands&, const Shape& out) const {
        return {.additions = out.elements(), .multiplications = mul(2, out.elements())};
    }
};

} // namespace branches_test

namespace {

using branches_test::Blend;
using branches_test::Max;
using branches_test::Maximum;

constexpr int a_users_merge_is_a_layer() {
    const Shape in{4, hide(5), 6};
    const Max net{skip, GlobalAvgPool{}, ReLU{}};
    EXPECT(output_shape(net, in) == in);
    EXPECT(flops(net, in, conventions::arithmetic) ==
           flops(GlobalAvgPool{}, in, conventions::arithmetic) + 120 + 2 * 120);
    const auto summary = summarize(Sequential{ReLU{}, net}, in);
    EXPECT(summary.path(3) == "1.max" && summary[3].operands == 3 && summary[3].op == Op::custom);
    EXPECT((Step{summary.parts[1].kind, 0} == Step{"Maximum", 0}));
    EXPECT(output_shape(Branches{Maximum{}, skip, GlobalAvgPool{}}, in) == in);
    return 0;
}
PROVE_TWICE(a_users_merge_is_a_layer)

constexpr int a_merge_has_values() {
    const Branches fixed{Blend{}, skip, ReLU{}};
    const Branches trained{Blend{.is_trained = true}, skip, Linear{6, 6}};
    const Shape in{4, hide(5), 6};
    EXPECT(params(fixed, in) == 0 && params(trained, in) == 43);
    EXPECT(params(trained) == 43 && params(repeat<3>(trained)) == 129 && params(fixed) == 0);
    // Without a step of its own, its name is its step.
    EXPECT(summarize(trained, in).path(1) == "Blend");
    EXPECT(summarize(trained, in)[1].params.weights == 1);
    return 0;
}
PROVE_TWICE(a_merge_has_values)

template <auto Net>
constexpr Count params_of_merge = params(Net);
static_assert(params_of_merge<Concat{skip, Linear{3, 4}}.along(-1)> == 16,
              "a merge can be a template argument");
static_assert(params_of_merge<Branches{Blend{true}, skip, Linear{3, 3}}> == 13);
static_assert(params(Multiply{skip, Linear{3, 3}, Add{Linear{3, 3}, skip}}) == 24);

/// Members that a walk would ignore make it no merge.
struct OtherParams : Maximum {
    constexpr Params params(const Shape&) const { return {.weights = 1}; }
};
struct OtherElementwise : Maximum {
    constexpr bool is_elementwise() const { return true; }
};
struct OtherStep : Maximum {
    static constexpr int step = 3;
};
struct OtherOp : Maximum {
    static constexpr int op = 3;
};
struct ParamsField : Maximum {
    int params = 0;
};
static_assert(Merge<Maximum> && Merge<Blend> && Merge<ConcatMerge>);
static_assert(!Merge<OtherParams> && !Merge<OtherElementwise> && !Merge<OtherStep>);
static_assert(!Merge<OtherOp> && !Merge<ParamsField>);

/// Numbers of a shape that is given.
struct Given {
    static constexpr const char* name = "Given";
    static constexpr bool reads_input = false;

    Shape shape = {};

    constexpr Shape output_shape(const Shape&) const { return shape; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

Shape shape_of_merge(const std::string& text) {
    Shape shape;
    for (const std::string& size : csv::split(text, 'x')) shape.append(std::stoll(size));
    return shape;
}

template <class Merged>
void compare_merge(const csv::Row& row, const Merged& net) {
    const Shape any{1};
    const auto summary = try_summarize(net, any);
    if (row.at("output").empty()) {
        REQUIRE(summary.error);
        REQUIRE(sentence(summary.error).size > 80);
        return;
    }
    REQUIRE(!summary.error);
    const Shape output = shape_of_merge(row.at("output"));
    REQUIRE(summary.totals.output == output);
    REQUIRE(output_shape(net, any) == output);
    const Work work = summary[summary.size() - 1].work;
    const Count executed = std::stoll(row.at("executed"));
    const bool is_matmul = row.at("op") == "matmul";
    REQUIRE(work.macs == (is_matmul ? executed : 0));
    if (is_matmul) {
        REQUIRE(work.multiplications == executed);
        REQUIRE(work.additions == executed - output.elements());
    } else {
        REQUIRE(work.additions + work.multiplications == executed);
    }
}

template <class... Ls>
void compare_merge_of(const csv::Row& row, const Ls&... parts) {
    const std::string op = row.at("op");
    if (op == "add") return compare_merge(row, Add<Ls...>{parts...});
    if (op == "multiply") return compare_merge(row, Multiply<Ls...>{parts...});
    if (op == "concat") {
        return compare_merge(row, Concat<Ls...>{parts...}.along(std::stoll(row.at("dim"))));
    }
    if constexpr (sizeof...(Ls) == 2) compare_merge(row, MatMul{parts...});
}

TEST_CASE("merges of random shapes are PyTorch's") { // data/make_merges.py
    int compared = 0;
    for (const csv::Row& row : csv::read("merges.csv")) {
        INFO(row.at("op") << " of " << row.at("shapes") << " dim " << row.at("dim"));
        std::vector<Given> parts;
        for (const std::string& shape : csv::split(row.at("shapes"), ' ')) {
            parts.push_back({shape_of_merge(shape)});
        }
        if (parts.size() == 1) compare_merge_of(row, parts[0]);
        if (parts.size() == 2) compare_merge_of(row, parts[0], parts[1]);
        if (parts.size() == 3) compare_merge_of(row, parts[0], parts[1], parts[2]);
        if (parts.size() == 4) compare_merge_of(row, parts[0], parts[1], parts[2], parts[3]);
        ++compared;
    }
    CHECK(compared == 1260);
}

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

} // namespace
