#include <ctnn/format/detail/align.hpp>

#include <ctnn/ctnn.hpp>

#include "support/catch.hpp"

using namespace ctnn;

namespace {

/// The kinds of two networks' outermost parts, aligned: `Linear=Linear Tanh- -ReLU`.
std::string lined_up(const auto& a, const auto& b) {
    const auto nodes_a = format::tree_of(a);
    const auto nodes_b = format::tree_of(b);
    std::string text;
    for (const auto& [one, other] : format::align(nodes_a, a, format::parts_of(nodes_a, 0), nodes_b,
                                                  b, format::parts_of(nodes_b, 0))) {
        if (!text.empty()) text += ' ';
        if (one >= 0) text += nodes_a[static_cast<std::size_t>(one)].kind;
        text += one >= 0 && other >= 0 ? "=" : "-";
        if (other >= 0) text += nodes_b[static_cast<std::size_t>(other)].kind;
    }
    return text;
}

TEST_CASE("parts of the same kind match, in order") {
    const auto a = summarize(Sequential{Linear{4, 4}, Tanh{}, Linear{4, 2}}, {4});
    const auto b =
        summarize(Sequential{ReLU{}, Linear{4, 4}, Sigmoid{}, Linear{4, 2}, ReLU{}}, {4});
    CHECK(lined_up(a, b) == "-ReLU Linear=Linear Tanh- -Sigmoid Linear=Linear -ReLU");
    CHECK(lined_up(b, a) == "ReLU- Linear=Linear Sigmoid- -Tanh Linear=Linear ReLU-");
}

TEST_CASE("parts of the same name match, whatever their kind") {
    const auto a = summarize(Sequential{Named{"body", Linear{4, 4}}, ReLU{}}, {4});
    const auto b =
        summarize(Sequential{Tanh{}, Named{"body", Sequential{Linear{4, 2}, Linear{2, 4}}}}, {4});
    CHECK(lined_up(a, b) == "-Tanh Linear=Sequential ReLU-");
}

TEST_CASE("among several parts of a kind, the one with the same output matches") {
    const auto a = summarize(Sequential{Linear{4, 8}, Linear{8, 2}}, {4});
    const auto b = summarize(Sequential{Linear{4, 6}, Linear{6, 8}, Linear{8, 2}}, {4});
    CHECK(lined_up(a, b) == "-Linear Linear=Linear Linear=Linear");
}

// A number is not a name: a normalisation does not match the block with its number.
TEST_CASE("a layer and a block under one number have nothing in common") {
    const auto a = summarize(Sequential{Linear{4, 4}, LayerNorm{4}, ReLU{}}, {4});
    const Sequential block{Linear{4, 4}, ReLU{}};
    const auto b = summarize(Sequential{block, block}, {4});
    CHECK(lined_up(a, b) == "Linear- LayerNorm- ReLU- -Sequential");
}

TEST_CASE("similar layers with the same output match before layers of the same kind") {
    const auto a = summarize(Sequential{Conv2d{3, 8, 3}, Conv2d{8, 4, 3}}, {3, 9, 9});
    const auto depthwise =
        summarize(Sequential{DepthwiseConv{.channels = 3, .kernel_size = 3, .depth_multiplier = 2},
                             PointwiseConv{6, 8}, Conv2d{8, 2, 3}},
                  {3, 9, 9});
    CHECK(lined_up(a, depthwise) == "-DepthwiseConv Conv2d=PointwiseConv Conv2d=Conv2d");
}

TEST_CASE("aligning with an empty network") {
    const auto none = summarize(Sequential<>{}, {4});
    CHECK(lined_up(none, none) == "");
    CHECK(lined_up(none, summarize(Sequential{ReLU{}}, {4})) == "-ReLU");
}

} // namespace
