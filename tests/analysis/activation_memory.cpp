#include <ctnn/analysis/activation_memory.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/mobilenet.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/models/vgg.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// ResNet-50 in fp32: 7,225,344 bytes (published with the activations in place).
constexpr int the_peak_of_resnet50() {
    const auto summary = summarize(models::resnet50(), {3, hide(224), 224});
    EXPECT(4 * peak_activations(summary, ideal_in_place) == 7'225'344);
    // Nothing in place: a sum beside its two operands, 256x56x56 each.
    EXPECT(peak_activations(summary, nothing_in_place) == 3 * 256 * 56 * 56);
    return 0;
}
PROVE_TWICE(the_peak_of_resnet50)

constexpr int branches_stay_alive() {
    const Shape in{4, hide(5), 5};
    EXPECT(peak_activations(summarize(Concat{skip, Identity{}}, in), nothing_in_place) ==
           100 + 100 + 200);
    EXPECT(peak_activations(summarize(ReLU{}, in), ideal_in_place) == 100);
    EXPECT(peak_activations(ReLU{}, in, ideal_in_place) == 100);
    EXPECT(peak_activations(summarize(ReLU{}, in), {}) == 200);
    EXPECT(peak_activations(summarize(ReLU{}, in), nothing_in_place) == 200);
    EXPECT(peak_activations(summarize(Sequential<>{}, in)) == 100);
    EXPECT(peak_activations(summarize(Add{skip, skip}, in), ideal_in_place) == 100);
    EXPECT(peak_activations(summarize(Add{skip, skip}, in), nothing_in_place) == 200);
    return 0;
}
PROVE_TWICE(branches_stay_alive)

// MobileNetV2 at 224 in int8: the expansion to 96x112x112 beside its input with the depthwise
// convolutions in place, else the depthwise convolution's input and output.
constexpr int the_peaks_of_mobilenet_v2() {
    const auto summary = summarize(models::mobilenet_v2(), {3, hide(224), 224});
    InPlace all = ideal_in_place;
    all.depthwise = true;
    EXPECT(peak_activation_bytes(summary, DType::int8, all) == 1'404'928);
    EXPECT(peak_activation_bytes(summary, DType::int8, ideal_in_place) == 1'505'280);
    EXPECT(peak_activation_bytes(summary, DType::int8, fused_in_place) == 1'505'280);
    EXPECT(peak_activations(summary, all) == 1'404'928);
    return 0;
}
PROVE_TWICE(the_peaks_of_mobilenet_v2)

constexpr int what_is_in_place_is_a_choice() {
    const Shape in{4, hide(5), 5};
    const auto sum = summarize(Add{skip, Conv2d{4, 4, 1}}, in);
    EXPECT(peak_activations(sum, ideal_in_place) == 200);
    EXPECT(peak_activations(sum) == 300 && peak_activations(sum, {.sums = true}) == 200);
    // A sigmoid, and the product with it.
    EXPECT(peak_activations(SiLU{}, in) == 300 && peak_activations(Hardsigmoid{}, in) == 300);
    EXPECT(peak_activations(SiLU{}, in, ideal_in_place) == 100);
    const auto norm = summarize(Sequential{Conv2d{4, 8, 1}, BatchNorm2d{}, Sigmoid{}}, in);
    EXPECT(peak_activations(norm, ideal_in_place) == 300);
    EXPECT(peak_activations(norm, {.elementwise = true}) == 300);
    EXPECT(peak_activations(norm) == 400 && peak_activations(norm, nothing_in_place) == 400);
    EXPECT(peak_activations(summarize(Sequential{ReLU{}, ReLU{}}, in), nothing_in_place) == 200);
    return 0;
}
PROVE_TWICE(what_is_in_place_is_a_choice)

/// A convolution of 200 elements to 400, and a layer after it: 600 at once if that layer has no
/// output of its own.
constexpr bool is_fused(const auto&... after) {
    const Sequential net{Conv2d{8, 16, 1}, after...};
    const Count peak = peak_activations(net, {8, 5, 5}, fused_in_place);
    return peak == 600;
}

constexpr int what_is_fused() {
    const BatchNorm2d norm;
    EXPECT(is_fused(ReLU{}) && is_fused(ReLU6{}) && is_fused(norm) && is_fused(norm, ReLU6{}));
    EXPECT(!is_fused(ReLU{}, ReLU{}) && !is_fused(ReLU{}, norm) && !is_fused(norm, norm));
    EXPECT(!is_fused(LeakyReLU{}) && !is_fused(Sigmoid{}) && !is_fused(Hardswish{}));
    EXPECT(!is_fused(norm, LeakyReLU{}) && !is_fused(Dropout{}) && !is_fused(Identity{}));
    EXPECT(!is_fused(Flatten{}) && !is_fused(Softmax{}) && !is_fused(Dropout{}, ReLU{}));
    // Statistics of the sample are not known when the weights are stored.
    EXPECT(!is_fused(BatchNorm2d{.track_running_stats = false}));
    return 0;
}
PROVE_TWICE(what_is_fused)

/// The peak beside the input shows which layers write an output of their own.
constexpr int what_others_are_fused_into() {
    const auto peak = [](const auto& net, const Shape& in) {
        return peak_activations(net, in, fused_in_place) - in.elements();
    };
    const Shape in{1, hide(3), 3};
    const ConvTranspose2d up{.out_channels = 2, .kernel_size = 2, .stride = 2};
    EXPECT(peak(Sequential{up, BatchNorm2d{}}, in) == 72);
    EXPECT(peak(Sequential{up, ReLU{}}, in) == 2 * 72 - 9);
    EXPECT(peak(Sequential{up, BatchNorm2d{}, ReLU{}}, in) == 2 * 72 - 9);
    const Upsample large{.scale_factor = 2}; // an input with an output as large as the pool's
    EXPECT(peak(Sequential{MaxPool2d{1}, ReLU{}}, in) == 9);
    EXPECT(peak(Sequential{AvgPool2d{1}, ReLU6{}}, in) == 9);
    EXPECT(peak(Sequential{large, ReLU{}}, in) == 2 * 36 - 9);
    EXPECT(peak(Sequential{Add{skip, ReLU{}}, ReLU{}}, in) == 2 * 9);
    EXPECT(peak(Sequential{Linear{3, 50}, ReLU{}}, {hide(3)}) == 50);
    EXPECT(peak(Sequential{Linear{3, 50}, BatchNorm1d{}, ReLU{}}, {hide(3)}) == 50);
    // Normalised over the rows, not over the features.
    EXPECT(peak(Sequential{Linear{3, 50}, BatchNorm1d{}}, {2, hide(3)}) == 2 * 100 - 6);
    EXPECT(peak(Sequential{Linear{3, 50}, ReLU{}}, {2, hide(3)}) == 100);
    return 0;
}
PROVE_TWICE(what_others_are_fused_into)

/// A convolution, ReLU of it, and a head that reads the convolution or, last, nothing but it.
struct ReadTwice {
    static constexpr Size size = {.operations = 3, .edges = 3};

    bool gives_convolution = false;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        walk.into("conv", Conv2d{.out_channels = 4, .kernel_size = 1}, tensor);
        Tensor relu = tensor;
        walk.into("relu", ReLU{}, relu);
        Tensor head = gives_convolution ? relu : tensor;
        walk.into("head", PointwiseConv{.out_channels = 1}, head);
        if (!gives_convolution) tensor = head;
    }
};

// A tensor that another operation reads, or that is the output, stays intact.
constexpr int only_the_sole_reader_is_fused() {
    const Shape in{4, hide(5), 5};
    EXPECT(peak_activations(ReadTwice{}, in) == 100 + 100 + 25);
    EXPECT(peak_activations(ReadTwice{.gives_convolution = true}, in) == 100 + 100 + 25);
    EXPECT(peak_activations(Sequential{Conv2d{4, 4, 1}, Residual{ReLU{}}}, in) == 300);
    EXPECT(peak_activations(Sequential{Conv2d{4, 4, 1}, Concat{ReLU{}, ReLU{}}}, in) == 400);
    return 0;
}
PROVE_TWICE(only_the_sole_reader_is_fused)

// A kernel that sees more than one channel, or more kernels than channels, is not depthwise.
constexpr int only_depthwise_convolutions_are_done_channel_by_channel() {
    const Shape in{4, hide(5), 5};
    const auto peak = [&in](const auto& layer) {
        return peak_activations(summarize(layer, in), {.depthwise = true});
    };
    EXPECT(peak(DepthwiseConv{.kernel_size = 3, .padding = 1}) == 100);
    EXPECT(peak(DepthwiseConv{.kernel_size = 3, .stride = 2}) == 100);
    EXPECT(peak(Conv2d{.out_channels = 4, .kernel_size = 3, .padding = 1, .groups = 4}) == 100);
    EXPECT(peak(Conv2d{.out_channels = 4, .kernel_size = 3, .padding = 1, .groups = 2}) == 200);
    EXPECT(peak(Conv2d{4, 4, 1}) == 200);
    EXPECT(peak(DepthwiseConv{.kernel_size = 3, .padding = 2}) == 100 + 4 * 7 * 7);
    EXPECT(peak(DepthwiseConv{.kernel_size = 1, .depth_multiplier = 2}) == 300);
    return 0;
}
PROVE_TWICE(only_depthwise_convolutions_are_done_channel_by_channel)

constexpr int bytes_follow_the_type() {
    const Sequential net{Linear{.out_features = 3}, ReLU{}, Linear{.out_features = 5}};
    const Shape in{hide(9)};
    EXPECT(activation_bytes(net, in) == 4 * (3 + 3 + 5));
    EXPECT(activation_bytes(net, in, DType::int4) == 2 + 2 + 3);
    EXPECT(peak_activation_bytes(net, in) == 4 * 12); // ReLU is the linear layer's
    EXPECT(peak_activation_bytes(net, in, DType::binary) == 2 + 1);
    EXPECT(peak_activation_bytes(net, in, DType::bf16, nothing_in_place) == 24);
    EXPECT(activation_bytes(skip, in) == 0 && peak_activation_bytes(skip, in) == 36);
    return 0;
}
PROVE_TWICE(bytes_follow_the_type)

// The memory that tools print, by their formulas.

/// torchinfo's "Forward/backward pass size": 2 x 4 bytes x the outputs of layers with parameters.
constexpr Count torchinfo_bytes(const auto& net) {
    Count sum = 0;
    for (const Record& row : summarize(net, {3, hide(224), 224})) {
        if (row.params.trainable() > 0) sum = add(sum, mul(8, row.output.elements()));
    }
    return sum;
}

constexpr int torchinfo_prints() {
    EXPECT(torchinfo_bytes(models::resnet152()) == 360'873'792);
    EXPECT(2 * torchinfo_bytes(models::resnet50()) / 10'000 == 355'66);
    return 0;
}
PROVE_TWICE(torchinfo_prints)

/// convnet-burden: 4 bytes x every output but ReLU's, which is in place; rounded to MiB.
constexpr Count convnet_burden_mib(const auto& net) {
    Count sum = 0;
    for (const Record& row : summarize(net, {3, hide(224), 224})) {
        if (row.op != Op::relu) sum = add(sum, mul(4, row.output.elements()));
    }
    return (sum + (1 << 19)) >> 20;
}

constexpr int convnet_burden_prints() {
    EXPECT(convnet_burden_mib(models::vgg16()) == 58);
    EXPECT(convnet_burden_mib(models::resnet18()) == 23);
    EXPECT(convnet_burden_mib(models::resnet50_v1()) == 103); // the original paper's strides
    EXPECT(convnet_burden_mib(models::mobilenet_v1()) == 38);
    return 0;
}
PROVE_TWICE(convnet_burden_prints)

TEST_CASE("activation bytes past 63 bits are refused") {
    const auto huge = summarize(Sequential{ReLU{}, Softmax{}}, {INT64_MAX / 2});
    const char* const sentence = "a size or a count does not fit in 63 bits";
    CHECK(refusal([&] { return activation_bytes(huge); }) == sentence);
    CHECK(refusal([&] { return peak_activation_bytes(huge); }) == sentence);
    CHECK(peak_activation_bytes(huge, DType::int8) == INT64_MAX - 1);
    const auto unfit = try_summarize(Linear{3, 4}, {5});
    CHECK(refusal([&] { return activation_bytes(unfit); }).find("layer 0") == 0);
}

} // namespace
