#include <ctnn/conventions/all.hpp>

#include <ctnn/analysis/compare_conventions.hpp>
#include <ctnn/format/detail/path_text.hpp>
#include <ctnn/graph.hpp>
#include <ctnn/models/alexnet.hpp>
#include <ctnn/models/convnetjs.hpp>
#include <ctnn/models/densenet.hpp>
#include <ctnn/models/efficientnet.hpp>
#include <ctnn/models/googlenet.hpp>
#include <ctnn/models/lenet.hpp>
#include <ctnn/models/mobilenet.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/models/squeezenet.hpp>
#include <ctnn/models/vgg.hpp>

#include <cmath>
#include <set>
#include <string_view>

#include "support/csv.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

// What real tools printed: a column of single_ops.csv and totals.csv, and its convention.
struct Tool {
    const char* column;
    const Convention& convention;
};
const Tool tools[] = {
    {"torchinfo_mult_adds", conventions::torchinfo},
    {"torchinfo180_mult_adds", conventions::torchinfo_1_8_0},
    {"ptflops_macs", conventions::ptflops},
    {"ptflops_nofunc_macs", conventions::ptflops_modules},
    {"ptflops_aten_macs", conventions::ptflops_aten},
    {"fvcore_flops", conventions::fvcore},
    {"thop_macs", conventions::thop},
    {"thop0031_macs", conventions::thop_0_0_31},
    {"calflops_flops", conventions::calflops},
    {"calflops_macs", conventions::calflops_macs},
    {"deepspeed_flops", conventions::deepspeed},
    {"deepspeed_macs", conventions::calflops_macs},
    {"torchstat_flops", conventions::torchstat_flops},
    {"torchstat_madd", conventions::torchstat_madd},
    {"torchtnt_flops", conventions::torchvision},
    {"torch26_flop_counter", conventions::flop_counter_mode},
};

bool is_named(const Convention& convention, std::initializer_list<Convention> several) {
    for (const Convention& one : several) {
        if (std::string_view(convention.name) == one.name) return true;
    }
    return false;
}

/// How a PyTorch model spells one of our operations, if not as a separate module.
enum class Spelling : unsigned char {
    module,
    function,  ///< F.relu(x): tools that look at modules do not see it
    used_again ///< a module that is called again later: torchstat keeps the last call
};

/// What a tool counts for an operation in this spelling.
Count seen(const Convention& convention, const Operation& operation, Spelling spelling) {
    const Count whole = convention.count(operation);
    if (spelling == Spelling::used_again) {
        return is_named(convention, {conventions::torchstat_flops, conventions::torchstat_madd})
                   ? 0
                   : whole;
    }
    if (spelling == Spelling::module) return whole;
    // ptflops counts the module, if there is one, and the function.
    if (is_named(convention, {conventions::ptflops})) {
        return whole - conventions::ptflops_modules.count(operation);
    }
    return is_named(convention,
                    {conventions::ptflops_aten, conventions::fvcore, conventions::calflops,
                     conventions::calflops_macs, conventions::deepspeed, conventions::torchvision,
                     conventions::flop_counter_mode})
               ? whole
               : 0;
}

TEST_CASE("every column of tool output has its convention") {
    std::set<std::string> columns;
    for (const Tool& tool : tools) columns.insert(tool.column);
    const csv::Row row = csv::read("conventions/single_ops.csv").front();
    CHECK(row.size() == columns.size() + 3); // test, module, input
    for (const auto& [column, cell] : row) {
        if (column != "test" && column != "module" && column != "input") {
            CHECK(columns.count(column) == 1);
        }
    }
}

// --- single layers -------------------------------------------------------------------------------

Shape shape_of(const std::string& text) {
    Shape shape;
    for (const std::string& size : csv::split(text, 'x')) shape.append(hide(std::stoll(size)));
    return shape;
}

/// torch.ones.
struct Ones {
    static constexpr const char* name = "Ones";
    static constexpr bool reads_input = false;

    Shape shape = {};

    constexpr Shape output_shape(const Shape&) const { return shape; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// The rows of a file of single layers, consumed one by one.
class SingleOps {
  public:
    explicit SingleOps(const std::string& file) {
        for (const csv::Row& row : csv::read(file)) rows_[row.at("test")] = row;
    }

    std::size_t left() const { return rows_.size(); }

    csv::Row take(const std::string& test) {
        INFO(test);
        REQUIRE(rows_.count(test) == 1);
        const csv::Row row = rows_[test];
        rows_.erase(test);
        return row;
    }

    /// Our layer on the row's input, against what each tool printed, where it printed anything.
    template <class L>
    void check(const std::string& test, const L& layer, Spelling spelling = Spelling::module,
               const std::set<std::string>& not_reproduced = {}) {
        const csv::Row row = take(test);
        const auto summary = summarize(layer, shape_of(row.at("input")));
        const Rows operations = summary;
        for (const Tool& tool : tools) {
            const auto printed = row.find(tool.column);
            if (printed == row.end() || printed->second.empty()) continue;
            const std::string& cell = printed->second;
            if (not_reproduced.count(tool.column) > 0) continue;
            Count sum = 0;
            for (int i = 0; i < summary.size(); ++i) {
                sum += seen(tool.convention, operations.operation(i), spelling);
            }
            INFO(test << ", " << tool.column);
            CHECK(sum == std::stoll(cell));
            ++figures;
        }
    }

    int figures = 0;

  private:
    std::map<std::string, csv::Row> rows_;
};

/// x[:, :, :1, :1], which has no module.
struct Corner {
    static constexpr const char* name = "Corner";
    constexpr Shape output_shape(const Shape& in) const { return {in.channels(), 1, 1}; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

TEST_CASE("every convention matches its tool on every layer") {
    SingleOps ops("conventions/single_ops.csv");
    ops.check("conv_k3p1_bias", Conv2d{3, 8, 3, 1, 1});
    ops.check("conv_k3p1_nobias", Conv2d{3, 8, 3, 1, 1, 1, 1, false});
    ops.check("conv_k5s2p2_bias", Conv2d{4, 6, 5, 2, 2});
    ops.check("conv_k3d2_bias", Conv2d{4, 6, 3, 1, 0, 2});
    ops.check("conv_k1x7_bias", Conv2d{4, 6, {1, 7}, 1, {0, 3}});
    ops.check("conv_g2_bias", Conv2d{4, 6, 3, 1, 0, 1, 2});
    ops.check("conv_g2_nobias", Conv2d{4, 6, 3, 1, 0, 1, 2, false});
    ops.check("conv_dw_nobias", DepthwiseConv{6, 3, 1, 1, 1, 1, false});
    ops.check("conv_dw_mult2_bias", DepthwiseConv{6, 3, 1, 1, 1, 2});
    ops.check("conv_pw_nobias", PointwiseConv{6, 11, false});
    ops.check("convT_k2s2_bias", ConvTranspose2d{6, 4, 2, 2});
    ops.check("convT_k2s2_nobias", ConvTranspose2d{6, 4, 2, 2, 0, 0, 1, false});
    ops.check("convT_k4s2p1_bias", ConvTranspose2d{6, 4, 4, 2, 1});
    ops.check("convT_k3s2p1op1_g2_bias", ConvTranspose2d{6, 4, 3, 2, 1, 1, 2});
    ops.check("linear_bias", Linear{20, 7});
    ops.check("linear_nobias", Linear{20, 7, false});
    ops.check("linear_seq_bias", Linear{20, 7});
    ops.check("linear_seq_nobias", Linear{20, 7, false});
    ops.check("bn2d_affine", BatchNorm2d{6});
    ops.check("bn1d_affine", BatchNorm1d{6});
    ops.check("bn2d_noaffine", BatchNorm2d{.num_features = 6, .affine = false});
    ops.check("layernorm_affine", LayerNorm{20});
    ops.check("layernorm_noaffine", LayerNorm{.normalized_shape = 20, .elementwise_affine = false});
    ops.check("groupnorm_affine", GroupNorm{3, 6});
    ops.check("lrn", LocalResponseNorm{5});
    ops.check("relu", ReLU{});
    ops.check("relu6", ReLU6{});
    ops.check("leaky_relu", LeakyReLU{});
    ops.check("prelu", PReLU{});
    ops.check("elu", ELU{});
    ops.check("gelu", GELU{});
    ops.check("sigmoid", Sigmoid{});
    ops.check("tanh", Tanh{});
    ops.check("silu", SiLU{});
    ops.check("hardswish", Hardswish{});
    ops.check("hardsigmoid", Hardsigmoid{});
    ops.check("softmax_1d", Softmax{1});
    ops.check("softmax_chan", Softmax{1});
    ops.check("maxpool_k2", MaxPool2d{2, 2});
    ops.check("maxpool_k3s2p1", MaxPool2d{3, 2, 1});
    ops.check("avgpool_k2", AvgPool2d{2, 2});
    ops.check("avgpool_k3s2p1", AvgPool2d{3, 2, 1});
    ops.check("adaptive_avg_1", GlobalAvgPool{});
    ops.check("adaptive_avg_3", AdaptiveAvgPool2d{3});
    ops.check("adaptive_avg_same", AdaptiveAvgPool2d{{7, 8}});
    const auto bilinear = InterpolationMode::bilinear;
    const auto bicubic = InterpolationMode::bicubic;
    ops.check("upsample_nearest_x2", Upsample{.scale_factor = 2});
    ops.check("upsample_nearest_size", Upsample{.size = {9, 11}});
    ops.check("upsample_bilinear_x2", Upsample{.scale_factor = 2, .mode = bilinear});
    ops.check("upsample_bicubic_x2", Upsample{.scale_factor = 2, .mode = bicubic});
    ops.check("dropout", Dropout{});
    ops.check("flatten", Flatten{});
    ops.check("identity", Identity{});
    ops.check("zeropad", ZeroPad2d{1});

    // Merges are the operators x + y, x * y and torch.cat.
    ops.check("f_add_op", Add{skip, skip});
    ops.check("f_mul_op", Multiply{skip, skip});
    ops.check("f_mul_broadcast", Multiply{skip, Corner{}});
    ops.check("f_cat", Concat{skip, skip});
    ops.check("f_flatten", Flatten{});

    // Functions, which tools that look at modules do not see.
    ops.check("f_relu", ReLU{}, Spelling::function);
    ops.check("f_adaptive_avg_1", AdaptiveAvgPool2d{1}, Spelling::function);
    ops.check("f_max_pool_k3s2", MaxPool2d{3, 2}, Spelling::function);
    ops.check("f_avg_pool_k3s1p1", AvgPool2d{3, 1, 1}, Spelling::function);
    ops.check("f_softmax", Softmax{1}, Spelling::function);
    ops.check("f_interpolate_x2", Upsample{.scale_factor = 2}, Spelling::function);
    ops.check("f_linear_bias", Linear{20, 7}, Spelling::function);

    // MatMul counts as torch.matmul; the other spellings escape some tools.
    const std::set<std::string> of_operator{"ptflops_macs", "calflops_macs", "calflops_flops"};
    const std::set<std::string> of_bmm{"calflops_macs", "calflops_flops"};
    ops.check("f_torch_matmul", MatMul{skip, Ones{{20, 7}}});
    ops.check("f_matmul_op", MatMul{skip, Ones{{20, 7}}}, Spelling::module, of_operator);
    ops.check("f_matmul_op_4d", MatMul{skip, Ones{{3, 20, 7}}}, Spelling::module, of_operator);
    ops.check("f_bmm", MatMul{skip, Ones{{20, 7}}}, Spelling::module, of_bmm);

    // Networks. torchinfo 1.8.0 and thop 0.0.31 count 0 where the network is one bare module.
    const std::set<std::string> bare{"torchinfo180_mult_adds", "thop0031_macs"};
    ops.check("bare_conv_bias", Conv2d{3, 8, 3, 1, 1}, Spelling::module, bare);
    ops.check("bare_linear_bias", Linear{20, 7}, Spelling::module, bare);
    ops.check("uncalled_conv", Conv2d{4, 4, 1}); // and a module that is not called
    ops.check("own_parameter", Conv2d{4, 4, 1}); // and a parameter of the network's own
    ops.check("frozen_conv_plus_conv", Sequential{Conv2d{4, 6, 3}, Conv2d{6, 2, 1}});
    ops.check("flatten_linear_bias", Sequential{Flatten{}, Linear{20, 7}});
    ops.check("flatten_linear_nobias", Sequential{Flatten{}, Linear{20, 7, false}});
    ops.check("flatten_softmax", Sequential{Flatten{}, Softmax{1}});
    ops.check("nested_seq", Sequential{Sequential{Conv2d{4, 6, 3}, ReLU{}}, Conv2d{6, 2, 1}});

    // The same module twice; torchstat keeps its last call.
    const std::set<std::string> last_call{"torchstat_flops", "torchstat_madd"};
    ops.check("twice_conv_bias", repeat<2>(Conv2d{4, 4, 3, 1, 1}), Spelling::module, last_call);
    ops.check("twice_relu", repeat<2>(ReLU{}), Spelling::module, last_call);
    ops.check("twice_bn", repeat<2>(BatchNorm2d{4}), Spelling::module, last_call);

    // Modules and functions that the library has no layer for.
    const char* const missing[] = {
        "conv1d_bias", "conv3d_bias", "instancenorm",    "logsoftmax",   "adaptive_max_1",
        "mha_kw",      "mha_pos",     "mha_pos_weights", "pixelshuffle", "f_iadd_op",
        "f_torch_add", "f_torch_mul", "f_mean",
    };
    for (const char* const test : missing) ops.take(test);
    CHECK(std::size(missing) == 13);
    CHECK(ops.left() == 0);
    CHECK(ops.figures > 1000);
}

TEST_CASE("every convention matches its tool on modules with other settings") {
    SingleOps modules("conventions/single_modules.csv");
    // Not in any record: padding given as text, fractional factors, a size given as one number.
    // Also thop's floating point, which turns 728 into 727.99...
    const std::set<std::string> of_text{"fvcore_flops"};
    const std::set<std::string> of_factor{"ptflops_macs", "deepspeed_flops"};
    const std::set<std::string> of_number{"calflops_flops", "deepspeed_flops"};
    const std::set<std::string> rounded{"thop_macs"};
    modules.check("conv2d_01", Conv2d{4, 6, 3, 1, same}, Spelling::module, of_text);
    modules.check("conv2d_02", Conv2d{4, 6, {2, 5}, 1, same, {3, 1}}, Spelling::module, of_text);
    modules.check("conv2d_03", Conv2d{4, 6, 3, 1, valid}, Spelling::module, of_text);
    modules.check("conv2d_04", Conv2d{4, 6, 3, 1, 1});
    modules.check("conv2d_05", Conv2d{4, 6, 3, 1, {2, 1}});
    modules.check("conv2d_06", Conv2d{4, 6, 3, 2, 1});
    modules.check("conv2d_07", Conv2d{4, 6, {3, 5}, {2, 3}, {0, 2}, {2, 1}, 2});
    modules.check("conv2d_08", Conv2d{4, 6, 3, 4});
    modules.check("conv2d_09", Conv2d{4, 6, 3, 1, 5});
    modules.check("conv2d_11", Conv2d{.out_channels = 6, .kernel_size = 3});
    modules.check("convtranspose2d_02", ConvTranspose2d{6, 6, 3, 2, 1, 0, 6});
    modules.check("convtranspose2d_03", ConvTranspose2d{100, 64, 4, 1, 0, 0, 1, false});
    modules.check("convtranspose2d_04", ConvTranspose2d{6, 4, 3, 1, 1});
    modules.check("convtranspose2d_05", ConvTranspose2d{6, 4, 1, 2});
    modules.check("convtranspose2d_06",
                  ConvTranspose2d{.out_channels = 4, .kernel_size = 2, .stride = 2});
    modules.check("maxpool_09", MaxPool2d{3});
    modules.check("maxpool_10", MaxPool2d{3, 2, 0, 1, false, true});
    modules.check("maxpool_12", MaxPool2d{2, 3, 1, 1, false, true});
    modules.check("maxpool_14", MaxPool2d{2, 5, 0, 1, false, true});
    modules.check("maxpool_15", MaxPool2d{2, 2, 0, 1, false, true});
    modules.check("avgpool_06", AvgPool2d{.kernel_size = {2, 3}, .ceil_mode = true});
    modules.check("avgpool_07", AvgPool2d{3, 2, 1, true, false});
    modules.check("avgpool_08", AvgPool2d{.kernel_size = 2, .divisor_override = 3});
    modules.check("adaptivepool_06", AdaptiveAvgPool2d{{3, inferred}}, Spelling::module, rounded);
    modules.check("adaptivepool_07", AdaptiveAvgPool2d{{inferred, 2}});
    modules.check("adaptivepool_08", AdaptiveAvgPool2d{20});
    modules.check("batchnorm_01", BatchNorm1d{.num_features = 6, .affine = false});
    modules.check("batchnorm_02", BatchNorm1d{6});
    modules.check("batchnorm_03", BatchNorm1d{.num_features = 6, .affine = false});
    modules.check("batchnorm_04", BatchNorm1d{.num_features = 6, .track_running_stats = false});
    modules.check("batchnorm_07", BatchNorm2d{.num_features = 6, .track_running_stats = false});
    modules.check("batchnorm_08", BatchNorm2d{6});
    modules.check("batchnorm_13", BatchNorm1d{});
    modules.check("batchnorm_14", BatchNorm2d{});
    modules.check("layernorm_01", LayerNorm{{5, 7}});
    modules.check("layernorm_02", LayerNorm{{6, 5, 7}});
    modules.check("layernorm_03",
                  LayerNorm{.normalized_shape = {6, 5, 7}, .elementwise_affine = false});
    modules.check("layernorm_04", LayerNorm{7});
    modules.check("layernorm_07", LayerNorm{1});
    modules.check("layernorm_08", LayerNorm{{2, 6, 5, 7}});
    modules.check("groupnorm_01", GroupNorm{1, 6});
    modules.check("groupnorm_02", GroupNorm{6, 6});
    modules.check("groupnorm_03", GroupNorm{.num_groups = 2, .num_channels = 6, .affine = false});
    modules.check("groupnorm_04", GroupNorm{3, 6});
    modules.check("groupnorm_05", GroupNorm{3, 6});
    modules.check("groupnorm_06", GroupNorm{2, 6});
    modules.check("lrn_02", LocalResponseNorm{4});
    modules.check("lrn_05", LocalResponseNorm{20});
    modules.check("pad_06", ZeroPad2d{{1, 2, 3, 4}});
    modules.check("pad_07", ZeroPad2d{{-1, 0, 2, -3}});
    modules.check("pad_10", ZeroPad2d{{1, 2, 3, 4}});
    modules.check("pad_11", ZeroPad2d{-1});
    modules.check("upsample_05", Upsample{.scale_factor = {2, 3}});
    modules.check("upsample_06", Upsample{.scale_factor = 0.5}, Spelling::module, of_factor);
    modules.check("upsample_07", Upsample{.scale_factor = 1.7}, Spelling::module, of_factor);
    modules.check("upsample_10", Upsample{.size = 12}, Spelling::module, of_number);
    modules.check("linear_02", Linear{20, 7});
    modules.check("linear_03", Linear{1, 1, false});
    modules.check("flatten_02", Flatten{.start_dim = 2});
    modules.check("flatten_03", Flatten{.start_dim = 1, .end_dim = 2});
    modules.check("flatten_04", Flatten{.start_dim = 1, .end_dim = -2});
    modules.check("flatten_06", Flatten{.start_dim = 2, .end_dim = 2});
    modules.check("activation_18", GELU{});
    modules.check("activation_19", ELU{2.0});
    modules.check("activation_21", PReLU{6});
    modules.check("activation_22", SiLU{});
    modules.check("activation_23", Hardswish{});
    modules.check("activation_24", ReLU6{});
    modules.check("activation_29", PReLU{6});
    modules.check("activation_30", PReLU{6});
    modules.check("activation_36", Softmax{-1});
    modules.check("activation_37", Softmax{1});
    modules.check("activation_39", Dropout{0.3});
    modules.check("activation_46", Identity{});
    modules.check("odd_03", MaxPool2d{3, 2, 1, 1, false, true});
    modules.check("odd_04", MaxPool2d{3, 2, 1, 1, false, true});
    modules.check("odd_05", AvgPool2d{3, 3, 1, true});
    modules.check("odd_10", Conv2d{4, 6, 2, 1, same}, Spelling::module, of_text);
    modules.check("odd_12", Conv2d{4, 6, 1, 1, 2});
    modules.check("odd_13", Conv2d{1, 1, {5, 7}});
    modules.check("odd_14", Conv2d{4, 8, 3, 1, 0, 1, 4});
    modules.check("odd_15", Conv2d{4, 6, 3, 1, 3, 3, 2, false});
    modules.check("odd_16", Conv2d{4, 6, 3, 2, 1});
    modules.check("odd_17", ConvTranspose2d{4, 6, 3, 2, 2});
    modules.check("odd_19", ConvTranspose2d{8, 4, 3, 1, 0, 0, 4, false, 2});
    modules.check("odd_21", Linear{1, 3});
    modules.check("odd_24", Linear{20, 7});
    modules.check("odd_29", Dropout{1});
    CHECK(modules.left() == 0);
}

// Printed for a batch of 2: 0 MACs and 32 FLOPs of the first, 0 and 64 of the second.
constexpr int calflops_divides_by_groups_twice_in_whole_numbers() {
    const ConvTranspose2d first{4, 4, 3, 2, 1, 1, 4};
    const ConvTranspose2d second{6, 6, 2, 2, 0, 0, 3};
    EXPECT(flops(first, {hide(4), 8, 8}, conventions::calflops_macs) == 0);
    EXPECT(flops(first, {hide(4), 8, 8}, conventions::calflops) == 32 / 2);
    EXPECT(flops(first, {hide(4), 8, 8}, conventions::deepspeed) == 32 / 2);
    EXPECT(flops(second, {hide(6), 8, 8}, conventions::calflops_macs) == 0);
    EXPECT(flops(second, {hide(6), 8, 8}, conventions::calflops) == 64 / 2);
    EXPECT(flops(second, {hide(6), 8, 8}, conventions::deepspeed) == 64 / 2);
    // 2 groups of 5 channels each: 5 / 2 are 2, and not 2.5.
    const ConvTranspose2d odd{2, 10, 3, 1, 0, 0, 2, false};
    EXPECT(flops(odd, {hide(2), 4, 4}, conventions::calflops_macs) == 2 * 16 * 2 * 9);
    return 0;
}
PROVE_TWICE(calflops_divides_by_groups_twice_in_whole_numbers)

// F.linear is one operation, its bias in it, on two axes and on three (with the batch); on more it
// is a product and a sum. (What was printed of torchvision's ConvNeXt-S, B and L are their MACs,
// the convolutions' biases and the last Linear's 1000, and none of the Linears' on maps.)
constexpr int ptflops_aten_does_not_see_the_bias_of_a_linear_on_a_map() {
    const auto count = [](const Shape& in) {
        return flops(Linear{4, 3}, in, conventions::ptflops_aten) - 12 * in.elements() / 4;
    };
    EXPECT(count({hide(4)}) == 3 && count({5, hide(4)}) == 15);
    EXPECT(count({6, 5, hide(4)}) == 0 && count({2, 6, 5, hide(4)}) == 0);
    return 0;
}
PROVE_TWICE(ptflops_aten_does_not_see_the_bias_of_a_linear_on_a_map)

TEST_CASE("torchstat keeps the last call of a module called twice") {
    for (const csv::Row& row : csv::read("conventions/single_ops.csv")) {
        const bool is_conv = row.at("test") == "twice_conv_bias";
        if (!is_conv && row.at("test") != "twice_relu" && row.at("test") != "twice_bn") continue;
        INFO(row.at("test"));
        const Shape in = shape_of(row.at("input"));
        const auto once = [&](const Convention& convention) {
            if (is_conv) return flops(Conv2d{4, 4, 3, 1, 1}, in, convention);
            if (row.at("test") == "twice_relu") return flops(ReLU{}, in, convention);
            return flops(BatchNorm2d{4}, in, convention);
        };
        CHECK(once(conventions::torchstat_flops) == std::stoll(row.at("torchstat_flops")));
        CHECK(once(conventions::torchstat_madd) == std::stoll(row.at("torchstat_madd")));
    }
}

// --- models --------------------------------------------------------------------------------------

/// How torchvision spells one of our records, in models where it is not a separate module.
Spelling spelling_of(const std::string& model, const Rows& rows, int row) {
    const Record& record = rows[row];
    const std::string path = format::detail::path_of_row(rows, row);
    const bool is_relu = record.op == Op::relu;
    const bool is_global_pool = record.op == Op::adaptive_avg_pool;
    if (model == "mobilenet_v2" && is_global_pool) return Spelling::function;
    if (model == "densenet121" && is_global_pool) return Spelling::function;
    if (model == "densenet121" && is_relu && path == "1") return Spelling::function; // the last
    if (model == "googlenet_noaux" && is_relu) return Spelling::function;
    // A block has one ReLU, called after each normalisation and, last, after the sum.
    const bool is_resnet = model.substr(0, 6) == "resnet";
    if (is_resnet && is_relu && path.find(".body.") != path.npos) return Spelling::used_again;
    return Spelling::module;
}

class Models {
  public:
    Models() {
        for (const csv::Row& row : csv::read("conventions/totals.csv")) {
            rows_[row.at("model")] = row;
        }
    }

    std::size_t left() const { return rows_.size(); }

    template <class L>
    void check(const std::string& model, const L& net) {
        INFO(model);
        REQUIRE(rows_.count(model) == 1);
        const csv::Row row = rows_[model];
        rows_.erase(model);
        const Shape input = shape_of(row.at("input"));
        const auto summary = summarize(net, input);
        const Rows rows = summary; // operations refer to it
        for (const Tool& tool : tools) {
            const Convention& convention = tool.convention;
            Count unseen = 0;
            for (int i = 0; i < rows.size(); ++i) {
                const Operation operation = rows.operation(i);
                const Spelling spelling = spelling_of(model, summary, i);
                unseen += convention.count(operation) - seen(convention, operation, spelling);
            }
            INFO(tool.column);
            CHECK(flops(net, input, convention) - unseen == std::stoll(row.at(tool.column)));
            CHECK(flops(summary, convention) == flops(net, input, convention));
            if (unseen > 0) differing.insert(model + " " + tool.column);
            ++figures;
        }
        if (const std::string gigas = row.at("tv0210_ops_G"); !gigas.empty()) {
            const Count macs = flops(net, input, conventions::torchvision);
            CHECK((macs + 500'000) / 1'000'000 == std::llround(std::stod(gigas) * 1e3));
        }
    }

    std::set<std::string> differing;
    int figures = 0;

  private:
    std::map<std::string, csv::Row> rows_;
};

constexpr auto lecture_cnn(Count in_channels) {
    return Sequential{Conv2d{in_channels, 5, 3, 1, 1},
                      MaxPool2d{2, 2},
                      Conv2d{5, 10, 3, 1, 1},
                      MaxPool2d{2, 2},
                      Flatten{},
                      Linear{640, 10}};
}

TEST_CASE("every convention matches its tool on every model") {
    Models zoo;
    zoo.check("alexnet", models::alexnet());
    zoo.check("alexnet2012", models::alexnet2012());
    zoo.check("convnetjs_cifar10", models::convnetjs_cifar10());
    zoo.check("densenet121", models::densenet121());
    zoo.check("efficientnet_b0", models::efficientnet_b0());
    zoo.check("googlenet_noaux", models::googlenet());
    zoo.check("lecture_cnn_gray", lecture_cnn(1));
    zoo.check("lecture_cnn_rgb", lecture_cnn(3));
    zoo.check("lenet5", models::lenet5());
    zoo.check("mobilenet_v2", models::mobilenet_v2());
    zoo.check("mobilenet_v3_large", models::mobilenet_v3_large());
    zoo.check("resnet18", models::resnet18());
    zoo.check("resnet34", models::resnet34());
    zoo.check("resnet50", models::resnet50());
    zoo.check("resnet101", models::resnet101());
    zoo.check("resnet152", models::resnet152());
    zoo.check("squeezenet1_0", models::squeezenet1_0());
    zoo.check("squeezenet1_1", models::squeezenet1_1());
    zoo.check("vgg11", models::vgg11());
    zoo.check("vgg13", models::vgg13());
    zoo.check("vgg16", models::vgg16());
    zoo.check("vgg19", models::vgg19());
    zoo.check("vgg11_bn", models::vgg11_bn());
    zoo.check("vgg13_bn", models::vgg13_bn());
    zoo.check("vgg16_bn", models::vgg16_bn());
    zoo.check("vgg19_bn", models::vgg19_bn());
    zoo.check("vgg_paper_A", models::vgg_a());
    zoo.check("vgg_paper_A_LRN", models::vgg_a_lrn());
    zoo.check("vgg_paper_B", models::vgg_b());
    zoo.check("vgg_paper_C", models::vgg_c());
    zoo.check("vgg_paper_D", models::vgg_d());
    zoo.check("vgg_paper_E", models::vgg_e());
    const struct {
        const char* text;
        double value;
    } alphas[] = {{"1_0", 1}, {"0_75", 0.75}, {"0_5", 0.5}, {"0_25", 0.25}};
    for (const auto& alpha : alphas) {
        for (const Count resolution : {224, 192, 160, 128}) {
            zoo.check(std::string("mobilenet_v1_") + alpha.text + "_" + std::to_string(resolution),
                      models::mobilenet_v1(alpha.value, resolution));
        }
    }
    CHECK(zoo.left() == 0);
    CHECK(zoo.figures == 48 * 16);

    // Where the spelling matters, and nowhere else.
    std::set<std::string> differing;
    for (const char* const model :
         {"resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "googlenet_noaux"}) {
        differing.insert(std::string(model) + " torchstat_flops");
        differing.insert(std::string(model) + " torchstat_madd");
    }
    for (const char* const model : {"googlenet_noaux", "mobilenet_v2", "densenet121"}) {
        differing.insert(std::string(model) + " ptflops_macs");
        differing.insert(std::string(model) + " ptflops_nofunc_macs");
    }
    for (const char* const model : {"mobilenet_v2", "densenet121"}) { // the pool
        differing.insert(std::string(model) + " thop_macs");
        differing.insert(std::string(model) + " thop0031_macs");
    }
    differing.insert("densenet121 torchstat_flops"); // the last ReLU
    differing.insert("densenet121 torchstat_madd");
    CHECK(zoo.differing == differing);
}

// --- what a convention is ------------------------------------------------------------------------

constexpr bool differ(const char* a, const char* b) {
    while (*a != '\0' && *a == *b) ++a, ++b;
    return *a != *b;
}

constexpr int each_convention_describes_itself() {
    for (const Convention& one : conventions::all) {
        EXPECT(*one.name != '\0' && *one.unit != '\0' && *one.rule != '\0');
        for (const Convention& other : conventions::all) {
            EXPECT(&one == &other || differ(one.name, other.name));
        }
    }
    EXPECT(std::size(conventions::all) == 20);
    return 0;
}
PROVE_TWICE(each_convention_describes_itself)

constexpr int tools_disagree_on_one_layer() {
    const Conv2d conv{3, 8, 3, 1, 1};
    const Shape in{hide(3), 10, 12};
    EXPECT(flops(conv, in, conventions::torchinfo) == 26'880);
    EXPECT(flops(conv, in, conventions::fvcore) == 25'920);
    EXPECT(flops(conv, in, conventions::calflops) == 52'800);
    EXPECT(flops(conv, in, conventions::torchstat_madd) == 51'840);
    return 0;
}
PROVE_TWICE(tools_disagree_on_one_layer)

// calflops' formula for the bias of a transposed convolution, where the kernel exceeds the input:
// floor((2 - 5)/2) + 1 = -1 and floor((1 - 3)/2) + 1 = 0 by Python's floor.
constexpr int transposed_biases_may_be_negative() {
    const auto count = [](const Extent& kernel, const Shape& in) {
        return flops(ConvTranspose2d{1, 1, kernel, 2}, in, conventions::calflops);
    };
    EXPECT(count({5, 5}, {1, hide(2), 2}) == 2 * 4 * 25 + 1);
    EXPECT(count({5, 1}, {1, hide(2), 3}) == 2 * 6 * 5 - 2);
    EXPECT(count({5, 3}, {1, hide(2), 1}) == 2 * 2 * 15);
    return 0;
}
PROVE_TWICE(transposed_biases_may_be_negative)

/// Past 63 bits every convention gives an error or `overflow`; no count wraps.
constexpr int no_convention_wraps() {
    const Shape in{hide(1'000'000'000), 1'000'000, 1'000}; // 10^18 elements
    for (const Convention& convention : conventions::all) {
        const auto sum = compare_conventions(repeat<10>(BatchNorm2d{}), in, {convention})[0].count;
        EXPECT(sum == overflow || sum <= 60'000'000'000);
    }
    return 0;
}
PROVE_TWICE(no_convention_wraps)

struct Product { // a user's layer with MACs
    static constexpr const char* name = "Product";
    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape& in) const { return {.weights = in.elements()}; }
    constexpr Work work(const Shape& in, const Shape&) const { return {.macs = in.elements()}; }
};

constexpr int tools_that_trace_see_into_a_users_layer() {
    const Shape in{hide(5)};
    EXPECT(flops(Product{}, in, conventions::fvcore) == 5);
    EXPECT(flops(Product{}, in, conventions::flop_counter_mode) == 10);
    EXPECT(flops(Product{}, in, conventions::ptflops_aten) == 5);
    EXPECT(flops(Product{}, in, conventions::thop) == 0);
    return 0;
}
PROVE_TWICE(tools_that_trace_see_into_a_users_layer)

} // namespace
