#include <ctnn/layers/convolution1d.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// single_modules.csv, conv1d and convtranspose1d; the sizes of a recogniser of activities.
constexpr int convolutions_over_a_line() {
    const Conv1d conv{.in_channels = 4, .out_channels = 6, .kernel_size = 3, .stride = 2};
    EXPECT(output_shape(conv, {4, hide(20)}) == Shape{6, 9});
    EXPECT(params(conv) == 78 && macs(conv, {4, hide(20)}) == 648);
    const Conv1d keeps{.out_channels = 6, .kernel_size = 4, .padding = same};
    EXPECT(output_shape(keeps, {4, hide(19)}) == Shape{6, 19});
    const ConvTranspose1d back{.in_channels = 6, .out_channels = 4, .kernel_size = 3, .stride = 2};
    EXPECT(output_shape(back, {6, hide(10)}) == Shape{4, 21} && macs(back, {6, 10}) == 720);
    const Sequential net{Conv1d{30, 128, 3}, Conv1d{128, 128, 9}, Conv1d{128, 128, 5}, MaxPool1d{3},
                         MaxPool1d{3},       Conv1d{128, 128, 3}, MaxPool1d{3}};
    const auto summary = summarize(net, {30, hide(100)});
    EXPECT(summary[3].output == Shape{128, 28} && summary[4].output == Shape{128, 9});
    EXPECT(summary[5].output == Shape{128, 7} && summary[6].output == Shape{128, 2});
    return 0;
}
PROVE_TWICE(convolutions_over_a_line)

TEST_CASE("errors of convolutions over a line") {
    const Conv1d conv{4, 6, 3};
    CHECK(
        refusal([&] {
            return output_shape(conv, {4, 2});
        }) ==
        "layer 0 (Conv1d): expects a padded length of at least 3 for its kernel, gets 2 (4x2); use "
        "a kernel that spans at most 2, or 1 more padding");
    CHECK(refusal([&] {
              return output_shape(conv, {4, 20, 20});
          }) == "layer 0 (Conv1d): expects CxL (2 axes), gets 4x20x20 (3 axes); shapes have no "
                "batch, and a "
                "map CxHxW needs the layer for two dimensions");
    CHECK(refusal([&] { return output_shape(conv, {20}); }) ==
          "layer 0 (Conv1d): expects CxL (2 axes), gets 20 (1 axis); one channel is 1x20");
    CHECK(refusal([] {
              return output_shape(Conv1d{4, 6, 3, 1, {1, 2, 3, 4}}, {4, 20});
          }) == "layer 0 (Conv1d): padding.length must not be negative, is -1");
    const Conv1d reflects{
        .out_channels = 6, .kernel_size = 3, .padding = 5, .padding_mode = PaddingMode::reflect};
    CHECK(
        refusal([&] {
            return output_shape(reflects, {4, 5});
        }) ==
        "layer 0 (Conv1d): expects a length of at least 6, more than the reflected padding, gets 5 "
        "(4x5)");
}

} // namespace
