// The default plan against TensorFlow Lite Micro's own planner.
#include <ctnn/analysis/memory_plan.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/mlperf_tiny.hpp>

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

constexpr Count default_bytes(const auto& net, const Shape& input) {
    return plan_memory(net, input, {.dtype = DType::int8}).bytes;
}

// The arena of TensorFlow Lite Micro's greedy planner (tflite-micro 90b983c) for the operators of
// each network, int8, as TensorFlow Lite's converter fuses them.
TEST_CASE("the default plan takes as many bytes as TensorFlow Lite Micro's") {
    const std::map<std::string, Count> planned = {
        {"kws_ds_cnn_64", default_bytes(models::keyword_spotting(), {1, hide(49), 10})},
        {"resnet8_cifar", default_bytes(models::image_classification(), {3, hide(32), 32})},
        {"mnist", default_bytes(mnist, {1, hide(28), 28})},
        {"conv_flatten_fc", default_bytes(conv_flatten_fc, {1, hide(32), 32})},
        {"conv_bn_leaky", default_bytes(conv_bn_leaky, {3, hide(48), 48})},
        {"hardswish", default_bytes(hardswish, {3, hide(64), 64})},
        {"residual_of_one", default_bytes(residual_of_one, {16, hide(32), 32})},
        {"inverted_residuals", default_bytes(inverted_residuals, {3, hide(96), 96})},
        {"concat_of_four", default_bytes(concat_of_four, {24, hide(28), 28})},
        {"autoencoder", default_bytes(models::anomaly_detection(), {hide(640)})},
        {"relu_after_pool", default_bytes(relu_after_pool, {3, hide(32), 32})},
    };
    std::size_t nets = 0;
    for (const csv::Row& row : csv::read("tflm.csv")) {
        INFO(row.at("net"));
        CHECK(planned.at(row.at("net")) == std::stoll(row.at("head_bytes")));
        ++nets;
    }
    CHECK(nets == planned.size());
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
            switch (random() % 9) {
            case 0:
            case 1: walk.into(i, PointwiseConv{.out_channels = small}, next); break;
            case 2: walk.into(i, BatchNorm2d{}, next); break;
            case 3: walk.into(i, ReLU{}, next); break;
            case 4: walk.into(i, ReLU6{}, next); break;
            case 5: walk.into(i, LeakyReLU{}, next); break;
            case 6: walk.into(i, MaxPool2d{.kernel_size = 1}, next); break;
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

/// A tensor of a TensorFlow Lite model: its bytes, and the rows from which to which it lives.
struct TfliteTensor {
    Count bytes;
    int first;
    int last;
    Count offset = 0;
};

/// The converter's rules: the row whose output tensor each row's output lies in.
std::vector<int> kernels_of(const Rows& rows) {
    const auto count_readers = [&rows](int row) {
        int readers = rows.output_row == row ? 1 : 0;
        for (int other = 0; other < rows.size(); ++other) {
            for (int k = 0; k < rows[other].operands; ++k) readers += rows.operand(other, k) == row;
        }
        return readers;
    };
    std::vector<int> kernels;
    std::vector<bool> has_relu;
    std::vector<bool> has_norm;
    for (int i = 0; i < rows.size(); ++i) {
        kernels.push_back(i);
        has_relu.push_back(false);
        has_norm.push_back(false);
        const int from = rows.operand(i);
        if (from < 0 || rows[i].operands != 1 || count_readers(from) != 1) continue;
        const auto kernel = static_cast<std::size_t>(kernels[static_cast<std::size_t>(from)]);
        const Op before = rows[static_cast<int>(kernel)].op;
        if (has_relu[kernel]) continue;
        const bool is_relu = rows[i].op == Op::relu || rows[i].op == Op::relu6;
        const bool is_conv = before == Op::conv || before == Op::conv_transpose;
        if (is_relu && (before == Op::conv || before == Op::add || before == Op::max_pool)) {
            has_relu[kernel] = true;
        } else if (rows[i].op == Op::batch_norm && is_conv && !has_norm[kernel]) {
            has_norm[kernel] = true;
        } else {
            continue;
        }
        kernels.back() = static_cast<int>(kernel);
    }
    return kernels;
}

std::vector<TfliteTensor> tensors_of(const Rows& rows, Count alignment) {
    const std::vector<int> kernels = kernels_of(rows);
    std::map<int, TfliteTensor> tensors; // by the row that makes it, in the order of a model's file
    const auto bytes = [&](int row) {
        return (rows.output_of(row).elements() + alignment - 1) / alignment * alignment;
    };
    tensors[-1] = {bytes(-1), 0, 0}; // which the first row reads
    for (int i = 0; i < rows.size(); ++i) {
        const int kernel = kernels[static_cast<std::size_t>(i)];
        if (kernel == i) tensors[i] = {bytes(i), i, i};
        for (int k = 0; k < rows[i].operands && kernel == i; ++k) {
            const int operand = rows.operand(i, k);
            tensors[operand < 0 ? -1 : kernels[static_cast<std::size_t>(operand)]].last = i;
        }
    }
    for (int i = 0; i < rows.size(); ++i) { // tensors without readers are results
        int readers = 0;
        for (int other = 0; other < rows.size(); ++other) {
            for (int k = 0; k < rows[other].operands; ++k) readers += rows.operand(other, k) == i;
        }
        const bool is_result = readers == 0 || rows.output_row == i;
        if (is_result) tensors[kernels[static_cast<std::size_t>(i)]].last = rows.size() - 1;
    }
    std::vector<TfliteTensor> list;
    for (const auto& [row, tensor] : tensors) list.push_back(tensor);
    return list;
}

/// GreedyMemoryPlanner: the largest first, each at the first gap between those alive with it.
Count plan_greedily(const std::vector<TfliteTensor>& tensors) {
    // Not std::stable_sort: libstdc++ 12's is deprecated code to clang 19.
    std::vector<TfliteTensor> by_size;
    for (const TfliteTensor& tensor : tensors) {
        by_size.insert(
            std::upper_bound(by_size.begin(), by_size.end(), tensor,
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
        const auto plan = plan_memory(summary, {.dtype = DType::int8, .alignment = alignment});
        CHECK(plan.bytes == plan_greedily(tensors_of(summary, alignment)));
    }
}

} // namespace
