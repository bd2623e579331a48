#include <ctnn/compose/tag.hpp>

#include <ctnn/analysis/memory.hpp>
#include <ctnn/graph.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr Conv2d same_conv(Count channels) {
    return {.out_channels = channels, .kernel_size = 3, .padding = 1};
}

/// The rows that feed each row of a summary are those of a list.
template <Size Capacity, unsigned Edges>
constexpr bool reads(const Summary<Capacity>& summary, const int (&edges)[Edges]) {
    unsigned next = 0;
    for (int row = 0; row < summary.size(); ++row) {
        for (int k = 0; k < summary[row].operands; ++k, ++next) {
            if (next == Edges || summary.operand(row, k) != edges[next]) return false;
        }
    }
    return next == Edges;
}

constexpr int a_tensor_is_found_again() {
    const Sequential net{
        same_conv(hide(4)), Tag{"c1"}, MaxPool2d{2}, same_conv(8),
        Add{skip, Sequential{From{"c1"}, MaxPool2d{2}, PointwiseConv{.out_channels = 8}}}};
    const auto summary = summarize(net, {3, hide(8), 8});
    EXPECT(summary.size() == 6 && summary.totals.output == Shape{8, 4, 4});
    EXPECT(reads(summary, {-1, 0, 1, 0, 3, 2, 4}));
    // Neither is an operation, nor a step that others count.
    EXPECT(summary.path(1) == "2" && summary.path(3) == "4.1.1" && summary.path(5) == "4.add");
    EXPECT(summary.part_count == 4);
    EXPECT(params(net, {3, 8, 8}) == summary.totals.params);
    EXPECT(flops(net, {3, 8, 8}) == summary.totals.flops);
    return 0;
}
PROVE_TWICE(a_tensor_is_found_again)

constexpr char one[] = {'a', '.', ' ', '"', 'b', '\0'};
constexpr char same_text[] = {'a', '.', ' ', '"', 'b', '\0'};

constexpr int names_are_compared_by_their_characters() {
    constexpr Name name = one;
    constexpr Name equal = same_text;
    const auto summary =
        summarize(Sequential{ReLU{}, Tag{name}, ReLU{}, Tag{"a"}, From{equal}, ReLU{}}, {hide(3)});
    EXPECT(reads(summary, {-1, 0, 0}));
    return 0;
}
PROVE_TWICE(names_are_compared_by_their_characters)

constexpr int a_name_that_is_set_again_is_the_newer_tensors() {
    const Sequential net{ReLU{}, Tag{"x"}, ReLU{}, Tag{"x"}, ReLU{}, Concat{From{"x"}, skip}};
    EXPECT(reads(summarize(net, {hide(3), 1, 1}), {-1, 0, 1, 1, 2}));
    return 0;
}
PROVE_TWICE(a_name_that_is_set_again_is_the_newer_tensors)

// A bridge from one branch into another; tags pass through every kind of composite layer.
constexpr int tags_nest_anywhere() {
    const Sequential net{
        Concat{Sequential{same_conv(4), Named{"deep", Sequential{Tag{"bridge"}}}, ReLU{}},
               Residual{Sequential{Multiply{skip, Sequential{From{"bridge"}, Sigmoid{}}}}}},
        From{"bridge"}, GlobalAvgPool{}};
    const auto summary = summarize(net, {4, hide(6), 6});
    EXPECT(summary.size() == 7 && summary.totals.output == Shape{4, 1, 1});
    EXPECT(reads(summary, {-1, 0, 0, -1, 2, 3, -1, 1, 4, 0}));
    return 0;
}
PROVE_TWICE(tags_nest_anywhere)

// Copies that set and read a tag are not alike: each reads what the copy before it has set.
constexpr int each_copy_sets_its_tag_anew() {
    const auto block = Sequential{Tag{"in"}, same_conv(4), ReLU{}, Add{skip, From{"in"}}};
    const Shape in{4, hide(5), 5};
    const auto repeated = summarize(Sequential{same_conv(4), repeat<4>(block), ReLU{}}, in);
    const auto written =
        summarize(Sequential{same_conv(4), Sequential{block, block, block, block}, ReLU{}}, in);
    EXPECT(repeated.size() == written.size() && repeated.size() == 14);
    for (int row = 0; row < written.size(); ++row) {
        EXPECT(repeated.path(row) == written.path(row));
        for (int k = 0; k < written[row].operands; ++k) {
            EXPECT(repeated.operand(row, k) == written.operand(row, k));
        }
    }
    EXPECT(repeated.operand(3, 1) == 0 && repeated.operand(12, 1) == 9);
    // A running sum over copies, of a tag from before them.
    const auto running = Sequential{same_conv(4), Add{skip, From{"sum"}}, Tag{"sum"}};
    const auto sums = summarize(Sequential{Tag{"sum"}, repeat<3>(running)}, in);
    EXPECT(reads(sums, {-1, 0, -1, 1, 2, 1, 3, 4, 3}));
    // And of one that the copies leave alone.
    const auto reading = Sequential{same_conv(4), Add{skip, From{"first"}}};
    const auto all = summarize(Sequential{Tag{"first"}, repeat<3>(reading)}, in);
    EXPECT(reads(all, {-1, 0, -1, 1, 2, -1, 3, 4, -1}));
    return 0;
}
PROVE_TWICE(each_copy_sets_its_tag_anew)

/// A user's composite layer with a tag inside.
struct Bridge {
    static constexpr const char* name = "Bridge";
    static constexpr Size size = {.operations = 2, .edges = 2, .names = 1};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        walk.into(0, ReLU{}, tensor);
        walk.into(1, Tag{"inside"}, tensor);
        walk.into(2, ReLU{}, tensor);
    }
};

/// One that does not count it.
struct Smuggler {
    static constexpr const char* name = "Smuggler";
    static constexpr Size size = {};

    constexpr void walk(Walk& walk, Tensor& tensor) const { walk.into(0, Tag{"x"}, tensor); }
};

constexpr int users_composites_set_tags() {
    const auto summary = summarize(Sequential{Bridge{}, From{"inside"}, ReLU{}}, {hide(3)});
    EXPECT(reads(summary, {-1, 0, 0}));
    const auto wrong = try_summarize(Sequential{Smuggler{}}, {hide(3)});
    EXPECT(wrong.error.misfit.problem == Problem::unannounced && wrong.error.path == "0.0");
    return 0;
}
PROVE_TWICE(users_composites_set_tags)

// A tensor with a name is alive as long as something reads it, and no longer.
constexpr int a_tag_keeps_nothing_alive() {
    const Shape in{4, hide(8), 8};
    const Sequential plain{same_conv(4), same_conv(4), same_conv(4)};
    const Sequential tagged{Tag{"a"}, same_conv(4), Tag{"b"}, same_conv(4), same_conv(4), Tag{"c"}};
    EXPECT(plan_memory(tagged, in).bytes == plan_memory(plain, in).bytes);
    return 0;
}
PROVE_TWICE(a_tag_keeps_nothing_alive)

constexpr int parameters_need_no_input() {
    const Sequential net{Linear{3, 4}, Tag{"x"}, ReLU{}, Concat{skip, From{"x"}}};
    EXPECT(params(net) == 16);
    return 0;
}
PROVE_TWICE(parameters_need_no_input)

TEST_CASE("a tag that nobody set is named, with those that were") {
    const Sequential none{ReLU{}, From{"c4"}};
    CHECK(refusal([&] { return flops(none, {3}); }) ==
          "layer 1 (From, at 1): finds no tensor named c4; put a Tag of that name before it");
    const Sequential few{Tag{"c3"}, ReLU{}, Tag{"c4"}, From{"c5"}};
    CHECK(refusal([&] { return flops(few, {3}); }) ==
          "layer 1 (From, at 3): finds no tensor named c5; named so far: c4, c3");
    const Sequential many{Tag{"1"}, Tag{"2"}, Tag{"3"}, Tag{"4"}, Tag{"5"}, Tag{"6"}, From{"7"}};
    CHECK(refusal([&] { return params(many); }) ==
          "layer 0 (From, at 6): finds no tensor named 7; named so far: 6, 5, 4, "
          "3 and 2 more");
    const Sequential later{From{"a"}, ReLU{}, Tag{"a"}};
    CHECK(refusal([&] { return output_shape(later, {3}); }) ==
          "layer 0 (From, at 0): finds no tensor named a; put a Tag of that name before it");
}

} // namespace
