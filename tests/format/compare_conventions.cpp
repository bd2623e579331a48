#include <ctnn/format/compare_conventions.hpp>

#include <ctnn/ctnn.hpp>

#include "support/twice.hpp"

using namespace ctnn;
using format::table_of;

namespace {

constexpr Convention huge{"huge", "FLOPs", "all there is",
                          [](const Operation&) -> Count { return INT64_MAX; }};

TEST_CASE("a comparison prints a row per convention, with its unit and its rule") {
    const Convention list[] = {conventions::lecture, conventions::torchvision, huge};
    const Sequential net{Conv2d{3, 8, 3, 1, 1}, ReLU{}};
    const std::string text = fmt::format("{}", compare_conventions(net, {3, hide(10), 12}, list));
    CHECK(text ==
          "convention    count  thousands  unit   per MAC  rule\n"
          "────────────────────────────────────────────────────\n"
          "lecture      51,840     51.840  FLOPs    2.000  a MAC is 2 FLOPs, a max-pooling "
          "comparison 1; biases and the rest are 0\n"
          "torchvision  25,920     25.920  FLOPs    1.000  a MAC is 1 (not 2); the rest is 0\n"
          "huge              -          -  FLOPs        -  all there is\n"
          "input 3x10x12; 25,920 MACs\n");
}

TEST_CASE("a comparison of conventions has the formats of a table") {
    const Convention list[] = {conventions::torchvision};
    const auto comparison = compare_conventions(Linear{4, 2}, {hide(4)}, list);
    CHECK(fmt::format("{:md}", comparison) ==
          "| convention | count | thousands | unit | per MAC | rule |\n"
          "| :--- | ---: | ---: | :--- | ---: | :--- |\n"
          "| torchvision | 8 | 0.008 | FLOPs | 1.000 | a MAC is 1 (not 2); the rest is 0 |\n"
          "\n"
          "- input 4; 8 MACs\n");
    CHECK(fmt::format("{:tex}", comparison) == format::to_latex(table_of(comparison)));
    CHECK_THROWS_AS(fmt::format(fmt::runtime("{:json}"), comparison), fmt::format_error);
}

TEST_CASE("a user's names widen the table and stay on one line") {
    constexpr Convention own{"a name of more than\nsixteen letters", "units of a\nuser's own",
                             "x\ny",
                             [](const Operation& operation) { return operation.record.work.macs; }};
    const Convention list[] = {conventions::torchvision, own};
    const auto table = table_of(compare_conventions(Linear{4, 2}, {hide(4)}, list));
    const std::string text = format::to_text(table);
    const auto line = [&](std::size_t number) {
        std::size_t at = 0;
        while (number-- > 0) at = text.find('\n', at) + 1;
        return text.substr(at, text.find('\n', at) - at);
    };
    CHECK(line(3).find("  x\\ny") == line(2).find("  a MAC is 1"));
    CHECK(table.lines[1].cells[0] == "a name of more than\\nsixteen letters");
    CHECK(table.lines[1].cells[3] == "units of a\\nuser's own");
}

TEST_CASE("without MACs there is no ratio") {
    const Convention list[] = {conventions::arithmetic};
    const std::string text = fmt::format("{}", compare_conventions(ReLU{}, {hide(5)}, list));
    CHECK(text.find("arithmetic      5      0.005  FLOPs        -  ") != text.npos);
    CHECK(text.find("input 5; 0 MACs\n") != text.npos);
}

TEST_CASE("large counts are in millions and billions") {
    const auto text = [](Count size) {
        return fmt::format("{}", compare_conventions(Linear{1000, 1000}, {hide(size), 1000}));
    };
    CHECK(text(1).find("millions") != std::string::npos);
    CHECK(text(1000).find("billions") != std::string::npos);
    CHECK(text(1).find("FlopCounterMode   2,000,000     2.000  FLOPs") != std::string::npos);
    CHECK(text(1000).find("FlopCounterMode   2,000,000,000     2.000  FLOPs") != std::string::npos);
}

} // namespace
