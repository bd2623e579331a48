#include <ctnn/format/csv.hpp>

#include <ctnn/graph.hpp>

#include "readers/nets.hpp"
#include "support/catch.hpp"

using namespace ctnn;
using format::to_csv;

namespace {

constexpr const char* header =
    "index,path,layer,inputs,input,output,kernel,weights,biases,parameters,buffers,macs,flops,"
    "convention,activation_bytes,receptive_field,error,outputs\r\n";

// tests/readers/read.py parses whole networks; this shows one file.
TEST_CASE("a line per operation, each ending in CR LF") {
    const Sequential net{Conv2d{1, 5, 3, 2, 1}, Residual{BatchNorm2d{}}};
    CHECK(to_csv(summarize(net, {1, 8, 8})) ==
          std::string(header) +
              "0,0,Conv2d,-1,1x8x8,5x4x4,3x3 /2,45,5,50,0,720,1440,lecture,320,3,,\r\n"
              "1,1.body,BatchNorm2d,0,5x4x4,5x4x4,,5,5,10,10,0,0,lecture,320,3,,\r\n"
              "2,1.add,Add,1 0,5x4x4,5x4x4,,0,0,0,0,0,0,lecture,320,3,,\r\n");
    CHECK(to_csv(summarize(Sequential<>{}, {3})) == header);
}

TEST_CASE("the layer that does not fit is the last line") {
    CHECK(to_csv(try_summarize(Sequential{ReLU{}, Linear{4, 2}}, {3})) ==
          std::string(header) +
              "0,0,ReLU,-1,3,3,,0,0,0,0,0,0,lecture,12,,,\r\n"
              "1,1,Linear,,3,,,,,,,,,,,,\"layer 1 (Linear, at 1): expects 4 input features, gets 3 "
              "(3); set in_features = 3\",\r\n");
}

TEST_CASE("the network's outputs are named beside the line whose tensor they are") {
    const Sequential net{ReLU{}, Output{"a"}, Output{"b"}, Sigmoid{}, Output{"c,d"}, Tanh{}};
    CHECK(to_csv(summarize(net, {3})) ==
          std::string(header) + "0,0,ReLU,-1,3,3,,0,0,0,0,0,0,lecture,12,,,a b\r\n"
                                "1,3,Sigmoid,0,3,3,,0,0,0,0,0,0,lecture,12,,,\"c,d\"\r\n"
                                "2,5,Tanh,1,3,3,,0,0,0,0,0,0,lecture,12,,,\r\n");
}

struct Swapped {
    static constexpr const char* name = "Swapped";
    constexpr Shape output_shape(const Shape& in) const {
        return {in.width(), in.height(), in.channels()};
    }
    constexpr Params params(const Shape&) const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

TEST_CASE("a receptive field may be unknown") {
    CHECK(to_csv(summarize(Swapped{}, {1, 8, 8})) ==
          std::string(header) + "0,,Swapped,-1,1x8x8,8x8x1,,0,0,0,0,0,0,lecture,256,unknown,,\r\n");
}

TEST_CASE("fields with commas, quotes or line breaks are quoted") {
    CHECK(format::detail::csv_field("a b'c;d") == "a b'c;d");
    CHECK(format::detail::csv_field("a,b") == "\"a,b\"");
    CHECK(format::detail::csv_field("\"") == "\"\"\"\"");
    CHECK(format::detail::csv_field("a\"\"b") == "\"a\"\"\"\"b\"");
    CHECK(format::detail::csv_field("a\nb\r") == "\"a\nb\r\"");
    CHECK(format::detail::csv_field("a\rb") == "\"a\rb\"");
    CHECK(format::detail::csv_field("") == "");
    CHECK(format::detail::csv_field("\xff") == "\xef\xbf\xbd");
}

TEST_CASE("bytes depend on type and batch, and do not wrap") {
    const auto summary = summarize(ReLU{}, {3});
    const auto bytes = [&](DType dtype, Count batch) {
        return format::output_bytes(summary[0], {.dtype = dtype, .batch = batch});
    };
    CHECK(bytes(DType::fp32, 1) == 12);
    CHECK(bytes(DType::fp16, 10) == 60);
    CHECK(bytes(DType::int4, 1) == 2);
    CHECK(bytes(DType::binary, 3) == 2); // 9 bits in one tensor
    CHECK(bytes(DType::fp32, INT64_MAX) == overflow);
    CHECK(to_csv(summary, {.batch = INT64_MAX}).find(",lecture,overflow,") != std::string::npos);
}

} // namespace
