#include <ctnn/analysis/memory_plan.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/mlperf_tiny.hpp>
#include <ctnn/models/mobilenet.hpp>

#include <cstddef>
#include <random>
#include <vector>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("an arena is a static array") {
    constexpr auto plan = plan_memory(models::person_detect(), {1, 96, 96}, MemoryOptions::tflm());
    alignas(16) static std::byte arena[plan.bytes];
    CHECK(sizeof arena == 55'296);
    std::byte* const scores = arena + plan[84].offset; // the last of 85 rows
    CHECK(scores + 2 <= arena + sizeof arena);
}

// A plan can be a template argument.
template <auto Plan>
constexpr Count bytes_of_plan = Plan.bytes;
static_assert(bytes_of_plan<plan_memory(Softmax{}, {100})> == 2 * 400);

constexpr Count int8_bytes(const auto& summary, MemoryOptions options = MemoryOptions::ideal()) {
    options.dtype = DType::int8;
    return plan_memory(summary, options).bytes;
}

// A camera that fills the input while the network runs needs its 9,216 bytes to the end.
constexpr int an_input_may_be_kept() {
    const auto summary = summarize(models::person_detect(), {1, hide(96), 96});
    EXPECT(int8_bytes(summary) == 55'296);
    for (const bool in_place : {false, true}) {
        MemoryOptions options = MemoryOptions::ideal(DType::int8);
        options.in_place.depthwise = in_place;
        options.keep_input = true;
        const auto plan = plan_memory(summary, options);
        EXPECT(plan.bytes == 64'512 && plan.lower_bound == 64'512);
    }
    EXPECT(plan_memory(summary, {.keep_input = true})[-1].last_use == summary.size() - 1);
    return 0;
}
PROVE_TWICE(an_input_may_be_kept)

// Visual wake words: 55,296 bytes is optimal; the greedy plan depends on the order of equal sizes.
constexpr int greedy_is_not_the_best() {
    const auto summary = summarize(models::visual_wake_words(), {3, hide(96), 96});
    const auto best = plan_memory(summary, MemoryOptions::ideal(DType::int8));
    EXPECT(best.bytes == 55'296 && best.lower_bound == 55'296);
    EXPECT(int8_bytes(summary, {.in_place = ideal_in_place}) == 73'728);
    EXPECT(int8_bytes(summary, {.in_place = fused_in_place}) == 73'728);
    auto backwards = best;
    for (int i = 0; i < best.size; ++i) backwards.buffers[i] = best.buffers[best.size - 1 - i];
    EXPECT(plan_arena(backwards.buffers, Planner::greedy).bytes == 64'512);
    return 0;
}
PROVE_TWICE(greedy_is_not_the_best)

// TensorFlow Lite's converter fuses ReLU into the convolution; its Flatten copies.
constexpr int the_default_is_safe() {
    const Sequential net{Conv2d{.out_channels = 16, .kernel_size = 3, .padding = 1}, Flatten{},
                         Linear{.out_features = 10}};
    const auto summary = summarize(net, {1, hide(32), 32});
    EXPECT(int8_bytes(summary, {}) == 32'768 && int8_bytes(summary) == 17'408);
    EXPECT(plan_memory(summary).bytes == 4 * 32'768);
    EXPECT(plan_memory(summary, DType::int8).bytes == 32'768);
    EXPECT(plan_memory(SiLU{}, {hide(16)}, DType::int8).bytes == 3 * 16);
    EXPECT(plan_memory(SiLU{}, {hide(16)}, MemoryOptions::ideal(DType::int8)).bytes == 16);
    EXPECT(plan_memory(net, {1, hide(32), 32}, DType::fp16).bytes == 2 * 32'768);
    const MemoryOptions ideal = MemoryOptions::ideal(DType::bf16);
    EXPECT(ideal.dtype == DType::bf16 && ideal.planner == Planner::best);
    EXPECT(plan_memory(summary, ideal).bytes == 2 * 17'408);
    EXPECT(MemoryOptions{}.planner == Planner::greedy);
    return 0;
}
PROVE_TWICE(the_default_is_safe)

// A fused output lies in the buffer of the operation before it.
constexpr int fused_outputs_share_a_buffer() {
    const Sequential net{Conv2d{.out_channels = 2, .kernel_size = 1}, BatchNorm2d{}, ReLU{},
                         ReLU{}};
    const auto plan =
        plan_memory(net, {3, 1, hide(8)}, {.dtype = DType::int8, .in_place = fused_in_place});
    EXPECT(plan.size == 3 && plan.bytes == 48); // 32 bytes, 16, and 16 for the ReLU of a ReLU
    EXPECT(plan.buffer_of[1] == 1 && plan.buffer_of[2] == 1 && plan.buffer_of[3] == 1);
    EXPECT(plan[0].first_use == 0 && plan[0].last_use == 3 && plan.buffer_of[4] == 2);
    return 0;
}
PROVE_TWICE(fused_outputs_share_a_buffer)

constexpr int mobilenet_v2_needs_its_peak() {
    const auto summary = summarize(models::mobilenet_v2(), {3, hide(224), 224});
    MemoryOptions options = MemoryOptions::ideal();
    EXPECT(int8_bytes(summary, options) == 1'505'280);
    options.in_place.depthwise = true;
    EXPECT(int8_bytes(summary, options) == 1'404'928);
    return 0;
}
PROVE_TWICE(mobilenet_v2_needs_its_peak)

// A strided depthwise convolution in place leaves a smaller output in its input's buffer.
constexpr int in_place_never_costs() {
    const Sequential net{DepthwiseConv{.kernel_size = 3, .stride = 2, .padding = 1},
                         PointwiseConv{.out_channels = 16}};
    const auto plan =
        plan_memory(net, {4, hide(8), 8}, {.dtype = DType::int8, .in_place = {.depthwise = true}});
    EXPECT(plan.bytes == 320 && plan.lower_bound == 320);
    return 0;
}
PROVE_TWICE(in_place_never_costs)

// An interpreter that keeps a block's input until the block is done needs more: the input, the
// expansion and the depthwise output of the first bottleneck at once.
constexpr int lifetimes_may_be_extended() {
    const auto summary = summarize(models::mobilenet_v2(), {3, hide(224), 224});
    auto plan = plan_memory(summary, MemoryOptions::ideal(DType::int8));
    for (int i = 0; i < summary.size(); ++i) {
        if (summary.path(i) != "features.2.0.0.0") continue;
        const int block_input = summary.operand(i);
        plan.buffers[plan.buffer_of[block_input + 1]].last_use = i + 7; // the block's last row
    }
    EXPECT(plan_arena(plan.buffers).bytes == 1'705'984);
    return 0;
}
PROVE_TWICE(lifetimes_may_be_extended)

/// A trunk, whose output is the network's, and a larger side head.
struct TrunkAndHead {
    static constexpr Size size = {.operations = 3, .edges = 3};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        walk.into("trunk", Conv2d{.out_channels = 4, .kernel_size = 3}, tensor);
        Tensor beside = tensor;
        walk.into("wide", PointwiseConv{.out_channels = 200}, beside);
        walk.into("head", PointwiseConv{.out_channels = 8}, beside);
    }
};

constexpr int the_output_lives_to_the_end() {
    const auto summary = summarize(TrunkAndHead{}, {4, hide(8), 8});
    EXPECT(summary.output_row == 0 && (summary.totals.output == Shape{4, 6, 6}));
    const auto plan = plan_memory(summary, {.dtype = DType::int8});
    EXPECT(plan[0].last_use == 2 && !plan[0].overlaps(plan[1]) && !plan[0].overlaps(plan[2]));
    EXPECT(plan[2].last_use == 2);
    EXPECT(peak_activation_bytes(summary, DType::int8) == 36 * (4 + 200 + 8));
    // A head that reads the input alone: the network's output is its input, which stays intact.
    const auto passed = summarize(Sequential<>{}, {4, hide(8), 8});
    EXPECT(passed.output_row == -1 && summarize(ReLU{}, {hide(4)}).output_row == 0);
    return 0;
}
PROVE_TWICE(the_output_lives_to_the_end)

constexpr int every_tensor_has_a_buffer() {
    const Sequential net{Conv2d{.out_channels = 2, .kernel_size = 1}, ReLU{}, Residual{ReLU{}}};
    const auto plan = plan_memory(net, {3, 1, hide(5)}, MemoryOptions::ideal(DType::int8));
    EXPECT(plan.size == 3); // the input, the convolution's, the second ReLU's
    EXPECT(plan[-1].bytes == 16 && plan[-1].first_use == 0 && plan[-1].last_use == 0);
    EXPECT(plan[0].first_use == 0 && plan[2].first_use == 2 && plan[2].last_use == 3);
    EXPECT(plan[1].offset == plan[0].offset && plan.buffer_of[1 + 1] == plan.buffer_of[0 + 1]);
    EXPECT(plan.bytes == 32 && plan.lower_bound == 32);
    return 0;
}
PROVE_TWICE(every_tensor_has_a_buffer)

constexpr int every_tensor_is_aligned() {
    const Sequential net{Linear{.out_features = 3}, Linear{.out_features = 5}, Softmax{}};
    const Shape in{hide(7)};
    const auto bytes = [&](Count alignment) {
        return plan_memory(net, in, {.dtype = DType::int8, .alignment = alignment}).bytes;
    };
    // Of 1: 7 at 0, both tensors of 5 at 0 and 5, and the one of 3 behind, as it lives with the 7.
    EXPECT(bytes(1) == 5 + 5 + 3 && bytes(4) == 8 + 8 + 4 && bytes(16) == 32 && bytes(64) == 128);
    return 0;
}
PROVE_TWICE(every_tensor_is_aligned)

constexpr int an_empty_network_needs_nothing() {
    const auto plan = plan_memory(Sequential<>{}, {3, hide(224), 224});
    EXPECT(plan.bytes == 0 && plan.lower_bound == 0 && plan.size == 0);
    return 0;
}
PROVE_TWICE(an_empty_network_needs_nothing)

TEST_CASE("invalid options are refused") {
    const auto plan = [](Count alignment, Count features) {
        return [=] {
            return plan_memory(Linear{2, 3}, {features}, {.alignment = alignment}).bytes;
        };
    };
    CHECK(refusal(plan(16, 2)) == "no error");
    CHECK(refusal(plan(0, 2)) == "alignment must be at least 1, is 0 or was left out");
    CHECK(refusal(plan(-16, 2)) == "alignment must be at least 1, is -16");
    CHECK(refusal(plan(INT64_MAX, 2)) == "a size or a count does not fit in 63 bits");
    CHECK(refusal(plan(16, 5)).find("layer 0 (Linear): expects 2 input features") == 0);
    const auto huge = summarize(Softmax{}, {INT64_MAX / 4});
    CHECK(refusal([&] { return plan_memory(huge).bytes; }) ==
          "a size or a count does not fit in 63 bits");
    CHECK(refusal([&] { return int8_bytes(huge, {.alignment = 1}); }) == "no error");
}

// Each reads any earlier tensor, mostly the last one.
Tensor any(std::mt19937& random, const std::vector<Tensor>& tensors) {
    return random() % 2 == 0 ? tensors.back() : tensors[random() % tensors.size()];
}

/// The sum of a tensor and of up to two others of its shape.
void add_up(Walk& walk, std::mt19937& random, const std::vector<Tensor>& tensors, Tensor& tensor) {
    std::vector<Tensor> operands{tensor};
    while (operands.size() < 3 && random() % 4 != 0) {
        const Tensor& other = tensors[random() % tensors.size()];
        if (other.shape() == tensor.shape()) operands.push_back(other);
    }
    walk.merge("add", AddMerge{}, operands.data(), static_cast<int>(operands.size()), tensor);
}

// A random graph of vectors: operations with one operand and with several, some of them in place.
struct RandomGraph {
    static constexpr int operations = 24;
    static constexpr Size size = {.operations = operations, .edges = 3 * operations};

    unsigned seed = 0;

    void walk(Walk& walk, Tensor& tensor) const {
        std::mt19937 random{seed};
        std::vector<Tensor> tensors{tensor};
        for (int i = 0; i < operations; ++i) {
            Tensor next = any(random, tensors);
            switch (random() % 6) {
            case 0: walk.into(i, Softmax{}, next); break;
            case 1: walk.into(i, Linear{.out_features = random_size(random)}, next); break;
            case 2: walk.into(i, Linear{.out_features = 8}, next); break;
            case 3: add_up(walk, random, tensors, next); break;
            default: walk.into(i, ReLU{}, next); break;
            }
            tensors.push_back(next);
        }
        tensor = tensors.back();
    }

    static Count random_size(std::mt19937& random) { return 1 + static_cast<Count>(random() % 40); }
};

// A random graph of maps: depthwise convolutions, some of them strided, beside others.
struct RandomMaps {
    static constexpr int operations = 20;
    static constexpr Size size = {.operations = operations, .edges = 3 * operations};

    unsigned seed = 0;

    void walk(Walk& walk, Tensor& tensor) const {
        std::mt19937 random{seed};
        std::vector<Tensor> tensors{tensor};
        for (int i = 0; i < operations; ++i) {
            Tensor next = any(random, tensors);
            const Count small = 1 + static_cast<Count>(random() % 6);
            const Count stride = 1 + static_cast<Count>(random() % 2);
            switch (random() % 6) {
            case 0: walk.into(i, PointwiseConv{.out_channels = small}, next); break;
            case 1: add_up(walk, random, tensors, next); break;
            case 2: walk.into(i, ReLU{}, next); break;
            default:
                walk.into(i, DepthwiseConv{.kernel_size = 3, .stride = stride, .padding = 1}, next);
            }
            tensors.push_back(next);
        }
        tensor = random() % 4 == 0 ? any(random, tensors) : tensors.back();
    }
};

/// Runs a plan: each row reads its operands, whole, and then writes its name over its output.
template <ctnn::Size Capacity>
void run(const Summary<Capacity>& summary, const MemoryPlan<Capacity>& plan, bool keep_input) {
    std::vector<int> memory(static_cast<std::size_t>(plan.bytes), -2);
    const Rows rows = summary;
    const auto bytes = [&](int row, auto each) {
        for (Count i = 0; i < rows.output_of(row).elements(); ++i) {
            each(memory.at(static_cast<std::size_t>(plan[row].offset + i)));
        }
    };
    const auto write = [&](int row) { bytes(row, [row](int& byte) { byte = row; }); };
    const auto is_whole = [&](int row) {
        bool whole = true;
        bytes(row, [&](int byte) { whole = whole && byte == row; });
        return whole;
    };
    write(-1);
    for (int i = 0; i < rows.size(); ++i) {
        for (int k = 0; k < rows[i].operands; ++k) REQUIRE(is_whole(rows.operand(i, k)));
        write(i);
    }
    REQUIRE(is_whole(rows.output_row));
    if (keep_input) REQUIRE(is_whole(-1));
}

/// Runs the plans of both planners, and compares them with their bounds.
void check_plans(const auto& summary, MemoryOptions options) {
    const auto best = plan_memory(summary, options);
    run(summary, best, options.keep_input);
    options.planner = Planner::greedy;
    const auto greedy = plan_memory(summary, options);
    run(summary, greedy, options.keep_input);
    REQUIRE((best.lower_bound <= best.bytes && best.bytes <= greedy.bytes));
    REQUIRE(best.bytes % options.alignment == 0);
    for (int i = 0; i < best.size; ++i) {
        REQUIRE(best.buffers[i].offset % options.alignment == 0);
        for (int j = 0; j < i; ++j) {
            const bool lives_with = best.buffers[i].lives_with(best.buffers[j]);
            REQUIRE_FALSE((lives_with && best.buffers[i].overlaps(best.buffers[j])));
        }
    }
    if (options.alignment == 1 && !options.keep_input) {
        REQUIRE(best.lower_bound == peak_activation_bytes(summary, DType::int8, options.in_place));
    }
}

TEST_CASE("random graphs run in their plans") {
    for (unsigned seed = 0; seed < 3'000; ++seed) {
        MemoryOptions options{.dtype = DType::int8, .keep_input = seed % 3 == 0};
        if (seed % 2 == 0) options.alignment = 1;
        if (seed % 5 < 3) options.in_place = seed % 5 == 0 ? nothing_in_place : ideal_in_place;
        options.in_place.depthwise = seed % 4 < 2;
        check_plans(summarize(RandomGraph{seed}, {8}), options);
        check_plans(summarize(RandomMaps{seed}, {3, 8, 8}), options);
    }
}

} // namespace
