#include <ctnn/format/compare.hpp>

#include <ctnn/conventions/all.hpp>
#include <ctnn/ctnn.hpp>
#include <ctnn/models/resnet.hpp>

#include <algorithm>

#include "readers/nets.hpp"
#include "support/golden.hpp"

using namespace ctnn;
using format::Column;

namespace {

const format::Line* find(const format::Table& table, const std::string& label) {
    const auto at = std::find_if(table.lines.begin(), table.lines.end(),
                                 [&](const auto& line) { return line.cells[0] == label; });
    return at == table.lines.end() ? nullptr : &*at;
}

using Cells = std::vector<std::string>;

/// With all counts.
format::Options with_all_counts() {
    auto options = format::comparison_options();
    options.columns = {Column::output, Column::params, Column::macs, Column::flops,
                       Column::activation_bytes};
    options.units = format::Units::separators;
    return options;
}

// The lecture's comparison, by hand: 9*32*64 against 9*32 + 32*64 weights, no biases; 1/64 + 1/9.
TEST_CASE("a standard convolution against a depthwise-separable one") {
    const auto standard = summarize(
        Sequential{Named{"conv", Conv2d{32, 64, 3, 1, 1, 1, 1, false}}, ReLU{}}, {32, 56, 56});
    const auto separable = summarize(
        Sequential{
            Named{"conv",
                  Sequential{
                      DepthwiseConv{.channels = 32, .kernel_size = 3, .padding = 1, .bias = false},
                      PointwiseConv{.in_channels = 32, .out_channels = 64, .bias = false}}},
            ReLU{}},
        {32, 56, 56});
    CHECK(fmt::format("{}", compare(standard, separable, with_all_counts())) ==
          golden("separable.txt"));
    CHECK(fmt::format("{:md}", compare(standard, separable, with_all_counts())) ==
          golden("separable.md"));
    const auto table = table_of(compare(standard, separable));
    REQUIRE(table.lines.size() == 5);
    CHECK(table.lines[0].cells[5] == "0.127"); // parameters
    CHECK(table.lines[4].cells[8] == "0.127"); // MACs
}

TEST_CASE("sides have names, and a type of their bytes") {
    auto options = format::comparison_options();
    options.columns = {Column::activation_bytes, Column::parameter_bytes};
    options.dtype = DType::int8;
    const auto wide = summarize(Sequential{Linear{8, 4}, BatchNorm1d{}}, {8});
    const auto slim = summarize(Linear{8, 2}, {8});
    const auto named = table_of(compare("wide", wide, "slim", slim, options));
    CHECK(named.headings[1].text == "activation bytes wide");
    CHECK(named.headings[2].text == "slim");
    CHECK(named.headings[3].text == "slim/wide");
    CHECK(named.lines.back().cells ==
          Cells{"total", "8", "2", "0.250", "48", "24", "0.500"}); // biases of 4 bytes
    options.fused = true;
    CHECK(table_of(compare(wide, slim, options)).lines.back().cells[1] == "4");
}

TEST_CASE("a comparison is at most 120 characters wide") {
    const auto text = fmt::format("{}", compare(summarize(models::resnet50_v1(), {3, 224, 224}),
                                                summarize(models::resnet50(), {3, 224, 224})));
    std::size_t widest = 0;
    std::size_t width = 0;
    for (const char character : text.substr(0, text.rfind("total"))) {
        if ((static_cast<unsigned char>(character) & 0xc0U) != 0x80U) ++width;
        if (character == '\n') {
            widest = std::max(widest, width - 1);
            width = 0;
        }
    }
    CHECK(widest <= 120);
    CHECK(widest > 80);
}

// v1.5's numbers are PyTorch's (tests/data/resnet50.csv). v1 has the first 1x1 convolution of three
// stages at a quarter of the positions: 3 * 102,760,448 * 3/4 MACs fewer.
TEST_CASE("ResNet-50 v1 against v1.5: only the stride moves") {
    const auto v1 = summarize(models::resnet50_v1(), {3, 224, 224});
    const auto v15 = summarize(models::resnet50(), {3, 224, 224});
    auto options = format::comparison_options();
    options.columns = {Column::kernel, Column::output, Column::params, Column::macs};
    options.units = format::Units::separators;
    const auto table = table_of(compare(v1, v15, options));
    CHECK(table.lines.back().cells == Cells{"total", "", "", "1000", "1000", "25,557,032",
                                            "25,557,032", "1.000", "3,857,973,248", "4,089,184,256",
                                            "1.060"});
    int changed = 0;
    for (const auto& line : table.lines) {
        CHECK_FALSE(line.cells[5].empty()); // all have a counterpart
        CHECK_FALSE(line.cells[6].empty());
        changed += line.cells[1] != line.cells[2];
    }
    CHECK(changed == 6); // two convolutions in each of three stages
}

TEST_CASE("parts without a counterpart have empty cells, those of a first") {
    const auto a = summarize(Sequential{Linear{4, 4}, Tanh{}, Linear{4, 2}}, {4});
    const auto b = summarize(Sequential{Linear{4, 8}, ReLU{}, Sigmoid{}, Linear{8, 2}}, {4});
    auto options = format::comparison_options();
    options.columns = {Column::params};
    const auto table = table_of(compare(a, b, options));
    REQUIRE(table.lines.size() == 6);
    CHECK(table.lines[0].cells == Cells{"0: Linear", "20", "40", "2.000"});
    CHECK(table.lines[1].cells == Cells{"1: Tanh", "0", "", ""});
    CHECK(table.lines[2].cells == Cells{"1: ReLU", "", "0", ""});
    CHECK(table.lines[3].cells == Cells{"2: Sigmoid", "", "0", ""});
    CHECK(table.lines[4].cells == Cells{"2: Linear / 3: Linear", "10", "18", "1.800"});
    CHECK(table.lines[5].cells == Cells{"total", "30", "58", "1.933"});
}

TEST_CASE("the totals of a comparison are the same at any depth") {
    const auto a = summarize(models::resnet18(), {3, 224, 224});
    const auto b = summarize(models::resnet50(), {3, 224, 224});
    auto options = format::comparison_options();
    const auto totals = table_of(compare(a, b, options)).lines.back().cells;
    for (int depth = 0; depth < 6; ++depth) {
        options.depth = depth;
        const auto table = table_of(compare(a, b, options));
        CHECK(table.lines.back().cells == totals);
        CHECK((find(table, "layer3: Sequential") != nullptr) == (depth > 0));
    }
}

TEST_CASE("one-layer, empty and misfit networks") {
    const auto one = summarize(Linear{4, 2}, {4});
    CHECK(table_of(compare(one, summarize(Linear{4, 4}, {4}))).lines[0].cells[0] == "Linear");
    CHECK(table_of(compare(one, summarize(Sequential<>{}, {4}))).lines.size() == 2);
    CHECK(table_of(compare(summarize(Sequential<>{}, {4}), summarize(Sequential{ReLU{}}, {4})))
              .lines.size() == 2);
    const auto broken = try_summarize(nets::broken, {1, 8, 8});
    const auto table = table_of(compare(broken, broken));
    CHECK(find(table, "total") == nullptr);
    CHECK(table.notes[0].substr(0, 29) == "layer 5 (Linear, at classifie");
    const auto mixed = table_of(compare(one, broken, with_all_counts()));
    CHECK(mixed.notes[0].substr(0, 9) == "a: input ");
    CHECK(mixed.notes[1].substr(0, 11) == "b: layer 5 ");
    CHECK(mixed.notes.back() == "activation bytes: each output as fp32, batch 1; batch "
                                "normalisation and ReLU have outputs too"); // of both
}

TEST_CASE("a comparison has only table formats") {
    const auto one = summarize(Linear{4, 2}, {4});
    const auto both = compare(one, one);
    CHECK(fmt::format("{:text}", both) == to_text(table_of(both)));
    CHECK(fmt::format("{:tex}", both) == to_latex(table_of(both)));
    CHECK_THROWS_AS(fmt::format(fmt::runtime("{:json}"), both), fmt::format_error);
}

TEST_CASE("a network that does not fit has a marked line; names are in the notes") {
    const auto bad = try_summarize(Sequential{ReLU{}, Linear{4, 2}}, {3});
    const auto good = summarize(Sequential{ReLU{}, ReLU{}}, {3});
    format::AnySummary first(good);
    format::AnySummary second(bad);
    first.name = "good";
    second.name = "bad";
    const std::string text = fmt::format("{}", compare(first, second, with_all_counts()));
    CHECK(text.find("\nb: 1: Linear  ") != text.npos);
    CHECK(text.find("  <-- does not fit\n") != text.npos);
    CHECK(text.find("a: good: input 3;") != text.npos);
    CHECK(text.find("b: bad: input 3;") != text.npos);
}

TEST_CASE("two misfits are adjacent, and cut parts have no figures") {
    const auto unfit = [](Count features) {
        const Named body{"body", Sequential{ReLU{}, Linear{features, 2}}};
        return try_summarize(Sequential{Linear{3, 5}, body}, {3});
    };
    format::Options options = format::comparison_options();
    options.columns = {format::Column::params};
    CHECK(fmt::format("{}", compare(unfit(4), unfit(6), options)) ==
          R"(layer              parameters a   b    b/a
──────────────────────────────────────────
0: Linear                    20  20  1.000
body: Sequential
└─ 0: ReLU                    0   0      -
a: body.1: Linear  <-- does not fit
b: body.1: Linear  <-- does not fit
──────────────────────────────────────────
a: layer 2 (Linear, at body.1): expects 4 input features, gets 5 (5); set in_features = 5
b: layer 2 (Linear, at body.1): expects 6 input features, gets 5 (5); set in_features = 5
input 3
)");
}

TEST_CASE("a comparison outlives what it compares") {
    const auto a = summarize(Linear{4, 2}, {4});
    const auto b = summarize(Add{skip, ReLU{}, skip}, {4});
    const auto kept = [] {
        return compare(summarize(Linear{4, 2}, {4}), summarize(Add{skip, ReLU{}, skip}, {4}));
    }();
    CHECK(fmt::format("{}", kept) == fmt::format("{}", compare(a, b)));
    CHECK(kept.b.rows.operand(1, 2) == -1);
}

TEST_CASE("a moved-from summary keeps its rows") {
    format::AnySummary first = summarize(Sequential{ReLU{}, ReLU{}}, {3});
    const std::string text = fmt::format("{}", first);
    {
        const format::AnySummary second = std::move(first);
        CHECK(fmt::format("{}", second) == text);
    }
    CHECK(fmt::format("{}", first) == text); // NOLINT: that is the question
}

TEST_CASE("two units have two headings") {
    const auto lecture = summarize(Linear{4, 2}, {4});
    const auto connections = summarize(Linear{4, 2}, {4}, conventions::connections);
    auto options = format::comparison_options();
    options.columns = {Column::flops};
    const auto alike = table_of(compare(lecture, lecture, options)).headings;
    CHECK((alike[1].text == "FLOPs a" && alike[2].text == "b"));
    const auto unlike = table_of(compare(lecture, connections, options)).headings;
    CHECK((unlike[1].text == "FLOPs a" && unlike[2].text == "connections b"));
}

TEST_CASE("a ratio to 0 is a dash") {
    CHECK(format::ratio(2, 3) == "1.500");
    CHECK(format::ratio(0, 3) == "-");
    CHECK(format::ratio(0, 0) == "-");
    CHECK(format::ratio(3, overflow) == "-");
}

} // namespace
