#include <ctnn/format/dot.hpp>

#include <ctnn/ctnn.hpp>

#include "support/catch.hpp"

using namespace ctnn;
using format::escape_dot;
using format::to_dot;

namespace {

// tests/readers/pictures.py has Graphviz parse whole networks; this shows one graph.
TEST_CASE("a graph of nodes, clusters and edges") {
    const Sequential net{Named{"block", Residual{Conv2d{4, 4, 3, 1, 1}}}, Flatten{}};
    CHECK(to_dot(summarize(net, {4, 8, 8})) == R"(digraph network {
  node [shape=box, style="rounded,filled", fillcolor=white, fontname=Helvetica, fontsize=11];
  edge [fontname=Helvetica, fontsize=9];
  graph [fontname=Helvetica, fontsize=11, labelloc=t, labeljust=l, color=gray60, style=rounded];
  label="148 parameters, 9,216 MACs, 18,432 FLOPs\nFLOPs by the convention 'lecture': a MAC is 2 FLOPs, a max-pooling comparison 1; biases and the rest are 0";
  input [label="input\n4x8x8", shape=ellipse];
  subgraph cluster_1 {
    label="block: Residual";
    n0 [label="Conv2d 3x3\nblock.body\n4x8x8\n148 parameters", params=148, macs=9216, flops=18432];
    n1 [label="Add\nblock.add\n4x8x8", params=0, macs=0, flops=0];
  }
  n2 [label="Flatten\n1\n256", params=0, macs=0, flops=0];
  input -> n0 [label=" 4x8x8"];
  n0 -> n1 [label=" 4x8x8"];
  input -> n1 [label=" 4x8x8"];
  n1 -> n2 [label=" 4x8x8"];
}
)");
}

TEST_CASE("a part at the depth is one node with its sums") {
    const Sequential net{Named{"block", Residual{Conv2d{4, 4, 3, 1, 1}}}, Flatten{}};
    const auto text = to_dot(summarize(net, {4, 8, 8}), {.depth = 1, .units = format::Units::si});
    CHECK(text.find("cluster") == text.npos);
    CHECK(text.find("  n0 [label=\"Residual\\nblock\\n4x8x8\\n148 parameters\", shape=box3d, "
                    "style=filled, params=148, macs=9216, flops=18432];\n") != text.npos);
    CHECK(text.find("148 parameters, 9.22 k MACs, 18.4 k FLOPs") != text.npos);
    CHECK(text.find("  input -> n0 [label=\" 4x8x8\"];\n  n0 -> n1 [label=\" 4x8x8\"];\n}") !=
          text.npos);
}

TEST_CASE("quotes, backslashes and entities are escaped") {
    CHECK(escape_dot("a,b\"c<d>&_{\n") == "a,b\\\"c<d>&amp;_{\\\\n");
    CHECK(escape_dot("\\N&lt;") == "\\\\N&amp;lt;");
}

TEST_CASE("the layer that does not fit is below the last one, in red") {
    const auto text = to_dot(try_summarize(Sequential{ReLU{}, Linear{5, 2}}, {4}));
    CHECK(
        text.find(
            "  error [label=\"Linear\\n1\\nlayer 1 (Linear, at 1): expects 5 input features, gets "
            "4 (4); set in_features = 4\", color=red, fontcolor=red];\n"
            "  n0 -> error [style=dashed, dir=none, color=red];\n}") != text.npos);
    CHECK(text.find("label=\"what fits: 0 parameters") != text.npos);
}

TEST_CASE("no visible edge leads to a misfit that begins another branch") {
    const auto text = to_dot(try_summarize(Residual{Conv2d{3, 8, 3}, Conv2d{4, 8, 3}}, {3, 8, 8}));
    CHECK(text.find("  n0 -> error [style=invis];\n}") != text.npos);
}

} // namespace
