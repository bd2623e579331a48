#include <ctnn/layers/shuffle.hpp>

#include <ctnn/graph.hpp>

#include "../support/moves.hpp"
#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("ChannelShuffle, PixelShuffle and PixelUnshuffle as PyTorch's, with random settings") {
    moves::compare("channel_shuffle",
                   [](const std::vector<Count>& of) { return ChannelShuffle{of[0]}; });
    moves::compare("pixel_shuffle",
                   [](const std::vector<Count>& of) { return PixelShuffle{of[0]}; });
    moves::compare("pixel_unshuffle",
                   [](const std::vector<Count>& of) { return PixelUnshuffle{of[0]}; });
}

constexpr int channels_become_positions_and_back() {
    const Shape in{hide(8), 5, 7};
    EXPECT(output_shape(PixelShuffle{2}, in) == Shape{2, 10, 14});
    EXPECT(output_shape(Sequential{PixelShuffle{2}, PixelUnshuffle{2}}, in) == in);
    EXPECT(output_shape(ChannelShuffle{4}, in) == in);
    EXPECT(misfit_of(ChannelShuffle{3}, in).problem == Problem::groups);
    EXPECT(misfit_of(PixelShuffle{3}, in).expected == 9);
    EXPECT(misfit_of(PixelUnshuffle{5}, in).axis == Axis::width);
    EXPECT(misfit_of(PixelShuffle{}, in).problem == Problem::not_positive);
    EXPECT(misfit_of(PixelShuffle{2}, {8, hide(1 << 30), 1}).field == Field::upscale_factor);
    EXPECT(misfit_of(PixelShuffle{hide(1 << 30)}, in).problem == Problem::own_words);
    return 0;
}
PROVE_TWICE(channels_become_positions_and_back)

/// The unit of ShuffleNetV2 (arXiv:1807.11164, figure 3c), of x1.0's stage 2.
constexpr Sequential shuffle_unit{
    Concat{Chunk{.chunks = 2, .index = 0},
           Sequential{Chunk{.chunks = 2, .index = 1},
                      PointwiseConv{.out_channels = 58, .bias = false}, BatchNorm2d{58}, ReLU{},
                      Conv2d{.in_channels = 58,
                             .out_channels = 58,
                             .kernel_size = 3,
                             .padding = 1,
                             .groups = 58,
                             .bias = false},
                      BatchNorm2d{58}, PointwiseConv{.out_channels = 58, .bias = false},
                      BatchNorm2d{58}, ReLU{}}},
    ChannelShuffle{2}};

// torchvision 0.14: shufflenet_v2_x1_0().stage2[1] on 116x28x28, its convolutions' MACs.
constexpr int a_unit_of_shufflenet() {
    const Shape in{hide(116), 28, 28};
    EXPECT(output_shape(shuffle_unit, in) == in);
    EXPECT(params(shuffle_unit, in) == 7'598);
    EXPECT(macs(shuffle_unit, in) == 5'684'000);
    return 0;
}
PROVE_TWICE(a_unit_of_shufflenet)

} // namespace
