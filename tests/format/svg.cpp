#include <ctnn/format/svg.hpp>

#include <ctnn/ctnn.hpp>

#include <fstream>
#include <iterator>

#include "support/catch.hpp"
#include "support/lenet5.hpp"
#include "support/occurrences.hpp"

using namespace ctnn;
using format::to_svg;

namespace {

// tests/readers/pictures.py parses whole pictures; this shows one.
TEST_CASE("examples/lenet5.svg is up to date; if not, copy it from ctnn_pictures") {
    std::ifstream file(CTNN_TEST_DATA "/../../examples/lenet5.svg", std::ios::binary);
    REQUIRE(file.good());
    const std::string kept{std::istreambuf_iterator<char>(file), {}};
    const bool is_kept = to_svg(summarize(lenet5, lenet5_image)) == kept;
    CHECK(is_kept);
}

TEST_CASE("a box per map with its shape below, an arrow between neighbours") {
    const std::string text = to_svg(summarize(lenet5, lenet5_image));
    CHECK(occurrences(text, "<g class=\"box ") == 9);
    CHECK(occurrences(text, "class=\"head\"") == 8);
    CHECK(occurrences(text, ">+ ReLU<") == 4);
    for (const char* shape :
         {"input 1x32x32", "6x28x28", "6x14x14", "16x10x10", "16x5x5", "400", "120", "84", "10"}) {
        CHECK(occurrences(text, fmt::format(">{}</text>", shape)) == 1);
    }
    CHECK(occurrences(text, "<title>0: Conv2d 5x5, 1: ReLU; 6x28x28; 156 parameters, 117,600 MACs, "
                            "235,200 FLOPs</title>") == 1);
    CHECK(occurrences(text, ">61,706 parameters, 416,520 MACs, 837,768 FLOPs</text>") == 1);
    CHECK(occurrences(text, "(to scale)") == 1);
}

TEST_CASE("wires of a residual pass above the boxes between") {
    const std::string text =
        to_svg(summarize(Residual{Sequential{Conv2d{4, 6, 1}, Conv2d{6, 4, 1}}}, {4, 8, 8}));
    CHECK(occurrences(text, "class=\"wire\"") == 4); // three arrows and the shortcut
}

TEST_CASE("a network that does not fit is marked at the misfit") {
    const std::string text = to_svg(try_summarize(lenet5, {1, 24, 24}));
    CHECK(occurrences(text, ">does not fit</text>") == 1);
    CHECK(occurrences(text, ">at 7</text>") == 1);
    CHECK(occurrences(text, "class=\"error\">layer 7 (Linear, at 7): expects 400 input features") ==
          1);
    CHECK(occurrences(text, ">What fits: 2,572 parameters, ") == 1);
    CHECK(occurrences(to_svg(summarize(lenet5, lenet5_image)), "does not fit") == 0);
}

TEST_CASE("a name in a picture is escaped") {
    const Sequential net{Named{"a,b\"c<d>&_{\n", Sequential{ReLU{}, Tanh{}}}};
    const std::string text = to_svg(summarize(net, {4}), {.depth = 1});
    CHECK(occurrences(text, ">a,b&quot;c&lt;d&gt;&amp;_{\\n</text>") == 1);
    CHECK(occurrences(text, "a,b\"c") == 0);
}

TEST_CASE("numbers have the chosen units") {
    const std::string text = to_svg(summarize(lenet5, lenet5_image), {.units = format::Units::si});
    CHECK(occurrences(text, ">48.1 k params</text>") == 1);
    CHECK(occurrences(text, ">61.7 k parameters, 417 k MACs, 838 k FLOPs</text>") == 1);
}

} // namespace
