#include <ctnn/format/summary_table.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/efficientnet.hpp>
#include <ctnn/models/lenet.hpp>
#include <ctnn/models/resnet.hpp>

#include <algorithm>
#include <iterator>
#include <random>

#include "readers/nets.hpp"
#include "support/golden.hpp"

using namespace ctnn;
using format::Column;
using format::Options;
using format::to_text;

namespace {

std::string last_line_with(const std::string& text, const std::string& words) {
    const auto at = text.rfind(words);
    return at == text.npos ? "" : text.substr(at, text.find('\n', at) - at);
}

// LeNet-5's numbers are PyTorch's (tests/data/lenet5.csv), its receptive fields those of
// tests/receptive_field.cpp. The small network by hand: 3*9*8 + 8 parameters and 8*16*16*27 MACs in
// the stem; 8*9*8 and 2*8, and 8*16*16*72 MACs, in each of the three blocks; 8*10 + 10 in the head.
TEST_CASE("text reports equal the golden files") {
    const auto lenet5 = summarize(models::lenet5(), {1, 32, 32});
    CHECK(to_text(lenet5) == golden("lenet5.txt"));

    const auto small = summarize(nets::small, {3, 32, 32});
    CHECK(to_text(small) == golden("small.txt"));
    CHECK(to_text(small, {.ascii = true}) == golden("small_ascii.txt"));
    CHECK(to_text(small, {.depth = 1}) == golden("small_depth1.txt"));
    CHECK(to_text(small, {.depth = 0}) == golden("small_depth0.txt"));
    const Options all{.columns = {Column::kernel, Column::input, Column::output, Column::params,
                                  Column::params_share, Column::macs, Column::flops_share,
                                  Column::activation_bytes, Column::receptive_field, Column::path},
                      .fold_copies = false,
                      .units = format::Units::si,
                      .dtype = DType::int8,
                      .batch = 4};
    CHECK(to_text(small, all) == golden("small_columns.txt"));

    const auto broken = try_summarize(nets::broken, {1, 8, 8});
    CHECK(to_text(broken) == golden("broken.txt"));
    CHECK(to_text(broken, {.depth = 1, .ascii = true}) == golden("broken_depth1.txt"));
}

TEST_CASE("the totals are the same at any depth") {
    const auto resnet50 = summarize(models::resnet50(), {3, 224, 224});
    for (int depth = 0; depth < 8; ++depth) {
        for (const bool fold : {false, true}) {
            const auto table = table_of(resnet50, Options{.depth = depth, .fold_copies = fold});
            const std::vector<std::string> totals = {"total",         "1000",          "25,557,032",
                                                     "4,089,184,256", "8,179,974,144", "100.0%"};
            CHECK(table.lines.back().cells == totals);
        }
    }
}

/// The sum of a column over the lines at the left edge, without the total.
Count sum_at_the_edge(const format::Table& table, std::size_t column) {
    Count sum = 0;
    for (const format::Line& line : table.lines) {
        if (line.kind != format::Line::Kind::part || !line.lasts.empty()) continue;
        sum += std::stoll(line.cells[column]);
    }
    return sum;
}

TEST_CASE("the lines at the left edge add up to the totals, copies folded or not") {
    const Options options{.columns = {Column::params, Column::macs, Column::flops},
                          .units = format::Units::plain};
    const auto check = [&](const auto& summary) {
        for (const bool fold : {false, true}) {
            Options chosen = options;
            chosen.fold_copies = fold;
            const auto table = table_of(summary, chosen);
            CHECK(sum_at_the_edge(table, 1) == summary.totals.params);
            CHECK(sum_at_the_edge(table, 2) == summary.totals.macs);
            CHECK(sum_at_the_edge(table, 3) == summary.totals.flops);
        }
    };
    check(summarize(models::resnet50(), {3, 224, 224}));
    check(summarize(models::efficientnet_b0(), {3, 224, 224}));
    check(summarize(nets::small, {3, 32, 32}));
}

TEST_CASE("an empty network, and one of one layer") {
    CHECK(to_text(summarize(Sequential<>{}, {3})) ==
          "layer  output  parameters  MACs  FLOPs  share\n"
          "─────────────────────────────────────────────\n"
          "total  3                0     0      0      -\n"
          "input 3; FLOPs by the convention 'lecture': a "
          "MAC is 2 FLOPs, a max-pooling comparison 1; "
          "biases and the rest are 0\n");
    const auto linear = to_text(summarize(Linear{3, 2}, {3}), {.columns = {Column::params}});
    CHECK(last_line_with(linear, "Linear") == "Linear           8");
    const auto refused = to_text(try_summarize(Linear{4, 2}, {3}), {.columns = {}});
    CHECK(last_line_with(refused, "Linear  ") == "Linear  <-- does not fit");
}

TEST_CASE("lines have no trailing spaces") {
    for (const auto& text :
         {to_text(try_summarize(nets::broken, {1, 8, 8})),
          to_text(summarize(nets::small, {3, 32, 32}), {.columns = {Column::path}})}) {
        CHECK(text.find(" \n") == text.npos);
        CHECK(text.back() == '\n');
    }
}

TEST_CASE("only the misfit line and the totals are coloured") {
    const auto bad = to_text(try_summarize(nets::broken, {1, 8, 8}), {.color = true});
    CHECK(bad.find("\033[31m└─ 2: Linear            <-- does not fit\033[0m\n") != bad.npos);
    const auto good = to_text(summarize(ReLU{}, {3}), {.columns = {}, .color = true});
    CHECK(good.find("\033[1mtotal\033[0m\n") != good.npos);
    CHECK(to_text(summarize(ReLU{}, {3})).find('\033') == std::string::npos);
}

TEST_CASE("unusual names do not break the table") {
    const auto text = to_text(summarize(nets::nasty, {3, 4, 4}), {.columns = {Column::params}});
    CHECK(std::count(text.begin(), text.end(), '\n') == 8); // head, rule, three, rule, total, note
    CHECK(text.find("a,b\"c<d>&_{\\n}|\\`$%#~^*[x]--''\\x09é  ") != text.npos);
    CHECK(last_line_with(text, "total").find("2,469,134") != std::string::npos);
}

// Names may have dots, be empty, be numbers, and repeat among siblings.
TEST_CASE("unusual paths leave the sums right") {
    constexpr auto relu = ReLU{};
    const auto deep = [&](const auto& layer) {
        return Named{"a name of thirty-one characters", Sequential{layer, layer}};
    };
    const auto check = [](const auto& net, int lines) {
        const auto summary = summarize(net, {3, 8, 8});
        const auto table =
            table_of(summary, Options{.columns = {Column::params}, .units = format::Units::plain});
        INFO(to_text(table));
        CHECK(sum_at_the_edge(table, 1) == summary.totals.params);
        CHECK(table.lines.back().cells[1] == std::to_string(summary.totals.params));
        CHECK(table.lines.size() == static_cast<std::size_t>(lines));
    };
    const PReLU prelu{};
    check(Sequential{deep(deep(deep(deep(prelu))))}, 24);
    check(Sequential{Named{"net", Sequential{deep(deep(deep(deep(prelu))))}}}, 25);
    check(Sequential{Named{"a.b", prelu}, Named{"a.c", prelu}, Named{"a", prelu}}, 4);
    check(Sequential{Named{"", prelu}, Named{"", Sequential{prelu, relu}}}, 4);
    check(Sequential{Named{".", prelu}, Named{"..", Sequential{prelu}}, Named{"x.", prelu}}, 5);
    check(Sequential{Named{"x", prelu}, Named{"x", prelu}, Named{"x", Sequential{prelu}}}, 5);
    check(Sequential{Named{"0", prelu}, prelu, Named{"99999999999999999999", prelu}}, 4);
    check(Named{"add", Sequential{Named{"body", prelu}, Named{"add", prelu}}}, 4);
}

// Whatever the paths are, each operation is a leaf of the tree once, and the sums are complete.
TEST_CASE("random paths leave the sums right") {
    constexpr Step steps[] = {{nullptr, 0}, {nullptr, 1}, {nullptr, 2}, {nullptr, 10},
                              {"", 0},      {"0", 0},     {"add", 0},   {"body", 0},
                              {"a.b", 0},   {"\xc3", 0},  {"\n|", 0}};
    std::mt19937 random(1);
    const auto below = [&](std::size_t end) { return random() % end; };
    const auto step = [&] { return steps[below(std::size(steps))]; };
    const auto in_four = repeat<1>(repeat<1>(repeat<1>(repeat<1>(ReLU{})))); // parts, at most
    auto summary = summarize(repeat<12>(in_four), {3});
    for (int round = 0; round < 1000; ++round) {
        summary.totals.params = 0;
        summary.part_count = 1;
        int part = 0;
        for (Record& record : summary.rows) {
            for (auto levels = below(4); levels > 0; --levels) part = summary.parts[part].parent;
            for (auto levels = below(5); levels > 0; --levels) {
                const Step named = step();
                if (named.is_silent()) continue; // is no part
                summary.parts[summary.part_count] = {part, named, "Sequential"};
                part = summary.part_count++;
            }
            record.part = part;
            record.step = step();
            record.params.weights = static_cast<Count>(below(3));
            summary.totals.params += record.params.weights;
        }
        for (const bool fold : {false, true}) {
            const Options options{
                .columns = {Column::params}, .fold_copies = fold, .units = format::Units::plain};
            const auto table = table_of(summary, options);
            REQUIRE(sum_at_the_edge(table, 1) == summary.totals.params);
            int leaves = 0;
            for (const auto& node : format::tree_of(summary, fold)) {
                leaves += node.is_operation;
            }
            REQUIRE((fold || leaves == summary.size()));
        }
    }
}

TEST_CASE("an input that looks like HxWxC is noted where channels are inferred") {
    const auto notes = [](const auto& net, const Shape& input) {
        return to_text(summarize(net, input));
    };
    const Sequential inferring{Conv2d{.out_channels = 8, .kernel_size = 1}};
    const char* const note = "input 28x28x1 looks like height x width x channels";
    CHECK(notes(inferring, {28, 28, 1}).find(note) != std::string::npos);
    CHECK(notes(inferring, {28, 28, 1}).find("channels x height x width: 1x28x28") !=
          std::string::npos);
    CHECK(notes(inferring, {1, 28, 28}).find("looks like") == std::string::npos);
    CHECK(notes(Conv2d{28, 8, 1}, {28, 28, 1}).find("looks like") == std::string::npos);
    CHECK(notes(inferring, {512, 1, 1}).find("looks like") == std::string::npos);
}

} // namespace
