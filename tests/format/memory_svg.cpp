#include <ctnn/format/memory_svg.hpp>

#include <ctnn/nn.hpp>

#include "support/catch.hpp"
#include "support/occurrences.hpp"

using namespace ctnn;
using format::to_memory_svg;

namespace {

TEST_CASE("a rectangle per buffer, where and when it is") {
    const Sequential flat{Conv2d{.out_channels = 16, .kernel_size = 3, .padding = 1}, ReLU{},
                          Flatten{}, Linear{.out_features = 10}};
    const std::string text =
        to_memory_svg(summarize(flat, {1, 32, 32}), {.memory = MemoryOptions::tflm()});
    CHECK(occurrences(text, "<g class=\"buffer") == 4);
    CHECK(occurrences(text, "<title>input: 1024 bytes at 0, steps 0 to 1</title>") == 1);
    // Steps are 60 pixels wide; half of the arena is half of 360 pixels.
    CHECK(occurrences(text, "<title>0 Conv2d: 16384 bytes at 16384, steps 1 to 2</title>\n"
                            "<rect x=\"150.0\" y=\"67.0\" width=\"120.0\" height=\"180.0\"") == 1);
    CHECK(occurrences(text, "<title>2 Flatten: 16384 bytes at 0, steps 2 to 3</title>\n"
                            "<rect x=\"210.0\" y=\"247.0\" width=\"120.0\" height=\"180.0\"") == 1);
    CHECK(occurrences(text, ">arena: 32,768 bytes as int8") == 1);
    CHECK(occurrences(text, "class=\"bound\"") == 0);
}

TEST_CASE("a lower bound below the arena is a line") {
    const Sequential small{Linear{.out_features = 3}, Linear{.out_features = 5}, Softmax{}};
    const std::string text =
        to_memory_svg(summarize(small, {7}), {.memory = {.dtype = DType::int8, .alignment = 4}});
    CHECK(occurrences(text, "class=\"bound\"") == 1);
    CHECK(occurrences(text, ">16</text>") == 1);
}

} // namespace
