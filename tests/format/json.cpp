#include <ctnn/format/json.hpp>

#include <ctnn/ctnn.hpp>

#include "support/catch.hpp"

using namespace ctnn;
using format::to_json;

namespace {

// tests/readers/read.py parses whole networks; this shows one file.
TEST_CASE("one object, with a line per operation") {
    const Sequential net{Conv2d{1, 5, 3, 2, 1}, ReLU{}};
    CHECK(to_json(summarize(net, {1, 8, 8}), {.dtype = DType::int8, .batch = 2}) == R"({
  "version": 1,
  "name": null,
  "input": [1, 8, 8],
  "output": [5, 4, 4],
  "convention": {"name": "lecture", "unit": "FLOPs", "rule": "a MAC is 2 FLOPs, a max-pooling comparison 1; biases and the rest are 0"},
  "dtype": "int8",
  "batch": 2,
  "totals": {"operations": 2, "parameters": 50, "buffers": 0, "macs": 720, "flops": 1440, "activation_bytes": 320, "receptive_field": [3, 3]},
  "parts": [{"parent": null, "path": "", "layer": "Sequential"}],
  "operations": [
    {"index": 0, "path": "0", "layer": "Conv2d", "part": 0, "inputs": [-1], "input": [1, 8, 8], "output": [5, 4, 4], "kernel": [3, 3], "stride": [2, 2], "dilation": [1, 1], "weights": 45, "biases": 5, "parameters": 50, "buffers": 0, "macs": 720, "flops": 1440, "activation_bytes": 160, "receptive_field": [3, 3]},
    {"index": 1, "path": "1", "layer": "ReLU", "part": 0, "inputs": [0], "input": [5, 4, 4], "output": [5, 4, 4], "kernel": null, "stride": null, "dilation": null, "weights": 0, "biases": 0, "parameters": 0, "buffers": 0, "macs": 0, "flops": 0, "activation_bytes": 160, "receptive_field": [3, 3]}
  ],
  "error": null
}
)");
}

TEST_CASE("a network that does not fit has an error and no output") {
    const auto text = to_json(try_summarize(Linear{4, 2}, {3}));
    CHECK(text.find("\"output\": null,") != text.npos);
    CHECK(text.find("\"operations\": [\n  ],\n") != text.npos);
    CHECK(
        text.find(
            R"("error": {"index": 0, "path": "", "layer": "Linear", "input": [3], "sentence": )"
            R"("layer 0 (Linear): expects 4 input features, gets 3 (3); set in_features = 3"})") !=
        text.npos);
}

TEST_CASE("equal siblings of one name are two parts, and a name with dots is one") {
    const Named half{"half", Sequential{ReLU{}}};
    const auto text =
        to_json(summarize(Sequential{half, half, Named{"a.b", Sequential{half}}}, {3}));
    CHECK(text.find(R"("parts": [{"parent": null, "path": "", "layer": "Sequential"}, )"
                    R"({"parent": 0, "path": "half", "layer": "Sequential"}, )"
                    R"({"parent": 0, "path": "half", "layer": "Sequential"}, )"
                    R"({"parent": 0, "path": "a.b", "layer": "Sequential"}, )"
                    R"({"parent": 3, "path": "a.b.half", "layer": "Sequential"}],)") != text.npos);
    CHECK(text.find(R"("path": "half.0", "layer": "ReLU", "part": 1,)") != text.npos);
    CHECK(text.find(R"("path": "half.0", "layer": "ReLU", "part": 2,)") != text.npos);
}

TEST_CASE("a count past 63 bits is null") {
    const auto text = to_json(summarize(ReLU{}, {3}), {.batch = INT64_MAX});
    CHECK(text.find("\"activation_bytes\": null, \"receptive_field\": null}") != text.npos);
}

struct Transposed {
    static constexpr const char* name = "Transposed";
    constexpr Shape output_shape(const Shape& in) const {
        return {in.width(), in.height(), in.channels()};
    }
    constexpr Params params(const Shape&) const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

TEST_CASE("a receptive field that is unknown is null") {
    const auto text = to_json(summarize(Transposed{}, {1, 8, 8}));
    CHECK(text.find("\"activation_bytes\": 256, \"receptive_field\": null}\n") != text.npos);
    CHECK(text.find("\"activation_bytes\": 256, \"receptive_field\": null},\n") != text.npos);
    // Also if the input is too large for a receptive field, whether the network fits or not.
    const auto refused = to_json(try_summarize(Linear{4, 2}, {1, INT64_MAX, 1}));
    CHECK(refused.find("\"receptive_field\": null}") != refused.npos);
}

TEST_CASE("strings are escaped") {
    using format::detail::json_string;
    CHECK(json_string("") == "\"\"");
    CHECK(json_string("a\"b\\c/") == R"("a\"b\\c/")");
    CHECK(json_string("\n\t\x01\x1f\x7f") == R"("\n\u0009\u0001\u001f\u007f")");
    CHECK(json_string("\xc3\xa9\xff") == "\"\xc3\xa9\xef\xbf\xbd\"");
}

} // namespace
