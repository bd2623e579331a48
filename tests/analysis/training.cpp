#include <ctnn/analysis/training.hpp>

#include <ctnn/graph.hpp>
#include <ctnn/models/alexnet.hpp>
#include <ctnn/models/densenet.hpp>
#include <ctnn/models/efficientnet.hpp>
#include <ctnn/models/googlenet.hpp>
#include <ctnn/models/mobilenet.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/models/squeezenet.hpp>
#include <ctnn/models/vgg.hpp>

#include "../support/csv.hpp"
#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// PyTorch's figures: data/make_training.py.
class Measured {
  public:
    Measured() {
        for (const csv::Row& row : csv::read("training.csv")) rows_[row.at("name")] = row;
    }

    template <Layer L>
    void compare(const std::string& name, const L& net, const Shape& input,
                 TrainingOptions options = {}) {
        INFO(name);
        const csv::Row row = rows_.at(name);
        rows_.erase(name);
        const auto summary = summarize(net, input);
        options.batch = std::stoll(row.at("batch"));
        const Training cost = training(summary, options);
        CHECK(cost.activation_bytes == std::stoll(row.at("saved_bytes")));
        CHECK(cost.forward_macs == std::stoll(row.at("forward_macs")));
        CHECK(cost.backward_macs == std::stoll(row.at("backward_macs")));
        CHECK(cost.parameter_bytes == 4 * std::stoll(row.at("params")));
        CHECK(cost.gradient_bytes == cost.parameter_bytes);
        const std::pair<const char*, Optimizer> optimizers[] = {
            {"sgd", Optimizer::sgd}, {"momentum", Optimizer::momentum}, {"adam", Optimizer::adam}};
        for (const auto& [column, optimizer] : optimizers) {
            if (row.at(column).empty()) continue;
            options.optimizer = optimizer;
            CHECK(training(summary, options).optimizer_bytes == 4 * std::stoll(row.at(column)));
        }
    }

    template <Layer L>
    void compare_model(const std::string& name, const L& net) {
        compare(name, net, {3, 224, 224});
    }

    template <Layer L>
    void compare_after_conv(const std::string& name, const L& layer, bool in_place = false) {
        const Conv2d first{.out_channels = 4, .kernel_size = 1, .bias = false};
        compare("behind_" + name, Sequential{first, layer}, {4, 8, 10}, {.in_place = in_place});
    }

    template <Layer L>
    void compare_first(const std::string& name, const L& net) {
        compare("first_" + name, net, {4, 8, 10});
    }

    bool all_compared() const { return rows_.empty(); }

  private:
    std::map<std::string, csv::Row> rows_;
};

constexpr Conv2d conv(Count in, Count out, Count kernel, Count padding = 0) {
    return {in, out, kernel, 1, padding};
}

TEST_CASE("what PyTorch saves and computes") {
    Measured measured;

    measured.compare_model("alexnet", models::alexnet());
    measured.compare_model("vgg11", models::vgg11());
    measured.compare_model("vgg13", models::vgg13());
    measured.compare_model("vgg16", models::vgg16());
    measured.compare_model("vgg19", models::vgg19());
    measured.compare_model("vgg11_bn", models::vgg11_bn());
    measured.compare_model("vgg13_bn", models::vgg13_bn());
    measured.compare_model("vgg16_bn", models::vgg16_bn());
    measured.compare_model("vgg19_bn", models::vgg19_bn());
    measured.compare_model("resnet18", models::resnet18());
    measured.compare_model("resnet34", models::resnet34());
    measured.compare_model("resnet50", models::resnet50());
    measured.compare_model("resnet101", models::resnet101());
    measured.compare_model("resnet152", models::resnet152());
    measured.compare_model("mobilenet_v2", models::mobilenet_v2());
    measured.compare_model("mobilenet_v3_large", models::mobilenet_v3_large());
    measured.compare_model("squeezenet1_0", models::squeezenet1_0());
    measured.compare_model("squeezenet1_1", models::squeezenet1_1());
    measured.compare_model("googlenet", models::googlenet());
    measured.compare_model("densenet121", models::densenet121());
    measured.compare_model("efficientnet_b0", models::efficientnet_b0());

    measured.compare_after_conv("Conv2d", conv(4, 6, 3, 1));
    measured.compare_after_conv("Conv2d_groups", Conv2d{4, 8, 3, 2, 0, 1, 4});
    measured.compare_after_conv("ConvTranspose2d", ConvTranspose2d{4, 6, 3, 2});
    measured.compare_after_conv("Linear", Sequential{Flatten{}, Linear{320, 7}});
    measured.compare_after_conv("Linear_on_maps", Linear{10, 7});
    measured.compare_after_conv("BatchNorm2d", BatchNorm2d{});
    measured.compare_after_conv("BatchNorm2d_plain", BatchNorm2d{.affine = false});
    measured.compare_after_conv("LayerNorm", LayerNorm{{4, 8, 10}});
    measured.compare_after_conv("LayerNorm_last", LayerNorm{10});
    measured.compare_after_conv("GroupNorm", GroupNorm{2});
    measured.compare_after_conv("LocalResponseNorm", LocalResponseNorm{5});
    measured.compare_after_conv("MaxPool2d", MaxPool2d{2});
    measured.compare_after_conv("AvgPool2d", AvgPool2d{2});
    measured.compare_after_conv("AdaptiveAvgPool2d_1", AdaptiveAvgPool2d{1});
    measured.compare_after_conv("AdaptiveAvgPool2d_3", AdaptiveAvgPool2d{3});
    measured.compare_after_conv("ReLU", ReLU{});
    measured.compare_after_conv("ReLU6", ReLU6{});
    measured.compare_after_conv("ReLU6_inplace", ReLU6{}, true);
    measured.compare_after_conv("LeakyReLU", LeakyReLU{});
    measured.compare_after_conv("LeakyReLU_inplace", LeakyReLU{}, true);
    measured.compare_after_conv("PReLU", PReLU{4});
    measured.compare_after_conv("ELU", ELU{});
    measured.compare_after_conv("ELU_inplace", ELU{}, true);
    measured.compare_after_conv("Sigmoid", Sigmoid{});
    measured.compare_after_conv("Tanh", Tanh{});
    measured.compare_after_conv("SiLU", SiLU{});
    measured.compare_after_conv("SiLU_inplace", SiLU{}, true);
    measured.compare_after_conv("GELU", GELU{});
    measured.compare_after_conv("Hardswish", Hardswish{});
    measured.compare_after_conv("Hardswish_inplace", Hardswish{}, true);
    measured.compare_after_conv("Hardsigmoid", Hardsigmoid{});
    measured.compare_after_conv("Hardsigmoid_inplace", Hardsigmoid{}, true);
    measured.compare_after_conv("Softmax", Softmax{});
    measured.compare_after_conv("Dropout", Dropout{});
    measured.compare_after_conv("Flatten", Flatten{});
    measured.compare_after_conv("Identity", Identity{});
    measured.compare_after_conv("ZeroPad2d", ZeroPad2d{1});
    measured.compare_after_conv("ZeroPad2d_crop", ZeroPad2d{-1});
    const InterpolationMode bilinear = InterpolationMode::bilinear;
    const InterpolationMode bicubic = InterpolationMode::bicubic;
    measured.compare_after_conv("Upsample", Upsample{.scale_factor = 2});
    measured.compare_after_conv("Upsample_bilinear", Upsample{.scale_factor = 2, .mode = bilinear});
    measured.compare_after_conv("Upsample_bicubic", Upsample{.scale_factor = 2, .mode = bicubic});
    const Multiply gate{skip, Sequential{conv(4, 4, 1), Sigmoid{}}};
    measured.compare_after_conv("Gate", gate);
    measured.compare_after_conv(
        "SqueezeExcite", Multiply{skip, Sequential{GlobalAvgPool{}, conv(4, 4, 1), Sigmoid{}}});
    measured.compare_after_conv("Add", Add{skip, ReLU{}});
    measured.compare_after_conv("Concat", Sequential{Concat{skip, ReLU{}}, conv(8, 2, 1)});
    measured.compare_after_conv("Multiply_3", Multiply{Sigmoid{}, ReLU{}, Tanh{}});
    const AdaptiveAvgPool2d rows{{8, 1}};
    const AdaptiveAvgPool2d columns{{1, 10}};
    const AdaptiveAvgPool2d matrix{{10, 5}};
    const Conv2d one_map{4, 1, 1, 1, 0, 1, 1, false};
    const MatMul first_broadcast{one_map, matrix};
    measured.compare_after_conv("Add_broadcast", Add{rows, columns, ReLU{}});
    measured.compare_after_conv("Multiply_broadcast", Multiply{rows, columns, Sigmoid{}});
    measured.compare_after_conv("Concat_height",
                                Sequential{Concat{skip, ReLU{}}.along(2), conv(4, 2, 1)});
    measured.compare_after_conv("MatMul", MatMul{ReLU{}, matrix});
    measured.compare_after_conv("MatMul_first_broadcast", first_broadcast);
    measured.compare_after_conv("MatMul_second_broadcast",
                                MatMul{Sigmoid{}, Sequential{one_map, matrix}});
    measured.compare_after_conv("MatMul_of_itself",
                                Sequential{AdaptiveAvgPool2d{8}, MatMul{skip, skip}});
    const Permute channels_last{{0, 2, 3, 1}};
    measured.compare_after_conv("Permute_Linear", Sequential{channels_last, Linear{4, 3}});
    measured.compare_after_conv("Permute_Conv", Sequential{channels_last, conv(8, 3, 1)});
    measured.compare_after_conv("Permute_Flatten",
                                Sequential{channels_last, Flatten{}, Linear{320, 3}});
    measured.compare_after_conv("Permute_GELU", Sequential{channels_last, GELU{}, Linear{4, 3}});
    measured.compare_after_conv("Permute_LayerNorm",
                                Sequential{channels_last, LayerNorm{4}, Linear{4, 3}});
    measured.compare_after_conv("ReLU_Permute_Linear",
                                Sequential{ReLU{}, channels_last, Linear{4, 3}});
    measured.compare_after_conv("ReLU_Permute_Flatten",
                                Sequential{ReLU{}, channels_last, Flatten{}, Linear{320, 3}});
    measured.compare_after_conv("ReLU_Permute_Conv",
                                Sequential{ReLU{}, channels_last, conv(8, 3, 1)});
    measured.compare_after_conv("Permute_ReLU_Linear",
                                Sequential{channels_last, ReLU{}, Linear{4, 3}});
    measured.compare_after_conv(
        "Permute_twice_Linear",
        Sequential{ReLU{}, channels_last, Permute{{0, 3, 1, 2}}, Linear{10, 3}});
    measured.compare_after_conv("Transpose_MatMul", MatMul{skip, Transpose{2, 3}});
    measured.compare_after_conv("Slice_Conv",
                                Sequential{Slice{.start = 1, .stop = 3}, conv(2, 3, 1)});
    measured.compare_after_conv("Slice_Linear",
                                Sequential{Slice{.dim = -1, .step = 2}, Linear{5, 3}});
    measured.compare_after_conv(
        "Chunk_Flatten", Sequential{Chunk{.chunks = 2, .index = 1}, Flatten{}, Linear{160, 3}});
    measured.compare_after_conv("Reshape_Linear", Sequential{Reshape{{4, 80}}, Linear{80, 3}});
    measured.compare_after_conv("ChannelShuffle", Sequential{ChannelShuffle{2}, conv(4, 2, 1)});
    measured.compare_after_conv("PixelShuffle", Sequential{PixelShuffle{2}, conv(1, 2, 1)});
    measured.compare_after_conv("PixelUnshuffle", Sequential{PixelUnshuffle{2}, conv(16, 2, 1)});
    measured.compare_after_conv("Mean", Sequential{Mean{{2, 3}}, Linear{4, 2}});
    measured.compare_after_conv("Flatten_shared", Sequential{ReLU{}, Flatten{}, Linear{320, 3}});
    measured.compare_after_conv("Dropout_between", Sequential{ReLU{}, Dropout{}, conv(4, 2, 3)});
    measured.compare_after_conv("Conv_ReLU_Conv", Sequential{conv(4, 3, 3), ReLU{}, conv(3, 2, 3)});
    measured.compare_after_conv("BatchNorm_ReLU_Pool",
                                Sequential{BatchNorm2d{}, ReLU{}, MaxPool2d{2}});

    measured.compare_first("ReLU_Conv",
                           Sequential{ReLU{}, MaxPool2d{2}, conv(4, 3, 3), conv(3, 2, 2)});
    measured.compare_first("Gate", gate);
    measured.compare_first("Sigmoid_gate", Multiply{Sigmoid{}, conv(4, 4, 1)});
    measured.compare_first("MatMul_second", MatMul{skip, Sequential{matrix, conv(4, 4, 1)}});
    measured.compare_first("MatMul_broadcast", first_broadcast);
    measured.compare_first("Multiply_broadcast", Multiply{rows, columns, conv(4, 4, 1)});
    measured.compare_first("Two_convs", Add{conv(4, 4, 1), conv(4, 4, 3, 1)});
    measured.compare_first("BatchNorm_Conv", Sequential{BatchNorm2d{}, conv(4, 3, 3)});
    measured.compare_first("Flatten_Linear",
                           Sequential{Flatten{}, Linear{320, 5}, ReLU{}, Linear{5, 2}});
    measured.compare_first("Nothing_trained", Sequential{ReLU{}, MaxPool2d{2}});
    measured.compare_first("Concat_input", Sequential{Concat{skip, conv(4, 4, 1)}, conv(8, 2, 1)});

    CHECK(measured.all_compared());
}

// ResNet-50 in the compiler too: PyTorch's figures of the same file.
constexpr int resnet50_on_a_batch_of_two() {
    const Training cost = training(models::resnet50(), {3, 224, hide(224)},
                                   {.batch = hide(2), .optimizer = Optimizer::adam});
    EXPECT(cost.activation_bytes == 172'031'488);
    EXPECT(cost.forward_macs == 8'178'368'512 && cost.backward_macs == 16'120'709'120);
    EXPECT(cost.gradient_bytes == 4 * 25'557'032 && cost.optimizer_bytes == 8 * 25'557'032);
    EXPECT(cost.bytes() == 172'031'488 + 16 * 25'557'032);
    return 0;
}
PROVE_TWICE(resnet50_on_a_batch_of_two)

constexpr int the_largest_models_stay_within_the_compilers_limits() {
    EXPECT(training(models::resnet152(), {3, hide(224), 224}, {.batch = 2}).activation_bytes ==
           355'466'752);
    EXPECT(training(models::densenet121(), {3, hide(224), 224}, {.batch = 2}).activation_bytes ==
           261'057'280);
    return 0;
}
PROVE_TWICE(the_largest_models_stay_within_the_compilers_limits)

constexpr int bytes_of_each_kind() {
    // The input, 2x4x4 in 2 bytes; a mask of 1 byte; 2 parameters per channel in 4.
    const Sequential net{BatchNorm2d{}, Dropout{}};
    const Training cost = training(net, {2, hide(4), 4},
                                   {.batch = 3, .bytes_per_activation = 2, .bytes_per_mask = 1});
    EXPECT(cost.activation_bytes == 3 * 32 * 2 + 2 * 2 * 4 + 3 * 32);
    EXPECT(cost.parameter_bytes == 4 * 4 && cost.backward_macs == 0);
    return 0;
}
PROVE_TWICE(bytes_of_each_kind)

// Measured as in data/make_training.py: the copy with a row and a column of zeros is saved.
constexpr int uneven_padding_is_saved_as_a_copy() {
    const auto saved = [](const auto& net) {
        return training(net, {4, hide(8), 8}, {.batch = 2}).activation_bytes;
    };
    const Conv2d even{.out_channels = 4, .kernel_size = 4, .padding = same};
    EXPECT(saved(even) == 2592);
    EXPECT(saved(Sequential{Conv2d{.out_channels = 4, .kernel_size = 3, .padding = 1}, ReLU{},
                            even}) == 6688);
    EXPECT(saved(Sequential{Conv2d{.out_channels = 4, .kernel_size = 2, .padding = same},
                            ReLU{}}) == 4640);
    EXPECT(saved(Sequential{Conv2d{.out_channels = 4, .kernel_size = {2, 3}, .padding = same},
                            ReLU{}}) == 4352);
    return 0;
}
PROVE_TWICE(uneven_padding_is_saved_as_a_copy)

constexpr int a_training_past_63_bits_is_poisoned() {
    const Training cost = training(Linear{1000, 1000}, {1000}, {.batch = hide(INT64_MAX / 1000)});
    EXPECT(cost.forward_macs == overflow && cost.backward_macs == overflow);
    EXPECT(cost.activation_bytes == overflow && cost.bytes() == overflow);
    EXPECT(cost.parameter_bytes == 4 * 1'001'000);
    return 0;
}
PROVE_TWICE(a_training_past_63_bits_is_poisoned)

/// Two gates before the map: their product is a gate too. PyTorch 1.13 saves 2128 bytes.
constexpr int gates_before_the_map() {
    const Sequential gate{GlobalAvgPool{}, PointwiseConv{.out_channels = 4}};
    const Multiply net{gate, gate, Conv2d{.out_channels = 4, .kernel_size = 1}};
    EXPECT(training(net, {4, hide(8), 8}).activation_bytes == 2128);
    return 0;
}
PROVE_TWICE(gates_before_the_map)

/// A user's convolution with a padding that the library's cannot have.
struct OddConv {
    static constexpr const char* name = "OddConv";
    static constexpr Op op = Op::conv;

    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {.weights = 1}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
    constexpr Window window(const Shape&) const { return {{.after = after}, {.before = before}}; }

    Count after = max_size;
    Count before = -max_size;
};

constexpr int the_largest_padding_saves_the_input() {
    const Shape in{4, hide(8), 8};
    EXPECT(training(OddConv{}, in).activation_bytes == 4 * 256);
    EXPECT(training(OddConv{max_size, max_size}, in).activation_bytes == 4 * 256);
    // The same along one axis: one more row, 4 x 9 x 8.
    EXPECT(training(OddConv{1, max_size}, in).activation_bytes == 4 * 4 * 9 * 8);
    return 0;
}
PROVE_TWICE(the_largest_padding_saves_the_input)

TEST_CASE("training of a padding past 32 bits is refused") {
    const auto refused = [](Count after, Count before) {
        return refusal([&] { return training(OddConv{after, before}, {4, 8, 8}); });
    };
    CHECK(refused(INT64_MAX, inferred).find("padding.height must be at most 2147483647") !=
          std::string::npos);
    CHECK(refused(0, inferred).find("padding.width must be at least -2147483647") !=
          std::string::npos);
    CHECK(refused(0, max_size) == "no error");
}

TEST_CASE("training options that are not positive are refused") {
    const auto message = [](const TrainingOptions& options) {
        try {
            static_cast<void>(training(ReLU{}, {4}, options));
        } catch (const shape_error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    CHECK(message({}) == "");
    CHECK(message({.batch = 0}) == "TrainingOptions.batch must be positive");
    CHECK(message({.batch = -1}) == "TrainingOptions.batch must be positive");
    CHECK(message({.bytes_per_activation = 0}) ==
          "TrainingOptions.bytes_per_activation must be positive");
    CHECK(message({.bytes_per_parameter = 0}) ==
          "TrainingOptions.bytes_per_parameter must be positive");
    CHECK(message({.bytes_per_mask = inferred}) ==
          "TrainingOptions.bytes_per_mask must be positive");
    CHECK_THROWS_AS(training(Linear{3, 4}, {4}), shape_error);
    CHECK_THROWS_AS(training(try_summarize(Linear{3, 4}, {4})), shape_error);
}

} // namespace
