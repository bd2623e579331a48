#include <ctnn/format.hpp>

#include <ctnn/ctnn.hpp>

#include "support/catch.hpp"

using namespace ctnn;

TEST_CASE("a shape prints as the field writes it") {
    CHECK(fmt::format("{}", Shape{5, 16, 16}) == "5x16x16");
    CHECK(fmt::format("[{:>8}]", Shape{10}) == "[      10]");
    CHECK(fmt::format("{}", Shape{}) == "()");
}

TEST_CASE("a path and a sentence print as they are") {
    const auto summary = summarize(Sequential{Sequential{ReLU{}, ReLU{}}, ReLU{}}, {3});
    CHECK(fmt::format("{}", summary[1].path) == "0.1");
    CHECK(fmt::format("{:_<5}", summary[2].path) == "1____");
}

TEST_CASE("separators stand before each three digits") {
    CHECK(detail::with_separators(0) == "0");
    CHECK(detail::with_separators(999) == "999");
    CHECK(detail::with_separators(1000) == "1,000");
    CHECK(detail::with_separators(15470264320) == "15,470,264,320");
    CHECK(detail::with_separators(-123456) == "-123,456");
}

TEST_CASE("a summary prints as an aligned table with its convention") {
    const auto net = Sequential{Conv2d{1, 5, 3, 1, 1}, BatchNorm2d{}, MaxPool2d{2}, Flatten{},
                                Linear{.out_features = 10}};
    // 1*9*5 + 5 parameters and 5*32*32*9 MACs; 2*5; 5*16*16*3 comparisons; 1280*10 + 10.
    CHECK(fmt::format("{}", summarize(net, {1, 32, 32})) ==
          "layer        path  output   parameters    MACs    FLOPs   share\n"
          "---------------------------------------------------------------\n"
          "Conv2d       0     5x32x32          50  46,080   92,160   75.8%\n"
          "BatchNorm2d  1     5x32x32          10       0        0    0.0%\n"
          "MaxPool2d    2     5x16x16           0       0    3,840    3.2%\n"
          "Flatten      3     1280              0       0        0    0.0%\n"
          "Linear       4     10           12,810  12,800   25,600   21.1%\n"
          "---------------------------------------------------------------\n"
          "total              10           12,870  58,880  121,600  100.0%\n"
          "input 1x32x32; FLOPs by the convention 'lecture': a MAC is 2 FLOPs, a max-pooling "
          "comparison 1; biases and the rest are 0\n"
          "buffers, not trained: 10\n");
}

TEST_CASE("a table of nothing has no shares") {
    const std::string table = fmt::format("{}", summarize(Sequential<>{}, {3}));
    CHECK(table.find("total        3") != std::string::npos);
    CHECK(table.find('%') == std::string::npos);
    CHECK(table.find("nan") == std::string::npos);
}

TEST_CASE("a network that does not fit prints its rows up to the error, and the sentence") {
    const auto net =
        Sequential{Conv2d{1, 5, 3, 1, 1}, Sequential{ReLU{}, Linear{.out_features = 10}}, ReLU{}};
    CHECK(fmt::format("{}", try_summarize(net, {1, 32, 32})) ==
          "layer   path  output            parameters    MACs   FLOPs   share\n"
          "------------------------------------------------------------------\n"
          "Conv2d  0     5x32x32                   50  46,080  92,160  100.0%\n"
          "ReLU    1.0   5x32x32                    0       0       0    0.0%\n"
          "Linear  1.1   <-- does not fit                                    \n"
          "------------------------------------------------------------------\n"
          "layer 2 (Linear, at 1.1): expects a vector of 5120, gets the map 5x32x32; put Flatten{} "
          "before "
          "it\n");
}
