#include <ctnn/format.hpp>

#include <ctnn/ctnn.hpp>

#include "support/catch.hpp"

using namespace ctnn;

namespace {

TEST_CASE("a shape prints as the field writes it") {
    CHECK(fmt::format("{}", Shape{5, 16, 16}) == "5x16x16");
    CHECK(fmt::format("[{:>8}]", Shape{10}) == "[      10]");
    CHECK(fmt::format("{}", Shape{}) == "()");
}

TEST_CASE("a path and a sentence print as they are") {
    const auto summary = summarize(Sequential{Sequential{ReLU{}, ReLU{}}, ReLU{}}, {3});
    CHECK(fmt::format("{}", summary.path(1)) == "0.1");
    CHECK(fmt::format("{:_<5}", summary.path(2)) == "1____");
}

TEST_CASE("a fraction prints in lowest terms") {
    CHECK(fmt::format("{} {} {:>5}", Fraction{32}, Fraction{62, 4}, Fraction{-1, 2}) ==
          "32 31/2  -1/2");
    CHECK(fmt::format("{}", Fraction{1, 0}) == "overflow");
}

TEST_CASE("an error and an overrun print as their sentences") {
    const auto bad =
        try_summarize(Sequential{ReLU{}, Linear{.in_features = 4, .out_features = 2}}, {3});
    CHECK(fmt::format("{}", bad.error) ==
          "layer 1 (Linear, at 1): expects 4 input features, gets 3 (3); set in_features = 3");
    const auto good = summarize(Linear{4, 2}, {4});
    CHECK(
        fmt::format("{}", overrun(good, {.params = 9})) ==
        "params: 10 is 1 over the budget of 9; the largest part is layer 0 (Linear) with 10, 100%");
    CHECK(fmt::format("[{}]", good.error) == "[]");
    CHECK(fmt::format("[{}]", overrun(good, {})) == "[]");
}

TEST_CASE("a summary prints as an aligned table with its convention") {
    const auto net = Sequential{Conv2d{1, 5, 3, 1, 1}, BatchNorm2d{}, MaxPool2d{2}, Flatten{},
                                Linear{.out_features = 10}};
    // 1*9*5 + 5 parameters and 5*32*32*9 MACs; 2*5; 5*16*16*3 comparisons; 1280*10 + 10.
    const std::string table =
        "layer           output   parameters    MACs    FLOPs   share\n"
        "────────────────────────────────────────────────────────────\n"
        "0: Conv2d       5x32x32          50  46,080   92,160   75.8%\n"
        "1: BatchNorm2d  5x32x32          10       0        0    0.0%\n"
        "2: MaxPool2d    5x16x16           0       0    3,840    3.2%\n"
        "3: Flatten      1280              0       0        0    0.0%\n"
        "4: Linear       10           12,810  12,800   25,600   21.1%\n"
        "────────────────────────────────────────────────────────────\n"
        "total           10           12,870  58,880  121,600  100.0%\n"
        "input 1x32x32; FLOPs by the convention 'lecture': a MAC is 2 FLOPs, a "
        "max-pooling comparison 1; biases and the rest are 0\n"
        "buffers, not trained: 10\n";
    const auto summary = summarize(net, {1, 32, 32});
    CHECK(fmt::format("{}", summary) == table);
    CHECK(fmt::format("{:text}", summary) == table);
    CHECK(fmt::format("{:}", format::AnySummary(summary)) == table);
}

TEST_CASE("a network that does not fit prints its rows up to the error, and the sentence") {
    const auto net =
        Sequential{Conv2d{1, 5, 3, 1, 1}, Sequential{ReLU{}, Linear{.out_features = 10}}, ReLU{}};
    CHECK(fmt::format("{}", try_summarize(net, {1, 32, 32})) ==
          "layer          output   parameters    MACs   FLOPs   share\n"
          "──────────────────────────────────────────────────────────\n"
          "0: Conv2d      5x32x32          50  46,080  92,160  100.0%\n"
          "1: Sequential\n"
          "├─ 0: ReLU     5x32x32           0       0       0    0.0%\n"
          "└─ 1: Linear   <-- does not fit\n"
          "──────────────────────────────────────────────────────────\n"
          "layer 2 (Linear, at 1.1): expects a vector of 5120, gets the map 5x32x32; put Flatten{} "
          "before it\n"
          "input 1x32x32; FLOPs by the convention 'lecture': a MAC is 2 FLOPs, a max-pooling "
          "comparison 1; biases and the rest are 0\n");
}

TEST_CASE("the format is named in the braces") {
    const auto summary = summarize(Sequential{Conv2d{1, 5, 3, 1, 1}, ReLU{}}, {1, 4, 4});
    CHECK(fmt::format("{:md}", summary) == format::to_markdown(summary));
    CHECK(fmt::format("{:csv}", summary) == format::to_csv(summary));
    CHECK(fmt::format("{:json}", summary) == format::to_json(summary));
    CHECK(fmt::format("{:tex}", summary) == format::to_latex(summary));
    CHECK(fmt::format("{:dot}", summary) == format::to_dot(summary));
    CHECK(fmt::format("{:svg}", summary) == format::to_svg(summary));
    CHECK(fmt::format("{:bars}", summary) == format::to_bars(summary));
    CHECK(fmt::format("{:csv}{:csv}", summary, summary).size() ==
          2 * format::to_csv(summary).size());
    for (const char* wrong : {"{:pdf}", "{:MD}", "{:md }", "{:>20}", "{:csv,json}"}) {
        CHECK_THROWS_AS(fmt::format(fmt::runtime(wrong), summary), fmt::format_error);
    }
}

} // namespace
