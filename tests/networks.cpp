// Networks of one and three dimensions, of words and of two inputs, as a user writes them, against
// PyTorch's rows of the same networks.
#include <ctnn/nn.hpp>

#include "support/modules.hpp"

using namespace ctnn;

namespace {

constexpr auto ecg_block(Count in, Count out, Count stride) {
    const auto conv = [](Count from, Count to, Count kernel, Count step) {
        return Conv1d{.in_channels = from,
                      .out_channels = to,
                      .kernel_size = kernel,
                      .stride = step,
                      .padding = kernel / 2,
                      .bias = false};
    };
    const Sequential body{conv(in, out, 7, stride), BatchNorm1d{out}, ReLU{}, conv(out, out, 7, 1),
                          BatchNorm1d{out}};
    const Sequential projection{conv(in, out, 1, stride), BatchNorm1d{out}};
    return Sequential{Residual{body, If{stride != 1 || in != out, projection, Identity{}}}, ReLU{}};
}

/// Five classes of 1,000 samples of a twelve-lead ECG.
constexpr Sequential ecg{
    Conv1d{.in_channels = 12,
           .out_channels = 32,
           .kernel_size = 15,
           .stride = 2,
           .padding = 7,
           .bias = false},
    BatchNorm1d{32},
    ReLU{},
    MaxPool1d{.kernel_size = 3, .stride = 2, .padding = 1},
    ecg_block(32, 32, 1),
    ecg_block(32, 64, 2),
    ecg_block(64, 128, 2),
    AdaptiveAvgPool1d{1},
    Flatten{},
    Dropout{0.2},
    Linear{128, 5},
};

/// A tag of each word of a sentence.
constexpr Sequential tagger{
    Embedding{.num_embeddings = 10000, .embedding_dim = 100, .padding_idx = 0},
    Dropout{},
    LSTM{.input_size = 100, .hidden_size = 128, .num_layers = 2, .bidirectional = true},
    Dropout{},
    Linear{256, 17},
};

/// Three times as many pixels along each axis (ESPCN, arXiv:1609.05158).
constexpr Sequential super_resolution{
    Conv2d{1, 64, 5, 1, 2}, Tanh{},          Conv2d{64, 32, 3, 1, 1}, Tanh{},
    Conv2d{32, 9, 3, 1, 1}, PixelShuffle{3},
};

/// How well two vectors of different sizes match.
constexpr Sequential match{
    Branches{Bilinear{16, 24, 8}, Sequential{Input{0}, Linear{30, 16}},
             Sequential{Input{1}, Linear{40, 24}}},
    ReLU{},
    Linear{8, 1},
};

constexpr auto volume_block(Count in, Count out, Count stride) {
    return Sequential{Conv3d{in, out, 3, stride, 1}, InstanceNorm3d{.affine = true}, LeakyReLU{},
                      Conv3d{out, out, 3, 1, 1},     InstanceNorm3d{.affine = true}, LeakyReLU{}};
}

constexpr auto volume_up(Name level, Count out) {
    return Sequential{Concat{ConvTranspose3d{2 * out, out, 2, 2}, From{level}},
                      volume_block(2 * out, out, 1)};
}

/// A U-Net of scans.
constexpr Sequential scans{
    volume_block(1, 16, 1),  Tag{"1"},           volume_block(16, 32, 2),  Tag{"2"},
    volume_block(32, 64, 2), Tag{"3"},           volume_block(64, 128, 2), volume_up("3", 64),
    volume_up("2", 32),      volume_up("1", 16), Conv3d{16, 3, 1},
};

TEST_CASE("networks as a user writes them, module by module") {
    modules::compare(summarize(ecg, {12, 1000}), "ecg_cnn");
    modules::compare(summarize(tagger, {50}), "bilstm_tagger");
    modules::compare(summarize(super_resolution, {1, 60, 80}), "espcn_x3");
    // ReLU is a function there.
    modules::compare(summarize(match, Inputs{Shape{30}, Shape{40}}), "bilinear_match");
    modules::compare(summarize(scans, {1, 32, 64, 64}), "unet3d");
}

} // namespace
