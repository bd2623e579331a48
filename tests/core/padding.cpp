#include <ctnn/core/padding.hpp>

#include <ctnn/analysis/receptive_field.hpp>
#include <ctnn/nn.hpp>

#include <random>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

/// Before and after the input.
constexpr bool pads(const WindowAxis& axis, Count before, Count after) {
    return axis.before == before && axis.after == after;
}

// TensorFlow's two examples of keyword spotting, and ONNX's rule.
constexpr int same_upper_of_keyword_spotting() {
    constexpr Conv2d wide{
        .out_channels = 64, .kernel_size = {10, 8}, .stride = 2, .padding = same_upper};
    const Shape speech{1, hide(49), 40};
    EXPECT(output_shape(wide, speech) == Shape(64, 25, 20));
    EXPECT(pads(wide.window(speech).height, 4, 5) && pads(wide.window(speech).width, 3, 3));
    constexpr Conv2d narrow{
        .out_channels = 64, .kernel_size = {10, 4}, .stride = 2, .padding = same_upper};
    const Shape short_speech{1, hide(49), 10};
    EXPECT(output_shape(narrow, short_speech) == Shape(64, 25, 5));
    EXPECT(pads(narrow.window(short_speech).height, 4, 5));
    EXPECT(pads(narrow.window(short_speech).width, 1, 1));
    return 0;
}
PROVE_TWICE(same_upper_of_keyword_spotting)

constexpr int every_family_takes_it() {
    const Shape map{8, hide(15), 10};
    EXPECT(output_shape(DepthwiseConv{.kernel_size = 3, .stride = 2, .padding = same_upper}, map) ==
           Shape(8, 8, 5));
    EXPECT(output_shape(MaxPool2d{.kernel_size = 2, .padding = same_upper}, map) == Shape(8, 8, 5));
    EXPECT(output_shape(AvgPool2d{.kernel_size = 3, .stride = 2, .padding = same_upper}, map) ==
           Shape(8, 8, 5));
    EXPECT(output_shape(MaxPool2d{.kernel_size = 3, .stride = 1, .padding = same}, map) == map);
    const Shape line{4, hide(15)};
    EXPECT(output_shape(
               Conv1d{.out_channels = 6, .kernel_size = 4, .stride = 2, .padding = same_upper},
               line) == Shape(6, 8));
    EXPECT(output_shape(MaxPool1d{.kernel_size = 2, .padding = same_upper}, line) == Shape(4, 8));
    EXPECT(output_shape(AvgPool1d{.kernel_size = 2, .padding = same_upper}, line) == Shape(4, 8));
    const Shape volume{2, 5, hide(7), 9};
    EXPECT(output_shape(
               Conv3d{.out_channels = 3, .kernel_size = 3, .stride = 2, .padding = same_upper},
               volume) == Shape(3, 3, 4, 5));
    EXPECT(output_shape(MaxPool3d{.kernel_size = 2, .padding = same_upper}, volume) ==
           Shape(2, 3, 4, 5));
    EXPECT(output_shape(AvgPool3d{.kernel_size = 2, .padding = same_upper}, volume) ==
           Shape(2, 3, 4, 5));
    // A kernel that is larger than the input fits.
    EXPECT(output_shape(Conv2d{.out_channels = 1, .kernel_size = 9, .padding = same_upper},
                        {1, hide(3), 3}) == Shape(1, 3, 3));
    return 0;
}
PROVE_TWICE(every_family_takes_it)

constexpr int each_side() {
    constexpr Conv2d conv{
        .out_channels = 2, .kernel_size = 3, .stride = 2, .padding = {0, 1, 2, 3}};
    const Shape map{1, hide(8), 8};
    EXPECT(output_shape(conv, map) == Shape(2, 4, 6));
    EXPECT(pads(conv.window(map).height, 0, 1) && pads(conv.window(map).width, 2, 3));
    EXPECT(output_shape(Conv1d{.out_channels = 2, .kernel_size = 3, .padding = {2, 0}},
                        {1, hide(8)}) == Shape(2, 8)); // causal
    EXPECT(output_shape(Conv3d{.out_channels = 2, .kernel_size = 3, .padding = {2, 0, 1, 1, 1, 1}},
                        {1, 4, hide(8), 8}) == Shape(2, 4, 8, 8)); // causal in time
    EXPECT(output_shape(MaxPool2d{.kernel_size = 3, .stride = 2, .padding = {0, 1, 0, 1}}, map) ==
           Shape(1, 4, 4));
    EXPECT(try_summarize(Conv2d{.out_channels = 2, .kernel_size = 3, .padding = {0, -1, 0, 0}}, map)
               .error.misfit.problem == Problem::negative);
    EXPECT(try_summarize(Conv2d{.out_channels = 2, .kernel_size = 9, .padding = {0, 0, 1, 1}}, map)
               .error.misfit.problem == Problem::kernel_exceeds_input);
    EXPECT(try_summarize(MaxPool2d{.kernel_size = 2, .padding = {0, 2, 0, 0}}, map).error);
    return 0;
}
PROVE_TWICE(each_side)

constexpr int sentences() {
    const auto said = [](const auto& net) {
        return sentence(try_summarize(net, {1, hide(49), 10}).error);
    };
    EXPECT(
        said(Conv2d{.out_channels = 64, .kernel_size = {10, 4}, .stride = 2, .padding = same}) ==
        "layer 0 (Conv2d): padding same expects stride 1, gets 2; set padding = same_upper, here "
        "{4, 5, 1, 1}, for 25x5 as in TensorFlow");
    EXPECT(said(MaxPool2d{.kernel_size = 3, .stride = 3, .padding = same}) ==
           "layer 0 (MaxPool2d): padding same expects stride 1, gets 3; set padding = same_upper, "
           "here 1, for 17x4 as in TensorFlow");
    EXPECT(said(MaxPool2d{.kernel_size = 2, .padding = {0, 2, 0, 0}}) ==
           "layer 0 (MaxPool2d): padding.height must be less than the kernel's length, 2, is 2");
    return 0;
}
PROVE_TWICE(sentences)

// Padding inside a layer is as ZeroPad2d before it, but part of the layer.
TEST_CASE("random padding of each side against ZeroPad2d") {
    std::mt19937 random{7};
    const auto number = [&](int least, int most) {
        return static_cast<Count>(random() % static_cast<unsigned>(most - least + 1)) + least;
    };
    for (int i = 0; i < 2'000; ++i) {
        const Shape map{number(1, 4), number(1, 20), number(1, 20)};
        Conv2d conv{.out_channels = 3,
                    .kernel_size = {number(1, 5), number(1, 5)},
                    .stride = {number(1, 3), number(1, 3)},
                    .padding = same_upper,
                    .dilation = {number(1, 2), number(1, 2)}};
        if (i % 2 == 0) conv.padding = {number(0, 4), number(0, 4), number(0, 4), number(0, 4)};
        const auto whole = try_summarize(conv, map);
        const Window window = conv.window(map);
        Conv2d bare = conv;
        bare.padding = 0;
        const ZeroPad2d zeros{
            {window.width.before, window.width.after, window.height.before, window.height.after}};
        const auto apart = try_summarize(Sequential{zeros, bare}, map);
        INFO(i);
        REQUIRE(static_cast<bool>(whole.error) == static_cast<bool>(apart.error));
        if (whole.error) continue;
        REQUIRE(whole.totals.output == apart.totals.output);
        REQUIRE(whole.totals.macs == apart.totals.macs);
        REQUIRE(whole.totals.params == apart.totals.params);
        const ReceptiveField one = receptive_field(whole);
        const ReceptiveField two = receptive_field(apart);
        REQUIRE((one.height.size == two.height.size && one.height.padding == two.height.padding));
        REQUIRE((one.width.stride == two.width.stride && one.width.padding == two.width.padding));
        if (conv.padding.rule != PaddingRule::same_upper) continue;
        REQUIRE(whole.totals.output.height() == (map.height() - 1) / conv.stride.height + 1);
        REQUIRE(window.height.after - window.height.before >= 0);
        REQUIRE(window.height.after - window.height.before <= 1);
    }
}

} // namespace
