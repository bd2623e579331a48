#include <ctnn/format/bars.hpp>

#include <ctnn/ctnn.hpp>

#include "support/catch.hpp"
#include "support/lenet5.hpp"
#include "support/occurrences.hpp"

using namespace ctnn;
using format::to_bars;

namespace {

// tests/readers/pictures.py reads whole pictures.
TEST_CASE(
    "a line per operation with parameters or FLOPs, with shares; the longest bar has full length") {
    const std::string text = to_bars(summarize(lenet5, lenet5_image));
    CHECK(occurrences(text, ">61,706 parameters</text>") == 1);
    CHECK(occurrences(text, ">837,768 FLOPs</text>") == 1);
    CHECK(occurrences(text, ">0: Conv2d 5x5</text>") == 1);
    CHECK(occurrences(text, ">156 (0.3%)</text>") == 1);
    CHECK(occurrences(text, ">235,200 (28.1%)</text>") == 1);
    CHECK(occurrences(text, ">48,120 (78.0%)</text>") == 1);
    CHECK(occurrences(text, "width=\"260.0\" height=\"14.0\" class=\"params\"") == 1);
    CHECK(occurrences(text, "width=\"127.4\" height=\"14.0\" class=\"flops\"") ==
          1); // 260 * 235200 / 480000
    CHECK(occurrences(text, ": ReLU") == 0);
    CHECK(occurrences(text, "Left out: 5 of 12 lines, without parameters and without FLOPs.") == 1);
    CHECK(occurrences(text, "FLOPs by the convention &#39;lecture&#39;") == 1);
}

TEST_CASE("a part at the depth has one bar of each kind") {
    const std::string text =
        to_bars(summarize(lenet5, lenet5_image), {.depth = 0, .units = format::Units::si});
    CHECK(occurrences(text, ">Sequential</text>") == 1);
    CHECK(occurrences(text, ">61.7 k (100.0%)</text>") == 1);
    CHECK(occurrences(text, "class=\"params\"/>") == 1);
    CHECK(occurrences(text, "Left out") == 0);
}

TEST_CASE("the unit is the convention's") {
    const std::string text = to_bars(summarize(lenet5, lenet5_image, conventions::connections));
    CHECK(occurrences(text, "Parameters and connections by layer, input 1x32x32") ==
          2); // the title twice
    CHECK(occurrences(text, " connections</text>") == 1);
}

TEST_CASE("a network without counts is reported, without division by 0") {
    const std::string text = to_bars(summarize(Sequential{ReLU{}, Tanh{}}, {4}));
    CHECK(occurrences(text, "<rect") == 1); // the page
    CHECK(occurrences(text, "Left out: 2 of 2 lines") == 1);
    CHECK(occurrences(text, "nan") == 0);
}

TEST_CASE("for a network that does not fit, the layers that fit are shown") {
    const std::string text = to_bars(try_summarize(lenet5, {1, 24, 24}));
    CHECK(occurrences(text, "class=\"error\">layer 7 (Linear, at 7)") == 1);
    CHECK(occurrences(text, ">2,572 parameters</text>") == 1);
    CHECK(occurrences(text, "The numbers are of the layers that fit.") == 1);
}

TEST_CASE("a name beside a bar is escaped") {
    const Sequential net{Named{"a,b\"c<d>&_{\n", PReLU{}}};
    CHECK(occurrences(to_bars(summarize(net, {4})),
                      ">a,b&quot;c&lt;d&gt;&amp;_{\\n: PReLU</text>") == 1);
}

} // namespace
