// Solving inside the compiler. Networks are values, and their costs are constexpr functions: a
// search over networks is a loop, its answer a constant, and a static_assert the proof.
//
// The question: which MobileNetV1 fits a microcontroller with 256 KiB of RAM for activations, 500
// KB of flash for int8 weights, and time for 50 M multiply-accumulates?
//
// The idiom:
//  1. `cost` computes every limited quantity from one summary. (If a candidate may not fit its
//     input, try_summarize reports it in `error` instead of stopping the compiler.)
//  2. `fits` compares it with the limits.
//  3. A binary search, since every cost grows with the width (the plan's too, as step 4 would
//     show). Each answer is a separate constant, so that the compiler's step limit applies to each.
//  4. static_asserts: the answer fits, and one step more does not.
#include <ctnn/analysis/memory.hpp>
#include <ctnn/ctnn.hpp>
#include <ctnn/format.hpp>
#include <ctnn/models/mobilenet.hpp>

using namespace ctnn;

namespace {

struct Cost {
    Count arena = 0;   ///< bytes of tensors in int8, as TensorFlow Lite Micro plans them
    Count weights = 0; ///< bytes of int8 weights and 32-bit biases
    Count macs = 0;
};

constexpr Cost limits{.arena = 256 * 1024, .weights = 500'000, .macs = 50'000'000};

constexpr Cost cost(int percent, Count resolution) {
    const auto net = models::mobilenet_v1(percent / 100.0, resolution);
    const auto summary = summarize(net, {3, resolution, resolution});
    return {.arena = plan_memory(summary, MemoryOptions::tflm()).bytes,
            .weights = parameter_bytes(summary, {.dtype = DType::int8}),
            .macs = summary.totals.macs};
}

constexpr bool fits(const Cost& cost) {
    return cost.arena <= limits.arena && cost.weights <= limits.weights && cost.macs <= limits.macs;
}

constexpr bool fits(int percent, Count resolution) {
    return fits(cost(percent, resolution));
}

/// The widest alpha in percent that fits at a resolution; 0 if none does. The narrowest network
/// has 4 %, which leaves one channel of the first 32.
constexpr int widest_percent(Count resolution) {
    int fitting = 3;
    int too_wide = 101;
    while (too_wide - fitting > 1) {
        const int middle = (fitting + too_wide) / 2;
        (fits(middle, resolution) ? fitting : too_wide) = middle;
    }
    return fitting > 3 ? fitting : 0;
}

/// The highest resolution, a multiple of 32, at which a width fits; 0 if none does.
constexpr Count highest_resolution(int percent) {
    Count highest = 0;
    for (Count resolution = 32; resolution <= 320; resolution += 32) {
        if (fits(percent, resolution)) highest = resolution;
    }
    return highest;
}

// First the width, then the resolution. The smallest map allows the widest network, because the
// weights do not depend on the resolution.
constexpr int widest = widest_percent(32);
constexpr Count resolution = highest_resolution(widest);
static_assert(widest == 25 && resolution == 160);
static_assert(fits(widest, resolution));
static_assert(!fits(widest + 1, resolution) && !fits(widest, resolution + 32));

// First the resolution, then the width.
constexpr int at_96 = widest_percent(96);
constexpr int at_128 = widest_percent(128);
constexpr int at_160 = widest_percent(160);
constexpr int at_192 = widest_percent(192);
constexpr int at_224 = widest_percent(224);
constexpr int at_256 = widest_percent(256);
static_assert(at_96 == 25 && at_128 == 25 && at_160 == 25);
static_assert(at_192 == 23 && fits(23, 192) && !fits(24, 192));
static_assert(at_224 == 17 && fits(17, 224) && !fits(18, 224));
static_assert(at_256 == 14 && fits(14, 256) && !fits(15, 256));

void print_row(Count size, int percent) {
    const Cost row = cost(percent, size);
    fmt::print("{:>10}  {:>5.2f}  {:>8.1f}  {:>8.1f}  {:>6.1f}\n", size, percent / 100.0,
               static_cast<double>(row.arena) / 1024, static_cast<double>(row.weights) / 1000,
               static_cast<double>(row.macs) / 1e6);
}

} // namespace

int main() {
    fmt::print("The widest MobileNetV1 at each resolution in 256 KiB, 500 KB, 50 M MACs:\n");
    fmt::print("resolution  alpha  KiB plan  KB int8  M MACs\n");
    print_row(96, at_96);
    print_row(128, at_128);
    print_row(160, at_160);
    print_row(192, at_192);
    print_row(224, at_224);
    print_row(256, at_256);
    fmt::print("The widest, and its highest resolution:\n");
    print_row(resolution, widest);
}
