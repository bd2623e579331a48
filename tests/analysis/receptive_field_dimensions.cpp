// Receptive fields of networks over one and three dimensions; analysis/receptive_field.hpp.
#include <ctnn/analysis/receptive_field.hpp>

#include <ctnn/nn.hpp>

#include "support/refusal.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

// As a map of height 1: fields along the length are those along the width of the network over two
// dimensions whose kernels are 1 high.
constexpr int a_line_is_a_map_of_height_1() {
    const Sequential line{Conv1d{4, 6, 3, 2, 1}, MaxPool1d{2},
                          Residual{Conv1d{6, 6, 5, 1, same, 2}}, ConvTranspose1d{6, 6, 3, 2},
                          Conv1d{6, 8, 5}};
    const Sequential map{Conv2d{4, 6, {1, 3}, {1, 2}, {0, 1}}, MaxPool2d{{1, 2}},
                         Residual{Conv2d{6, 6, {1, 5}, 1, same, {1, 2}}},
                         ConvTranspose2d{6, 6, {1, 3}, {1, 2}}, Conv2d{6, 8, {1, 5}}};
    const auto of_line = receptive_fields(line, {4, hide(200)});
    const auto of_map = receptive_fields(map, {4, 1, hide(200)});
    for (int row = 0; row < of_line.size(); ++row) {
        EXPECT(of_line[row].length() == of_map[row].width);
        EXPECT(of_line[row].height == AxisField{} && of_line[row].depth == AxisField{});
    }
    EXPECT(of_line.network.length() == of_map.network.width);
    return 0;
}
PROVE_TWICE(a_line_is_a_map_of_height_1)

// Each axis of a volume as the same axis of a map.
constexpr int a_volume_is_a_map_and_a_depth() {
    const Sequential volume{Conv3d{3, 6, {3, 5, 7}, {1, 2, 2}, {1, 2, 3}}, MaxPool3d{{1, 2, 2}},
                            BatchNorm3d{6}, Conv3d{6, 8, {3, 3, 3}}, AvgPool3d{2}};
    const Sequential planes{Conv2d{3, 6, {5, 7}, 2, {2, 3}}, MaxPool2d{2}, BatchNorm2d{6},
                            Conv2d{6, 8, 3}, AvgPool2d{2}};
    const Sequential columns{Conv1d{3, 6, 3, 1, 1}, MaxPool1d{1}, BatchNorm1d{6}, Conv1d{6, 8, 3},
                             AvgPool1d{2}};
    const auto of_volume = receptive_fields(volume, {3, hide(16), 64, 64});
    const auto of_planes = receptive_fields(planes, {3, hide(64), 64});
    const auto of_columns = receptive_fields(columns, {3, hide(16)});
    for (int row = 0; row < of_volume.size(); ++row) {
        EXPECT(of_volume[row].height == of_planes[row].height);
        EXPECT(of_volume[row].width == of_planes[row].width);
        EXPECT(of_volume[row].depth == of_columns[row].length());
    }
    EXPECT(of_volume.network.depth.size == 6 && of_volume.network_row == 4);
    EXPECT(receptive_field(volume, {3, hide(16), 64, 64}) == of_volume.network);
    return 0;
}
PROVE_TWICE(a_volume_is_a_map_and_a_depth)

// Rows of features are no line: no window slides along them.
constexpr int tokens_have_no_field() {
    const auto field = receptive_field(TransformerEncoderLayer{12, 3, 20}, {hide(5), 12});
    EXPECT(field == ReceptiveField{});
    EXPECT(receptive_field(GRU{.hidden_size = 5}, {hide(7), 4}) == ReceptiveField{});
    return 0;
}
PROVE_TWICE(tokens_have_no_field)

// After layers whose positions depend on the data or change their order, it is unknown.
constexpr int what_cannot_be_seen_through() {
    const Sequential rolled{Conv1d{4, 4, 3}, Roll{{1}, {2}}};
    EXPECT(!receptive_field(rolled, {4, hide(20)}).is_known());
    const Sequential unpooled{MaxPool2d{2}, MaxUnpool2d{2}};
    EXPECT(!receptive_field(unpooled, {4, hide(20), 20}).is_known());
    const Sequential recurrent{Conv1d{4, 4, 3}, Transpose{1, 2}, GRU{.hidden_size = 5}};
    EXPECT(!receptive_field(recurrent, {4, hide(20)}).is_known());
    return 0;
}
PROVE_TWICE(what_cannot_be_seen_through)

// WaveNet's stack of 12 layers in cycles of 6: 2 * (2^6 - 1) samples before its own.
constexpr int wavenet_listens_back() {
    const Sequential causal{ConstantPad1d{{1, 0}}, Conv1d{1, 1, 2}, ConstantPad1d{{2, 0}},
                            Conv1d{.out_channels = 1, .kernel_size = 2, .dilation = 2}};
    const AxisField field = receptive_field(causal, {1, hide(100)}).length();
    EXPECT(field.size == 4 && field.padding == Fraction{3} && field.stride == Fraction{1});
    return 0;
}
PROVE_TWICE(wavenet_listens_back)

} // namespace
