// A layer of a user's that reads no input (reads_input = false), under every question.
#include <ctnn/core/layer.hpp>

#include <ctnn/analysis/compare_conventions.hpp>
#include <ctnn/analysis/memory_plan.hpp>
#include <ctnn/analysis/parameter_bytes.hpp>
#include <ctnn/analysis/receptive_field.hpp>
#include <ctnn/analysis/traffic.hpp>
#include <ctnn/analysis/training.hpp>
#include <ctnn/ctnn.hpp>
#include <ctnn/format.hpp>
#include <ctnn/format/compare.hpp>

#include <string>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

/// Trained numbers of a shape that is given.
struct Constant {
    static constexpr const char* name = "Constant";
    static constexpr bool reads_input = false;

    Shape shape = {};
    bool is_trained = true;

    constexpr Shape output_shape(const Shape&) const { return shape; }
    constexpr Params params() const { return {.weights = is_trained ? shape.elements() : 0}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// A number for each element of the tensor before it.
struct Positions {
    static constexpr const char* name = "Positions";
    static constexpr bool reads_input = false;

    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape& in) const { return {.weights = in.elements()}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// A source that calls itself what others ask about.
template <Op Called>
struct Disguised : Positions {
    static constexpr Op op = Called;

    constexpr Params params(const Shape& in) const {
        return {.weights = in.channels(), .buffers = 2 * in.channels()};
    }
};

struct ReadsByHand : ReLU {
    static constexpr bool reads_input = true;
};

// A slip in the member makes it no layer.
struct NotStatic : ReLU {
    bool reads_input = false;
};
struct NoConstant : ReLU {
    static inline bool reads_input = false;
};
struct AFunction : ReLU {
    constexpr bool reads_input() const { return false; }
};
struct AStaticFunction : ReLU {
    static constexpr bool reads_input() { return false; }
};
struct AText : ReLU {
    static constexpr const char* reads_input = "no";
};
static_assert(Leaf<Constant> && Leaf<Positions> && Leaf<ReadsByHand>);
static_assert(!Layer<NotStatic> && !Layer<NoConstant> && !Layer<AFunction>);
static_assert(!Layer<AStaticFunction> && !Layer<AText>);
static_assert(size_of<Constant>().edges == 0 && size_of<ReadsByHand>().edges == 1);
static_assert(size_of<Sequential<Constant, ReLU>>().edges == 1);
static_assert(size_of<Add<ReLU, Positions>>().edges == 3);

/// Four tokens of 6 numbers: a fifth before them, and positions, as in ViT.
constexpr Sequential tokens{Linear{6, 6}, Concat{Constant{{1, 6}}, skip}, Add{skip, Positions{}},
                            Linear{6, 2}};
constexpr Shape four{4, 6};

constexpr int a_source_has_no_operands() {
    const auto summary = summarize(tokens, {hide(4), 6});
    EXPECT(summary.size() == 6 && output_shape(tokens, four) == Shape{5, 2});
    const Rows rows = summary;
    EXPECT(rows[1].operands == 0 && rows.producer(1) == Producer{});
    EXPECT(rows.input_of(1) == Shape{} && rows[1].output == (Shape{1, 6}));
    EXPECT(summary.input_of(1) == Shape{});
    EXPECT(rows[2].operands == 2 && summary.operand(2, 0) == 1 && summary.operand(2, 1) == 0);
    EXPECT(summary.input_of(2) == (Shape{1, 6}));
    const Record& positions = summary[3];
    EXPECT(positions.operands == 0 && positions.params.weights == 30);
    EXPECT(summary.operand(4, 0) == 2 && summary.operand(4, 1) == 3);
    EXPECT(summary.input_of(4) == (Shape{5, 6}));
    EXPECT(params(tokens, four) == 42 + 6 + 30 + 14);
    return 0;
}
PROVE_TWICE(a_source_has_no_operands)

constexpr int the_layer_after_a_source_reads_the_source() {
    const auto after = summarize(Sequential{PointwiseConv{2, 2}, Positions{}, ReLU{}},
                                 {hide(2), 3, 3}, conventions::st_macc);
    EXPECT(after.operand(2) == 1 && Rows(after).producer(2).op == Op::custom);
    EXPECT(after[2].flops == 18); // not fused into the convolution, which it does not follow
    const auto hidden =
        summarize(Sequential{PointwiseConv{2, 2}, Disguised<Op::identity>{}, ReLU{}},
                  {hide(2), 3, 3}, conventions::st_macc);
    EXPECT(hidden.operand(2) == 1 && Rows(hidden).producer(2) == Producer{} &&
           hidden[2].flops == 18);
    return 0;
}
PROVE_TWICE(the_layer_after_a_source_reads_the_source)

constexpr bool are_alike(const Rows& a, const Rows& b) {
    if (a.size() != b.size()) return false;
    for (int i = 0; i < a.size(); ++i) {
        if (a[i].operands != b[i].operands || a.input_of(i) != b.input_of(i)) return false;
        if (a[i].output != b[i].output || !(a.producer(i) == b.producer(i))) return false;
        for (int k = 0; k < a[i].operands; ++k) {
            if (a.operand(i, k) != b.operand(i, k)) return false;
        }
    }
    return true;
}

constexpr int copies_of_sources_are_sources() {
    const Shape in{hide(2), 3};
    const auto same = [&](const auto& part) {
        return are_alike(summarize(repeat<4>(part), in),
                         summarize(Sequential{part, part, part, part}, in));
    };
    EXPECT(same(Positions{}));
    EXPECT(same(Sequential{ReLU{}, Positions{}}));
    EXPECT(same(Sequential{Positions{}, ReLU{}}));
    EXPECT(same(Add{skip, Positions{}}));
    EXPECT(same(Sequential{Add{Positions{}, ReLU{}}, Constant{{2, 3}}, Add{skip, Positions{}}}));
    return 0;
}
PROVE_TWICE(copies_of_sources_are_sources)

// 4 bytes a number. Linear 24 + 42 in, 24 out; the token's 6 numbers in and out; Concat 30, 30;
// the positions' 30, 30; Add 60, 30; Linear 30 + 14, 10.
constexpr int a_source_reads_its_parameters_alone() {
    const auto moved = traffic(tokens, {hide(4), 6});
    const Count read[] = {66, 6, 30, 30, 60, 44};
    const Count written[] = {24, 6, 30, 30, 30, 10};
    for (int i = 0; i < 6; ++i) {
        EXPECT(moved[i].bytes_read == 4 * read[i]);
        EXPECT(moved[i].bytes_written == 4 * written[i]);
    }
    EXPECT(moved.total.bytes_read == 4 * 236 && moved.total.bytes_written == 4 * 130);
    // One with the op of a view is not a view: its two weights and four buffers are read.
    const auto view = traffic(Disguised<Op::identity>{}, {hide(2), 3});
    EXPECT(view[0].bytes_read == 4 * (2 + 4) && view[0].bytes_written == 4 * 6);
    return 0;
}
PROVE_TWICE(a_source_reads_its_parameters_alone)

// Alive with Linear 24 + 24, the token 24 + 6, Concat 30 + 30, the positions 30 + 30, Add 60 + 30
// (or over an operand), Linear 30 + 10.
constexpr int a_source_extends_no_lifetime() {
    const auto summary = summarize(tokens, {hide(4), 6});
    EXPECT(peak_activations(summary, nothing_in_place) == 90);
    EXPECT(peak_activations(summary, {.elementwise = false, .sums = true}) == 60);
    const auto plan =
        plan_memory(summary, {.dtype = DType::int8, .in_place = nothing_in_place, .alignment = 1});
    EXPECT(plan[-1].first_use == 0 && plan[-1].last_use == 0);
    EXPECT(plan[0].first_use == 0 && plan[0].last_use == 2);
    EXPECT(plan[1].first_use == 1 && plan[1].last_use == 2);
    EXPECT(plan[3].first_use == 3 && plan[3].last_use == 4);
    EXPECT(plan.bytes == 90 && plan.lower_bound == 90);
    return 0;
}
PROVE_TWICE(a_source_extends_no_lifetime)

// An input of 100 that nobody reads is there in the first step: 100 + 30, and then 30 + 10.
constexpr int the_memory_of_an_unread_input_is_reused() {
    const Shape in{hide(100)};
    const auto summary = summarize(Sequential{Constant{{5, 6}}, Linear{6, 2}}, in);
    EXPECT(peak_activations(summary) == 130);
    const MemoryOptions bytes{.dtype = DType::int8, .alignment = 1};
    const auto plan = plan_memory(summary, bytes);
    EXPECT(plan[-1].last_use == 0 && plan.bytes == 130);
    // 100 + 5, and then not 100 + 5 + 120.
    const auto grown = plan_memory(Sequential{Constant{{5}}, Linear{5, 120}}, in, bytes);
    EXPECT(grown.bytes == 125 && grown.lower_bound == 125);
    MemoryOptions kept = bytes;
    kept.keep_input = true;
    EXPECT(plan_memory(Sequential{Constant{{5}}, Linear{5, 120}}, in, kept).bytes == 225);
    // Alone, it gives the network's output.
    EXPECT(peak_activations(Constant{{5}}, in) == 105);
    EXPECT(peak_activations(Sequential<>{}, in) == 100);
    return 0;
}
PROVE_TWICE(the_memory_of_an_unread_input_is_reused)

// Saved are the two inputs of Linear: 24 and 30 numbers. MACs 4*6*6 = 144 and 5*6*2 = 60; once for
// the weights of each, and for the second's input, since there is something to train before it.
constexpr int a_source_saves_no_input_and_stops_the_gradient() {
    const auto cost = training(tokens, {hide(4), 6}, {.optimizer = Optimizer::adam});
    EXPECT(cost.activation_bytes == 4 * (24 + 30));
    EXPECT(cost.forward_macs == 204 && cost.backward_macs == 144 + 2 * 60);
    EXPECT(cost.parameter_bytes == 4 * 92 && cost.optimizer_bytes == 8 * 92);
    // Behind numbers that are not trained, none for the input, whatever stands before them.
    const Sequential frozen{Linear{6, 6}, Constant{{4, 6}, false}, Linear{6, 2}};
    EXPECT(training(frozen, four).backward_macs == 144 + 48);
    const Sequential trained{Linear{6, 6}, Constant{{4, 6}, true}, Linear{6, 2}};
    EXPECT(training(trained, four).backward_macs == 144 + 2 * 48);
    // Disguises save nothing of an input either: of both, the input of the first Linear alone.
    const auto saved = [&](const auto& source) {
        return training(Sequential{Linear{6, 6}, source}, four).activation_bytes;
    };
    EXPECT(saved(Disguised<Op::multiply>{}) == 96 && saved(Disguised<Op::identity>{}) == 96);
    EXPECT(saved(Disguised<Op::max_pool>{}) == 96 && saved(Disguised<Op::relu>{}) == 96);
    return 0;
}
PROVE_TWICE(a_source_saves_no_input_and_stops_the_gradient)

constexpr int a_source_has_no_receptive_field() {
    const Shape image{1, hide(16), 16};
    const Conv2d conv{1, 1, 3, 1, 1};
    const auto sum = receptive_fields(Sequential{conv, Add{Positions{}, skip}, conv}, image);
    EXPECT(sum[1] == ReceptiveField{});
    EXPECT(sum[2].height.size == 3 && sum[3].height.size == 5 && sum[3].width.size == 5);
    EXPECT(sum.network == sum[3]);
    const Sequential other_order{conv, Concat{skip, Sequential{Positions{}, ReLU{}}},
                                 GlobalAvgPool{}};
    const auto concat = receptive_fields(other_order, image);
    EXPECT(concat[1] == ReceptiveField{} && concat[2] == ReceptiveField{});
    EXPECT(concat[3].height.size == 3 && concat.network.height.size == 3);
    const auto alone = receptive_fields(Sequential{conv, Positions{}, conv}, image);
    EXPECT(alone[2] == ReceptiveField{} && alone.network == ReceptiveField{});
    const auto both = receptive_fields(Sequential{Add{Positions{}, Positions{}}, conv}, image);
    EXPECT(both[2] == ReceptiveField{} && both[3] == ReceptiveField{});
    // A gate that is the same for every input.
    const auto gate = receptive_fields(Multiply{Constant{{1}}, conv}, image);
    EXPECT(gate[2].height.size == 3 && !gate[2].height.is_whole);
    return 0;
}
PROVE_TWICE(a_source_has_no_receptive_field)

constexpr int a_source_is_not_folded() {
    const Sequential net{Conv2d{1, 4, 3, 1, 1, 1, 1, false}, Disguised<Op::batch_norm>{}};
    const auto stored = folded_params(net, {1, hide(8), 8});
    EXPECT(stored.weights == 36 + 4 && stored.biases == 0);
    return 0;
}
PROVE_TWICE(a_source_is_not_folded)

constexpr int every_convention_counts_a_source() {
    const auto count = [](const auto& source) {
        const auto summary = summarize(Sequential{ReLU{}, source}, {hide(4), 5, 6});
        const Rows rows = summary;
        for (const Convention& convention : conventions::all) {
            if (convention.count(rows.operation(1)) < 0) return false;
        }
        return true;
    };
    EXPECT(count(Positions{}) && count(Constant{{7}}));
    EXPECT(count(Disguised<Op::local_response_norm>{}) && count(Disguised<Op::upsample>{}));
    EXPECT(flops(Positions{}, {hide(4)}, conventions::arithmetic) == 0);
    return 0;
}
PROVE_TWICE(every_convention_counts_a_source)

bool has(const std::string& text, const std::string& part) {
    INFO(text);
    CHECK(text.find(part) != std::string::npos);
    return text.find(part) != std::string::npos;
}

TEST_CASE("reports of a network with sources") {
    const auto summary = summarize(tokens, four);
    CHECK(has(format::to_csv(summary), "1,1.0,Constant,,,1x6,,6,0,6,0,0,0,lecture,24,,,\r\n"));
    CHECK(has(format::to_json(summary),
              R"("layer": "Constant", "part": 1, "inputs": [], "input": null, )"));
    CHECK(has(format::to_json(summary),
              R"("layer": "Concat", "part": 1, "inputs": [1, 0], "input": [1, 6])"));
    const std::string dot = format::to_dot(summary);
    CHECK(dot.find("-> n1 ") == std::string::npos);
    CHECK(dot.find("-> n3 ") == std::string::npos);
    CHECK(has(dot, "n1 -> n2 [label=\" 1x6\"]"));
    CHECK(has(dot, "n0 -> n2 [label=\" 4x6\"]"));
    format::Options options;
    options.columns = {format::Column::input, format::Column::output};
    const format::Table table = format::table_of(summary, options);
    CHECK(table.lines.at(2).cells == std::vector<std::string>{"0: Constant", "-", "1x6"});
    CHECK(table.lines.at(1).cells.at(1) == "4x6"); // the Concat, whose first row it is
    const auto maps = format::feature_maps_of(format::AnySummary(summary).rows,
                                              format::parts_of(summary, 9, true));
    REQUIRE(maps.size() == 7);
    CHECK((maps[2].sources.empty() && maps[2].shape == Shape{1, 6}));
    CHECK(maps[3].sources == std::vector<int>{2, 1});
    CHECK(has(format::to_svg(summary), "Constant"));
}

// The layer after the source does not fit; the source does.
TEST_CASE("reports of a network that does not fit after a source") {
    const auto wrong =
        try_summarize(Sequential{Sequential{Constant{{1, 6}}, Linear{7, 2}}, ReLU{}}, four);
    CHECK(wrong.error.index == 1);
    for (const format::Format format : format::all_formats) {
        INFO(static_cast<int>(format));
        const std::string text = format::render(wrong, format);
        CHECK(has(text, "Constant"));
        CHECK(has(text, "Linear"));
    }
    const auto compared = fmt::format("{}", compare(summarize(tokens, four), wrong));
    CHECK(has(compared, "does not fit"));
}

// Copies in which something reads a source are one line, and a source is no copy of what reads.
TEST_CASE("equal parts with sources are one line") {
    const auto nodes =
        format::tree_of(summarize(repeat<3>(Add{skip, Positions{}}), Shape{2, 3}), true);
    REQUIRE(nodes.size() == 4);
    CHECK((nodes[1].times == 3 && nodes[1].kind == "Add"));
    const auto unlike =
        format::tree_of(summarize(Sequential{Positions{}, Positions{}, ReLU{}}, Shape{2, 3}), true);
    REQUIRE(unlike.size() == 3);
    CHECK(unlike[1].times == 2);
}

} // namespace
