// Reports of networks with several inputs and outputs and shared parameters, in every format.
#include <ctnn/format.hpp>

#include <ctnn/graph.hpp>

#include "../support/catch.hpp"
#include "../support/occurrences.hpp"

using namespace ctnn;

namespace {

constexpr Conv2d head_conv{.in_channels = 4, .out_channels = 4, .kernel_size = 3, .padding = 1};
constexpr Sequential two_ended{head_conv,
                               Tag{"fine"},
                               MaxPool2d{2},
                               Shared{"head", head_conv},
                               Output{"large \"<1>\""},
                               From{"fine"},
                               Shared{"head", head_conv},
                               Output{"small"}};
constexpr Sequential two_inputs{Concat{skip, Sequential{Input{1}, ReLU{}}}, Linear{6, 2}};
const Inputs pair_of_inputs{Shape{4}, Shape{2}};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST_CASE("tables end with a line per output, and say what is shared") {
    const auto summary = summarize(two_ended, {4, 8, 8});
    const std::string text = format::to_text(summary);
    CHECK(has(text, "input 4x8x8"));
    CHECK(has(text, "shared parameters count where they are used first"));
    CHECK(has(text, "output large \"<1>\": 4x4x4, of layer 2 (head)"));
    CHECK(has(text, "output small: 4x8x8, of layer 3 (head)"));
    CHECK(text.find("output large") < text.find("output small"));
    CHECK(has(format::to_markdown(summary), "- output small: 4x8x8"));
    CHECK(has(format::to_latex(summary), "output small: 4x8x8"));
    const std::string inputs = format::to_text(summarize(two_inputs, pair_of_inputs));
    CHECK((has(inputs, "inputs 4, 2") && !has(inputs, "shared") && !has(inputs, "of layer")));
}

TEST_CASE("JSON lists several inputs and named outputs") {
    const std::string json = format::to_json(summarize(two_ended, {4, 8, 8}));
    CHECK(has(json, R"("outputs": [{"name": "large \"<1>\"", "index": 2, "shape": [4, 4, 4]}, )"
                    R"({"name": "small", "index": 3, "shape": [4, 8, 8]}])"));
    CHECK(!has(json, R"("inputs": [[)"));
    const std::string of_inputs = format::to_json(summarize(two_inputs, pair_of_inputs));
    CHECK(has(of_inputs, R"("input": [4],
  "inputs": [[4], [2]],)"));
    CHECK((has(of_inputs, R"("inputs": [-2])") && !has(of_inputs, R"("outputs")")));
}

TEST_CASE("graphs have a node for each input and each named output") {
    const std::string outputs = format::to_dot(summarize(two_ended, {4, 8, 8}));
    CHECK(has(outputs, R"(output0 [label="large \"<1>\"\n4x4x4", shape=ellipse];)"));
    CHECK((has(outputs, "n2 -> output0;") && has(outputs, "n3 -> output1;")));
    const std::string inputs = format::to_dot(summarize(two_inputs, pair_of_inputs));
    CHECK(has(inputs, R"(input [label="input\n4", shape=ellipse];)"));
    CHECK(has(inputs, R"(input1 [label="input 1\n2", shape=ellipse];)"));
    CHECK(has(inputs, "input1 -> n0"));
    // A network that passes on an input.
    const Sequential passing{Tag{"in"}, ReLU{}, Output{"relu"}, From{"in"}, Output{"same"}};
    CHECK(has(format::to_dot(summarize(passing, {4})), "input -> output1;"));
}

TEST_CASE("pictures of feature maps show all inputs and name the outputs") {
    const std::string svg = format::to_svg(summarize(two_inputs, pair_of_inputs));
    CHECK((has(svg, "input 4") && has(svg, "input 2") && has(svg, "Input 4, 2, output 2")));
    CHECK(has(format::to_svg(summarize(two_ended, {4, 8, 8})),
              "output small: 4x8x8, of layer 3 (head)"));
    CHECK(has(format::to_bars(summarize(two_inputs, pair_of_inputs)), "input 4, 2"));
}

} // namespace
