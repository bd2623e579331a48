#include <ctnn/format/memory.hpp>

#include <ctnn/nn.hpp>

#include "support/catch.hpp"
#include "support/occurrences.hpp"

using namespace ctnn;
using format::to_memory_text;

namespace {

constexpr Sequential net{Conv2d{.out_channels = 16, .kernel_size = 3, .padding = 1}, ReLU{},
                         Flatten{}, Linear{.out_features = 10}};

TEST_CASE("a line per buffer, a line per step, and what is planned") {
    const format::Options options{.memory = MemoryOptions::tflm()};
    const std::string full(40, '1');
    const std::string half(40, '2');
    const std::string gap(40, '.');
    const std::string two(38, '.');
    CHECK(
        to_memory_text(summarize(net, {1, 32, 32}), options) ==
        "0 (id=0): size=1024, offset=0, first_used=0 last_used=1 input\n"
        "1 (id=1): size=16384, offset=16384, first_used=1 last_used=2 0 Conv2d\n"
        "2 (id=2): size=16384, offset=0, first_used=2 last_used=3 2 Flatten\n"
        "3 (id=3): size=16, offset=16384, first_used=3 last_used=3 3 Linear\n"
        "   0: 00" +
            two + gap +
            " (1k)\n"
            "   1: 00" +
            two + full +
            " (17k)\n"
            "   2: " +
            half + full +
            " (32k)\n"
            "   3: " +
            half + gap +
            " (17k)\n"
            "arena: 32,768 bytes as int8 (TensorFlow Lite Micro's tensors; its persistent part is "
            "not in it); peak, its lower bound: 32,768\n"
            "flash: 164,088 bytes of parameters, batch normalisation folded, biases of 32 bits\n");
}

TEST_CASE("padded copies, scratch and state are named") {
    MemoryOptions memory = MemoryOptions::tflm();
    memory.exact_padding = true;
    const Sequential strided{Conv2d{.out_channels = 4, .kernel_size = 3, .stride = 2, .padding = 1},
                             Flatten{}};
    const std::string padded = to_memory_text(summarize(strided, {1, 8, 8}), {.memory = memory});
    CHECK(occurrences(padded, "size=112, offset=0, first_used=1 last_used=2 beside 0 Conv2d\n") ==
          1); // 1x10x10
    const std::string counted =
        to_memory_text(summarize(strided, {1, 8, 8}), {.memory = MemoryOptions::tflm()});
    CHECK(occurrences(counted, "padding of 1 layers") == 1);
    const std::string lstm = to_memory_text(summarize(LSTM{.hidden_size = 8}, {4, 8}), {});
    CHECK(occurrences(lstm, "beside LSTM") == 1);
    CHECK(occurrences(lstm, "state kept from one inference to the next: 64 bytes\n") == 1);
    CHECK(occurrences(lstm, "every operation has an output") == 1);
}

TEST_CASE("an empty network has an empty plan") {
    CHECK(occurrences(to_memory_text(summarize(Sequential<>{}, {4}), {}), "arena: 0 bytes") == 1);
}

} // namespace
