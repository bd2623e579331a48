// MemoryOptions::tflm() against TensorFlow Lite Micro's own planner.
#include <ctnn/analysis/memory_plan.hpp>

#include <ctnn/models/mlperf_tiny.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/nn.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "../support/csv.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr Conv2d conv(Count out, Count kernel = 3, Count stride = 1) {
    return {.out_channels = out, .kernel_size = kernel, .stride = stride, .padding = kernel / 2};
}
constexpr DepthwiseConv depthwise{.kernel_size = 3, .padding = 1};

constexpr Sequential mnist{Conv2d{.out_channels = 32, .kernel_size = 3},
                           ReLU{},
                           MaxPool2d{2},
                           Conv2d{.out_channels = 64, .kernel_size = 3},
                           ReLU{},
                           Flatten{},
                           Linear{.out_features = 128},
                           ReLU{},
                           Linear{.out_features = 10},
                           Softmax{}};
constexpr Sequential conv_flatten_fc{conv(16), ReLU{}, Flatten{}, Linear{.out_features = 10},
                                     Softmax{}};
constexpr Sequential conv_bn_leaky{conv(16),        BatchNorm2d{}, LeakyReLU{},
                                   conv(32, 3, 2),  BatchNorm2d{}, LeakyReLU{},
                                   conv(32),        BatchNorm2d{}, LeakyReLU{},
                                   GlobalAvgPool{}, Flatten{},     Linear{.out_features = 10}};
constexpr Sequential hardswish{conv(16, 3, 2),
                               BatchNorm2d{},
                               Hardswish{},
                               depthwise,
                               BatchNorm2d{},
                               Hardswish{},
                               PointwiseConv{.out_channels = 32},
                               BatchNorm2d{}};
constexpr Sequential residual_of_one{conv(16), ReLU{}, Residual{conv(16)}, ReLU{}};
constexpr Sequential inverted_residuals{
    conv(16, 3, 2),
    ReLU6{},
    repeat<3>(Residual{Sequential{PointwiseConv{.out_channels = 96}, ReLU6{}, depthwise, ReLU6{},
                                  PointwiseConv{.out_channels = 16}}}),
    GlobalAvgPool{},
    Flatten{},
    Linear{.out_features = 2}};
constexpr Sequential concat_of_four{
    Concat{Sequential{conv(16, 1), ReLU{}}, Sequential{conv(8, 1), ReLU{}, conv(16), ReLU{}},
           Sequential{conv(4, 1), ReLU{}, conv(8, 5), ReLU{}},
           Sequential{MaxPool2d{.kernel_size = 3, .stride = 1, .padding = 1}, conv(8, 1), ReLU{}}},
    GlobalAvgPool{}};
constexpr Sequential relu_after_pool{conv(16), MaxPool2d{2}, ReLU{}, Flatten{},
                                     Linear{.out_features = 10}};

constexpr MemoryOptions tflm = MemoryOptions::tflm();

/// Compares a plan with the operators of a network in the file, buffer by buffer.
void check_plan(const std::vector<csv::Row>& operators, const auto& plan) {
    CHECK(plan.bytes == std::stoll(operators.at(0).at("head_bytes")));
    CHECK(plan.lower_bound == std::stoll(operators.at(0).at("lower_bound")));
    REQUIRE(plan.size == static_cast<int>(operators.size()));
    CHECK(plan.operators == plan.size - 1); // the first one is the input
    for (std::size_t i = 0; i < operators.size(); ++i) {
        INFO("operator " << i);
        const auto number = [&](const char* column) { return std::stoll(operators[i].at(column)); };
        const Buffer& buffer = plan.buffers[i];
        CHECK(buffer.bytes == (number("bytes") + 15) / 16 * 16);
        CHECK(buffer.first_use == number("first_use"));
        CHECK(buffer.last_use == number("last_use"));
        CHECK(buffer.offset == number("offset"));
    }
}

// The operators of eleven networks, int8, as TensorFlow Lite's converter fuses them, with the
// lifetimes and the offsets that TensorFlow Lite Micro's planner gave them (tflite-micro 90b983c).
TEST_CASE("a plan is TensorFlow Lite Micro's, to each offset") {
    std::map<std::string, std::vector<csv::Row>> networks;
    for (const csv::Row& row : csv::read("tflm_plans.csv")) networks[row.at("net")].push_back(row);
    std::size_t checked = 0;
    const auto check = [&](const char* name, const auto& net, const Shape& input) {
        INFO(name);
        check_plan(networks.at(name), plan_memory(net, input, tflm));
        ++checked;
    };
    check("kws_ds_cnn_64", models::keyword_spotting(), {1, hide(49), 10});
    check("resnet8_cifar", models::image_classification(), {3, hide(32), 32});
    check("mnist", mnist, {1, hide(28), 28});
    check("conv_flatten_fc", conv_flatten_fc, {1, hide(32), 32});
    check("conv_bn_leaky", conv_bn_leaky, {3, hide(48), 48});
    check("hardswish", hardswish, {3, hide(64), 64});
    check("residual_of_one", residual_of_one, {16, hide(32), 32});
    check("inverted_residuals", inverted_residuals, {3, hide(96), 96});
    check("concat_of_four", concat_of_four, {24, hide(28), 28});
    check("autoencoder", models::anomaly_detection(), {hide(640)});
    check("relu_after_pool", relu_after_pool, {3, hide(32), 32});
    CHECK(checked == networks.size());
}

constexpr Count tflm_bytes(const auto& net, const Shape& input,
                           const MemoryOptions& options = tflm) {
    return plan_memory(net, input, options).bytes;
}

// Of mcufit-bench: measured on a 64-bit host, wasm32 and an ESP32.
constexpr int published_plans() {
    EXPECT(tflm_bytes(models::person_detect(), {1, hide(96), 96}) == 55'296);
    MemoryOptions pinned = tflm;
    pinned.keep_input = true;
    EXPECT(tflm_bytes(models::person_detect(), {1, 96, 96}, pinned) == 64'512);
    // As much is alive at once by the default, but the planner needs more room for it.
    const auto resnet20 = summarize(models::resnet_cifar<20>(), {3, hide(32), 32});
    EXPECT(plan_memory(resnet20, DType::int8).bytes == 49'152);
    EXPECT(plan_memory(resnet20, tflm).bytes == 65'536);
    EXPECT(plan_memory(resnet20, tflm).lower_bound == 49'152);
    // The model's file decides on the order of equal buffers; the safe one of two.
    EXPECT(tflm_bytes(models::visual_wake_words(), {3, 96, 96}) == 73'728);
    return 0;
}
PROVE_TWICE(published_plans)

// In bytes of int8, whose sizes are multiples of 16: what each rule of the converter costs.
constexpr int operators_of_layers() {
    constexpr Shape image{16, 8, 8}; // 1,024 bytes
    constexpr auto bytes = [](const auto& net, const Shape& input) {
        return tflm_bytes(net, input);
    };
    // A convolution, and an activation after it: fused or not.
    EXPECT(bytes(Sequential{conv(16), ReLU{}}, {16, hide(8), 8}) == 2 * 1'024);
    EXPECT(plan_memory(Sequential{conv(16), ReLU{}}, image, tflm).operators == 1);
    EXPECT(plan_memory(Sequential{conv(16), Hardtanh{}}, image, tflm).operators == 1);
    EXPECT(plan_memory(Sequential{conv(16), Hardtanh{-1.0, 2.0}}, image, tflm).operators == 3);
    EXPECT(plan_memory(Sequential{conv(16), ReLU6{}, ReLU{}}, image, tflm).operators == 2);
    EXPECT(
        plan_memory(Sequential{conv(16), Dropout{}, BatchNorm2d{}, Identity{}, ReLU{}}, image, tflm)
            .operators == 1);
    EXPECT(plan_memory(Sequential{Multiply{conv(16), skip}, ReLU{}}, image, tflm).operators == 2);
    EXPECT(plan_memory(Sequential{Flatten{}, Flatten{}}, image, tflm).operators == 1);
    // Batch normalisation with nothing before it is MUL and ADD, which takes the ReLU.
    EXPECT(plan_memory(Sequential{MaxPool2d{2}, BatchNorm2d{}, ReLU{}}, image, tflm).operators ==
           3);
    // SiLU: its operand, its sigmoid and its product are alive together.
    EXPECT(bytes(Sequential{conv(16), SiLU{}}, {16, hide(8), 8}) == 3 * 1'024);
    EXPECT(bytes(Sequential{conv(16), Hardsigmoid{}}, image) == 2 * 1'024);
    // Padding as a layer of its own, and the same inside a convolution.
    constexpr Sequential padded{ZeroPad2d{4}, Conv2d{.out_channels = 16, .kernel_size = 9}};
    constexpr Conv2d wide{.out_channels = 16, .kernel_size = 3, .padding = 5}; // 8 -> 16
    EXPECT(bytes(padded, {16, hide(8), 8}) == 16 * 16 * 16 + 1'024);
    EXPECT(bytes(wide, image) == 16 * 18 * 18 + 16 * 16 * 16);
    EXPECT(plan_memory(wide, image, tflm).operators == 2);
    // Transposed convolutions of SAME's or VALID's size are one operator.
    constexpr auto up = [](Count kernel, Count stride, Count padding, Count more = 0) {
        return ConvTranspose2d{.out_channels = 4,
                               .kernel_size = kernel,
                               .stride = stride,
                               .padding = padding,
                               .output_padding = more};
    };
    EXPECT(bytes(up(2, 2, 0), image) == 1'024 + 4 * 16 * 16);
    EXPECT(bytes(up(3, 2, 1, 1), image) == 1'024 + 4 * 16 * 16);
    EXPECT(bytes(up(3, 1, 0), image) == 1'024 + 4 * 10 * 10);
    // Stride 2 with padding 1 gives SAME's size, but one row and column lower.
    const auto strided = plan_memory(conv(16, 3, 2), image, tflm);
    EXPECT(strided.operators == 1);
    EXPECT(strided.counted_as_same == 1);
    MemoryOptions exact = tflm;
    exact.exact_padding = true;
    const auto copied = plan_memory(conv(16, 3, 2), image, exact);
    EXPECT(copied.operators == 2);
    EXPECT(copied.bytes == 1'024 + 16 * 10 * 10);
    EXPECT(plan_memory(conv(16), image, exact).operators == 1);
    EXPECT(plan_memory(conv(16, 3, 2), {16, 7, 7}, exact).operators == 1);
    return 0;
}
PROVE_TWICE(operators_of_layers)

/// Its one operation needs 100 bytes while it runs, and keeps 40.
struct Filter {
    static constexpr const char* name = "Filter";

    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
    constexpr KernelMemory kernel_memory(const Shape&, const Shape&) const {
        return {.scratch_bytes = 100, .state_bytes = 40};
    }
};

constexpr int scratch_and_state() {
    const auto plan = plan_memory(Sequential{Filter{}, ReLU{}}, {hide(64)}, tflm);
    EXPECT(plan.bytes == 64 + 64 + 112);
    EXPECT(plan.state_bytes == 48);
    const auto plain = plan_memory(Sequential{Filter{}, ReLU{}}, {hide(64)});
    EXPECT(plain.bytes == 4 * 64 + 4 * 64 + 112);
    EXPECT(plain.state_bytes == 48);
    // Of 32 units, h and c; 4 gates in a step.
    constexpr LSTM lstm{.hidden_size = 32};
    EXPECT(plan_memory(lstm, {hide(10), 16}).state_bytes == 2 * 32 * 4);
    EXPECT(plan_memory(lstm, {hide(10), 16}, tflm).state_bytes == 2 * 32 * 2);
    EXPECT(plan_memory(lstm, {10, 16}, tflm).bytes == 160 + 320 + 4 * 32);
    constexpr GRU two{.hidden_size = 32, .num_layers = 2, .bidirectional = true};
    EXPECT(plan_memory(two, {10, 16}).state_bytes == 4 * 32 * 4);
    EXPECT(plan_memory(two, {10, 16}).bytes == 4 * (160 + 640 + 3 * 32 + 640));
    EXPECT(plan_memory(LSTMCell{.hidden_size = 8}, {4}).state_bytes == 64);
    return 0;
}
PROVE_TWICE(scratch_and_state)

// CMSIS-NN 7: arm_convolve_wrapper_s8_get_buffer_size and its like.
constexpr int scratch_of_cmsis_nn() {
    constexpr auto scratch = [](const auto& net, const Shape& input, Kernels kernels) {
        MemoryOptions options = tflm;
        options.alignment = 1;
        const Count without = tflm_bytes(net, input, options);
        options.kernels = kernels;
        return tflm_bytes(net, input, options) - without;
    };
    constexpr Kernels dsp = Kernels::cmsis_nn_dsp;
    constexpr Kernels mve = Kernels::cmsis_nn_mve;
    EXPECT(scratch(conv(8), {3, hide(8), 8}, dsp) == 2 * 2 * 28); // 27 elements, rounded to 4
    EXPECT(scratch(conv(8), {3, 8, 8}, mve) == 4 * 32);
    EXPECT(scratch(PointwiseConv{.out_channels = 8}, {3, 8, 8}, dsp) == 0);
    EXPECT(scratch(depthwise, {16, 8, 8}, dsp) == 0);
    EXPECT(scratch(depthwise, {16, 8, 8}, mve) == 4 * 124 * 9);
    constexpr DepthwiseConv five{.kernel_size = 5, .padding = 2};
    EXPECT(scratch(five, {16, 8, 8}, dsp) == 2 * 16 * 25);
    EXPECT(scratch(AvgPool2d{2}, {16, 8, 8}, dsp) == 4 * 16);
    EXPECT(scratch(AvgPool2d{2}, {16, 8, 8}, mve) == 0);
    // Sums of 4 bytes for 2 rows of (8 - 1) * 2 + 2 positions and 4 channels.
    constexpr ConvTranspose2d up{.out_channels = 4, .kernel_size = 2, .stride = 2};
    EXPECT(scratch(up, {3, 8, 8}, dsp) == 4 * 2 * 16 * 4);
    EXPECT(scratch(Linear{.out_features = 8}, {16}, dsp) == 0);
    EXPECT(scratch(Linear{.out_features = 8}, {16}, mve) == 4 * 8);
    return 0;
}
PROVE_TWICE(scratch_of_cmsis_nn)

std::string refusal(auto plan) {
    try {
        plan();
    } catch (const shape_error& error) {
        return error.what();
    }
    return {};
}

TEST_CASE("what TensorFlow Lite Micro lacks is no number") {
    MemoryOptions floats = MemoryOptions::tflm(DType::fp32);
    floats.kernels = Kernels::cmsis_nn_dsp;
    CHECK(refusal([&] {
              return plan_memory(conv(8), {3, 8, 8}, floats);
          }).find("int8") != std::string::npos);
    const Sequential net{Conv2d{.out_channels = 8, .kernel_size = 3}, GroupNorm{.num_groups = 2}};
    CHECK(refusal([&] {
              return plan_memory(net, {3, 8, 8}, tflm);
          })
              .find("layer 1 (GroupNorm, at 1): has no known plan in TensorFlow "
                    "Lite Micro") != std::string::npos);
    CHECK_THROWS(plan_memory(GELU{}, {8}, tflm));
    const ConvTranspose2d cropped{.out_channels = 4, .kernel_size = 3, .stride = 2, .padding = 1};
    CHECK_THROWS(plan_memory(cropped, {3, 8, 8}, tflm));
    CHECK_THROWS(plan_memory(AdaptiveAvgPool2d{2}, {3, 8, 8}, tflm));
    CHECK_THROWS(plan_memory(Conv1d{.out_channels = 8, .kernel_size = 3}, {8, 10}, tflm));
}

/// A random network of maps, whose operations mostly read the last tensor.
struct RandomNet {
    static constexpr int operations = 16;
    static constexpr Size size = {.operations = operations, .edges = 3 * operations};

    unsigned seed = 0;

    void walk(Walk& walk, Tensor& tensor) const {
        std::mt19937 random{seed};
        std::vector<Tensor> tensors{tensor};
        for (int i = 0; i < operations; ++i) {
            Tensor next = random() % 8 == 0 ? tensors[random() % tensors.size()] : tensors.back();
            const Count small = 1 + static_cast<Count>(random() % 9);
            switch (random() % 13) {
            case 0:
            case 1: walk.into(i, PointwiseConv{.out_channels = small}, next); break;
            case 2: walk.into(i, BatchNorm2d{}, next); break;
            case 3: walk.into(i, ReLU{}, next); break;
            case 4: walk.into(i, ReLU6{}, next); break;
            case 5: walk.into(i, LeakyReLU{}, next); break;
            case 6: walk.into(i, MaxPool2d{.kernel_size = 1}, next); break;
            case 8: walk.into(i, Dropout{}, next); break;
            case 9: walk.into(i, SiLU{}, next); break;
            case 10: walk.into(i, Hardtanh{}, next); break;
            case 11: walk.into(i, BatchNorm2d{}, next); break;
            case 7:
                walk.into(i, ConvTranspose2d{.out_channels = small, .kernel_size = 1}, next);
                break;
            default: add_up(walk, random, tensors, next);
            }
            tensors.push_back(next);
        }
        tensor = tensors.back();
    }

    static void add_up(Walk& walk, std::mt19937& random, const std::vector<Tensor>& tensors,
                       Tensor& tensor) {
        const Tensor& other = tensors[random() % tensors.size()];
        const Tensor operands[] = {tensor, other.shape() == tensor.shape() ? other : tensor};
        walk.merge("add", AddMerge{}, operands, 2, tensor);
    }
};

/// An operator of a TensorFlow Lite model. Tensors are numbers; 0 is the input.
struct Operator {
    Op op;
    std::vector<int> inputs;
    int output;
    bool has_relu = false;
    bool has_norm = false;
};

/// The converter's rules, one after the other, over a list of operators.
struct Converter {
    std::vector<Operator> operators;
    std::vector<int> results;
    int tensors = 1;

    explicit Converter(const Rows& rows) {
        for (int i = 0; i < rows.size(); ++i) {
            Operator made{rows[i].op, {}, tensors++};
            for (int k = 0; k < rows[i].operands; ++k)
                made.inputs.push_back(rows.operand(i, k) + 1);
            operators.push_back(made);
        }
        for (int tensor = 1; tensor < tensors; ++tensor) {
            if (readers(tensor) == 0 || tensor == rows.output_row + 1) results.push_back(tensor);
        }
        remove_dropout();
        fold_norms();
        fuse_relus();
        split_silus();
    }

    long readers(int tensor) const {
        long count = std::count(results.begin(), results.end(), tensor);
        for (const Operator& each : operators) {
            count += std::count(each.inputs.begin(), each.inputs.end(), tensor);
        }
        return count;
    }
    /// The operator that writes a tensor with one reader.
    Operator* sole_producer(int tensor) {
        for (Operator& each : operators) {
            if (each.output == tensor && readers(tensor) == 1) return &each;
        }
        return nullptr;
    }
    void remove(std::size_t at) {
        operators.erase(operators.begin() + static_cast<std::ptrdiff_t>(at));
    }
    void remove_dropout() {
        for (std::size_t i = 0; i < operators.size();) {
            if (operators[i].op != Op::dropout) {
                ++i;
                continue;
            }
            const Operator removed = operators[i];
            remove(i);
            for (Operator& each : operators) {
                std::replace(each.inputs.begin(), each.inputs.end(), removed.output,
                             removed.inputs[0]);
            }
            std::replace(results.begin(), results.end(), removed.output, removed.inputs[0]);
        }
    }
    /// Into convolutions, else MUL and ADD.
    void fold_norms() {
        for (std::size_t i = 0; i < operators.size();) {
            const Operator norm = operators[i];
            if (norm.op != Op::batch_norm) {
                ++i;
                continue;
            }
            Operator* const before = sole_producer(norm.inputs[0]);
            if (before != nullptr && !before->has_norm &&
                (before->op == Op::conv || before->op == Op::conv_transpose)) {
                before->has_norm = true;
                before->output = norm.output;
                remove(i);
                continue;
            }
            operators[i] = {Op::multiply, norm.inputs, tensors++};
            operators.insert(operators.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                             {Op::add, {tensors - 1}, norm.output});
            i += 2;
        }
    }
    void fuse_relus() {
        for (std::size_t i = 0; i < operators.size();) {
            const Operator relu = operators[i];
            const bool is_relu =
                relu.op == Op::relu || relu.op == Op::relu6 || relu.op == Op::hardtanh;
            Operator* const before = is_relu ? sole_producer(relu.inputs[0]) : nullptr;
            const bool fuses =
                before != nullptr && !before->has_relu &&
                (before->op == Op::conv || before->op == Op::add || before->op == Op::max_pool);
            if (!fuses) {
                ++i;
                continue;
            }
            before->has_relu = true;
            before->output = relu.output;
            remove(i);
        }
    }
    void split_silus() {
        for (std::size_t i = 0; i < operators.size(); ++i) {
            if (operators[i].op != Op::silu) continue;
            const Operator silu = operators[i];
            operators[i] = {Op::sigmoid, silu.inputs, tensors++};
            ++i;
            operators.insert(operators.begin() + static_cast<std::ptrdiff_t>(i),
                             {Op::multiply, {silu.inputs[0], tensors - 1}, silu.output});
        }
    }
};

/// A tensor of a TensorFlow Lite model: its bytes, and the steps from which to which it lives.
struct TfliteTensor {
    Count bytes;
    int first;
    int last;
    Count offset = 0;
};

/// The tensors in the order of their operators.
std::vector<TfliteTensor> tensors_of(const Rows& rows, Count alignment) {
    const Converter converter(rows);
    const auto bytes = [&](int tensor) {
        return (rows.output_of(tensor - 1).elements() + alignment - 1) / alignment * alignment;
    };
    std::map<int, std::size_t> index; // of a tensor in the list
    std::vector<TfliteTensor> list{{bytes(0), 0, 0}};
    index[0] = 0;
    int step = 0;
    for (const Operator& each : converter.operators) {
        ++step;
        for (const int input : each.inputs) list[index.at(input)].last = step;
        index[each.output] = list.size();
        // Temporary tensors are as large as the operand that their operator reads first.
        const bool is_temporary = each.output > rows.size();
        const Count size = is_temporary ? list[index.at(each.inputs[0])].bytes : bytes(each.output);
        list.push_back({size, step, step});
    }
    for (const int result : converter.results) list[index.at(result)].last = step;
    return list;
}

/// GreedyMemoryPlanner: the largest first, of equal ones the last, each at the first gap between
/// those alive with it.
Count plan_greedily(const std::vector<TfliteTensor>& tensors) {
    // Not std::stable_sort: libstdc++ 12's is deprecated code to clang 19.
    std::vector<TfliteTensor> by_size;
    for (const TfliteTensor& tensor : tensors) {
        by_size.insert(
            std::lower_bound(by_size.begin(), by_size.end(), tensor,
                             [](const auto& a, const auto& b) { return a.bytes > b.bytes; }),
            tensor);
    }
    Count head = 0;
    std::vector<TfliteTensor> placed; // by offset
    for (TfliteTensor& tensor : by_size) {
        for (const TfliteTensor& other : placed) {
            if (other.last < tensor.first || tensor.last < other.first) continue;
            if (other.offset - tensor.offset >= tensor.bytes) break;
            tensor.offset = std::max(tensor.offset, other.offset + other.bytes);
        }
        head = std::max(head, tensor.offset + tensor.bytes);
        placed.insert(
            std::upper_bound(placed.begin(), placed.end(), tensor,
                             [](const auto& a, const auto& b) { return a.offset < b.offset; }),
            tensor);
    }
    return head;
}

TEST_CASE("random networks agree with the converter's rules and the greedy planner") {
    for (unsigned seed = 0; seed < 5'000; ++seed) {
        const auto summary = summarize(RandomNet{seed}, {3, 4, 4});
        const Count alignment = seed % 2 == 0 ? 16 : 1;
        INFO(seed);
        MemoryOptions options = tflm;
        options.alignment = alignment;
        const auto plan = plan_memory(summary, options);
        CHECK(plan.bytes == plan_greedily(tensors_of(summary, alignment)));
    }
}

} // namespace
