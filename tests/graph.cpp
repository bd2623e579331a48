// Networks that are no trees, written as a user would, against PyTorch: tests/data/graph_nets.csv,
// where make_graph_nets.py says what each is.
#include <ctnn/graph.hpp>

#include <string>

#include "support/catch.hpp"
#include "support/csv.hpp"

using namespace ctnn;

namespace {

constexpr auto conv_bn(Count channels, Count kernel) {
    return Sequential{
        Conv2d{
            .out_channels = channels, .kernel_size = kernel, .padding = kernel / 2, .bias = false},
        BatchNorm2d{}, LeakyReLU{0.1}};
}
constexpr Conv2d conv(Count channels, Count kernel) {
    return {.out_channels = channels, .kernel_size = kernel, .padding = kernel / 2};
}

/// YOLOv2: 2x2 positions of an early map become channels of a late one.
constexpr Sequential passthrough{conv_bn(512, 3),
                                 Concat{Sequential{conv_bn(64, 1), PixelUnshuffle{2}},
                                        Sequential{MaxPool2d{2}, conv_bn(1024, 3)}},
                                 conv_bn(1024, 3), conv(425, 1)};

/// YOLOv3-tiny: a head for large objects, one for small ones.
constexpr Sequential tiny_yolo{conv_bn(16, 3),
                               MaxPool2d{2},
                               conv_bn(32, 3),
                               MaxPool2d{2},
                               conv_bn(64, 3),
                               MaxPool2d{2},
                               conv_bn(128, 3),
                               MaxPool2d{2},
                               conv_bn(256, 3),
                               Tag{"fine"},
                               MaxPool2d{2},
                               conv_bn(512, 3),
                               ZeroPad2d{{0, 1, 0, 1}},
                               MaxPool2d{.kernel_size = 2, .stride = 1},
                               conv_bn(1024, 3),
                               conv_bn(256, 1),
                               Tag{"neck"},
                               conv_bn(512, 3),
                               conv(255, 1),
                               Output{"large"},
                               From{"neck"},
                               conv_bn(128, 1),
                               Upsample{.scale_factor = 2},
                               Concat{skip, From{"fine"}},
                               conv_bn(256, 3),
                               conv(255, 1),
                               Output{"small"}};

/// RetinaNet's pyramid: every level has the same two heads.
constexpr auto tower = repeat<4>(Sequential{conv(256, 3), ReLU{}});
constexpr auto heads(Name classes, Name boxes) {
    return Sequential{
        conv(256, 3),    Tag{"level"},  Shared{"classes", Sequential{tower, conv(720, 3)}},
        Output{classes}, From{"level"}, Shared{"boxes", Sequential{tower, conv(36, 3)}},
        Output{boxes}};
}
constexpr auto merged_with(Name lateral) {
    return Sequential{Upsample{.scale_factor = 2},
                      Add{Sequential{From{lateral}, conv(256, 1)}, skip}};
}
constexpr auto strided(Count channels, Count stride) {
    return Conv2d{.out_channels = channels, .kernel_size = 3, .stride = stride, .padding = 1};
}
constexpr Sequential pyramid{strided(64, 8),
                             Tag{"c3"},
                             strided(128, 2),
                             Tag{"c4"},
                             strided(256, 2),
                             conv(256, 1),
                             Tag{"m5"},
                             merged_with("c4"),
                             Tag{"m4"},
                             merged_with("c3"),
                             heads("classes3", "boxes3"),
                             From{"m4"},
                             heads("classes4", "boxes4"),
                             From{"m5"},
                             heads("classes5", "boxes5")};

/// HRNet: three resolutions, each becomes the sum of all three.
constexpr auto down(Count channels) {
    return Sequential{
        Conv2d{
            .out_channels = channels, .kernel_size = 3, .stride = 2, .padding = 1, .bias = false},
        BatchNorm2d{}};
}
constexpr auto up(Count channels, double factor) {
    return Sequential{PointwiseConv{.out_channels = channels, .bias = false}, BatchNorm2d{},
                      Upsample{.scale_factor = factor}};
}
constexpr Sequential exchange{
    strided(32, 4),
    Tag{"high"},
    Input{0},
    strided(64, 8),
    Tag{"middle"},
    Input{0},
    strided(128, 16),
    Tag{"low"},
    Add{From{"high"}, Sequential{From{"middle"}, up(32, 2)}, Sequential{From{"low"}, up(32, 4)}},
    ReLU{},
    Output{"high"},
    Add{Sequential{From{"high"}, down(64)}, From{"middle"}, Sequential{From{"low"}, up(64, 2)}},
    ReLU{},
    Output{"middle"},
    Add{Sequential{From{"high"}, down(32), ReLU{}, down(128)},
        Sequential{From{"middle"}, down(128)}, From{"low"}},
    ReLU{},
    Output{"low"}};

/// Two inputs, one tower.
constexpr Shared siamese_tower{"tower",
                               Sequential{Conv2d{.out_channels = 16, .kernel_size = 5}, ReLU{},
                                          MaxPool2d{2}, Flatten{}, Linear{.out_features = 64}}};
constexpr Sequential siamese{Concat{siamese_tower, Sequential{Input{1}, siamese_tower}},
                             Linear{.out_features = 2}};

/// A vision transformer's block: 49 patches and a class token, 4 heads of 16.
constexpr auto attention_heads() {
    return Sequential{Linear{64, 64}, Reshape{{50, 4, 16}}, Transpose{1, 2}};
}
constexpr Sequential self_attention{
    LayerNorm{64},
    Tag{"normed"},
    MatMul{attention_heads(), Sequential{attention_heads(), Transpose{2, 3}}},
    Softmax{-1},
    MatMul{skip, Sequential{From{"normed"}, attention_heads()}},
    Transpose{1, 2},
    Reshape{{50, 64}},
    Linear{64, 64}};
constexpr Sequential transformer_block{
    Conv2d{.out_channels = 64, .kernel_size = 4, .stride = 4},
    Flatten{2},
    Transpose{1, 2},
    Concat{Parameter{1, 64}, skip},
    Add{skip, Parameter{50, 64}},
    Residual{self_attention},
    Residual{Sequential{LayerNorm{64}, Linear{64, 256}, GELU{}, Linear{256, 64}}},
    LayerNorm{64},
    Slice{.stop = 1},
    Flatten{},
    Linear{64, 10}};

/// ShuffleNetV2's stage 2: a unit that halves the map, three that keep it.
constexpr auto pointwise(Count channels) {
    return Sequential{PointwiseConv{.out_channels = channels, .bias = false}, BatchNorm2d{},
                      ReLU{}};
}
constexpr auto depthwise(Count stride) {
    return Sequential{
        DepthwiseConv{.kernel_size = 3, .stride = stride, .padding = 1, .bias = false},
        BatchNorm2d{}};
}
constexpr Sequential shuffle{
    Concat{Sequential{depthwise(2), pointwise(58)},
           Sequential{pointwise(58), depthwise(2), pointwise(58)}},
    ChannelShuffle{2},
    repeat<3>(Sequential{Concat{Chunk{.chunks = 2, .index = 0},
                                Sequential{Chunk{.chunks = 2, .index = 1}, pointwise(58),
                                           depthwise(1), pointwise(58)}},
                         ChannelShuffle{2}})};

/// U-Net: convolutions without padding, so what is bridged is cropped.
constexpr auto pair_of(Count channels) {
    const Conv2d valid{.out_channels = channels, .kernel_size = 3};
    return Sequential{valid, ReLU{}, valid, ReLU{}};
}
constexpr auto bridged(Name from, Count crop, Count channels) {
    return Sequential{ConvTranspose2d{.out_channels = channels, .kernel_size = 2, .stride = 2},
                      Concat{Sequential{From{from}, ZeroPad2d{-crop}}, skip}, pair_of(channels)};
}
constexpr Sequential unet{pair_of(64),
                          Tag{"level 1"},
                          MaxPool2d{2},
                          pair_of(128),
                          Tag{"level 2"},
                          MaxPool2d{2},
                          pair_of(256),
                          bridged("level 2", 4, 128),
                          bridged("level 1", 16, 64),
                          conv(2, 1)};

Shape shape_of(const std::string& text) {
    Shape shape;
    for (const std::string& size : csv::split(text, 'x')) shape.append(std::stoll(size));
    return shape;
}

template <Layer L>
void compare(const std::string& name, const L& net) {
    for (const csv::Row& row : csv::read("graph_nets.csv")) {
        if (row.at("name") != name) continue;
        INFO(name);
        Inputs inputs;
        inputs.count = 0;
        for (const std::string& input : csv::split(row.at("inputs"), ' ')) {
            inputs.shapes[inputs.count++] = shape_of(input);
        }
        const auto summary = try_summarize(net, inputs);
        INFO(sentence(summary.error).c_str());
        REQUIRE(!summary.error);
        CHECK(summary.totals.params == std::stoll(row.at("params")));
        CHECK(summary.totals.macs == std::stoll(row.at("macs")));
        CHECK(macs(net, inputs) == summary.totals.macs);
        CHECK(params(net, inputs) == summary.totals.params);
        CHECK(totals(net, inputs).params == summary.totals.params);
        const auto outputs = csv::split(row.at("outputs"), ' ');
        const auto shapes = output_shapes(net, inputs);
        REQUIRE(shapes.size() == static_cast<int>(outputs.size()));
        for (int i = 0; i < shapes.size(); ++i) {
            CHECK(shapes[i] == shape_of(outputs[static_cast<std::size_t>(i)]));
            CHECK(summary.outputs[i].shape == shapes[i]);
        }
        return;
    }
    FAIL("no network " << name);
}

TEST_CASE("networks that are no trees, against PyTorch") {
    compare("passthrough", passthrough);
    compare("tiny_yolo", tiny_yolo);
    compare("pyramid", pyramid);
    compare("exchange", exchange);
    compare("siamese", siamese);
    compare("transformer_block", transformer_block);
    compare("shuffle", shuffle);
    compare("unet", unet);
}

// In the compiler too.
static_assert(params(tiny_yolo, {3, 416, 416}) == 8'852'366);
static_assert(macs(pyramid, {3, 256, 256}) == 9'544'400'896);
static_assert(params(siamese, Inputs{Shape{1, 28, 28}, Shape{1, 28, 28}}) == 148'194);

} // namespace
