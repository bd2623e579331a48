#include <ctnn/analysis/memory.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// Five figures of one network's memory.
constexpr int five_figures() {
    const Sequential net{Conv2d{.out_channels = 4, .kernel_size = 3, .padding = 1, .bias = false},
                         BatchNorm2d{},
                         ReLU{},
                         MaxPool2d{2},
                         Flatten{},
                         Linear{.out_features = 3}};
    const auto summary = summarize(net, {1, hide(10), 10});
    EXPECT(parameter_bytes(summary) == 4 * (36 + 8 + 300 + 3));
    EXPECT(parameter_bytes(summary, {DType::int8}) == 36 + 4 * 4 + 300 + 4 * 3);
    EXPECT(activation_bytes(summary, DType::int8) == 400 + 400 + 400 + 100 + 100 + 3);
    EXPECT(peak_activation_bytes(summary, DType::int8) == 800);
    EXPECT(peak_activation_bytes(summary, DType::int8, fused_in_place) == 500);
    EXPECT(plan_memory(summary, {.dtype = DType::int8}).bytes == 800);
    EXPECT(plan_memory(summary, MemoryOptions::tflm()).bytes == 112 + 400);
    return 0;
}
PROVE_TWICE(five_figures)

} // namespace
