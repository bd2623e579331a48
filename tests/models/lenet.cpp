#include <ctnn/models/lenet.hpp>

#include <ctnn/ctnn.hpp>

#include "support/graph.hpp"
#include "support/refusal.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

TEST_CASE("LeNet-5 as taught agrees with PyTorch row by row and node by node") {
    const auto summary = summarize(models::lenet5(), {1, hide(32), 32});
    oracle::compare(summary, "lenet5");
    graph::compare(summary, "lenet5");
}

constexpr int lenet5_as_taught() {
    EXPECT(params(models::lenet5()) == 61'706);
    EXPECT(macs(models::lenet5(), {1, hide(32), 32}) == 416'520);
    EXPECT(output_shape(models::lenet5(hide(26)), {1, 32, 32}) == Shape{26});
    return 0;
}
PROVE_TWICE(lenet5_as_taught)

/// A row of the paper's section II.B.
struct Published {
    const char* path;
    Shape output;
    Count parameters;
    Count connections;
};

constexpr int lenet5_of_1998() {
    const Published published[] = {
        {"C1", {6, 28, 28}, 156, 122'304},
        {"S2", {6, 14, 14}, 12, 5'880},
        {"C3", {16, 10, 10}, 1'516, 151'600},
        {"S4", {16, 5, 5}, 32, 2'000},
        {"C5", {120, 1, 1}, 48'120, 48'120},
        {"F6", {84}, 10'164, 10'164},
        {"output", {10}, 0, 840},
    };
    const auto summary =
        summarize(models::lenet5_1998(), {1, hide(32), 32}, conventions::connections);
    int layer = 0;
    for (int i = 0; i < summary.size(); ++i) {
        const Record& row = summary[i];
        if (row.op == Op::tanh || row.op == Op::flatten) {
            EXPECT(row.flops == 0 && row.params.trainable() == 0);
            continue;
        }
        EXPECT(layer < 7 && summary.path(i) == published[layer].path);
        EXPECT(row.output == published[layer].output);
        EXPECT(row.params.trainable() == published[layer].parameters);
        EXPECT(row.flops == published[layer].connections);
        ++layer;
    }
    EXPECT(layer == 7);
    EXPECT(summary.totals.params == 60'000 && summary.totals.flops == 340'908);
    EXPECT(summary.totals.buffers == 840);
    EXPECT(params(models::lenet5_1998()) == 60'000);
    EXPECT(flops(models::lenet5_1998(), {1, hide(32), 32}, conventions::connections) == 340'908);
    return 0;
}
PROVE_TWICE(lenet5_of_1998)

// The paper: the first six maps of C3 see three neighbouring maps of S2, the next six four, the
// next three two pairs, the last one all.
constexpr int the_connection_table() {
    const auto c3 = models::lenet5_c3();
    const char* const patterns[] = {"111000", "111100", "110110", "111111"};
    for (unsigned map = 0; map < 16; ++map) {
        for (unsigned i = 0; i < 6; ++i) {
            const bool is_connected = c3.connected[(map + i) % 6][map];
            EXPECT(is_connected == (patterns[map < 15 ? map / 6 : 3][i] == '1'));
        }
    }
    const Shape in{6, hide(14), 14};
    EXPECT(params(c3) == (6 * 3 + 9 * 4 + 6) * 25 + 16 && macs(c3, in) == 150'000);
    EXPECT(c3.window(in) == Conv2d{6, 16, 5}.window(in));
    return 0;
}
PROVE_TWICE(the_connection_table)

constexpr int the_layers_of_1998_alone() {
    // A table with every connection is a convolution.
    const models::PartialConv2d<2, 3> full{5, {{true, true, true}, {true, true, true}}};
    const Shape in{2, hide(9), 8};
    const Conv2d conv{2, 3, 5};
    EXPECT(output_shape(full, in) == output_shape(conv, in));
    EXPECT(params(full) == params(conv) && macs(full, in) == macs(conv, in));
    EXPECT(flops(full, in, conventions::arithmetic) == flops(conv, in, conventions::arithmetic));
    // Per output of subsampling: 3 additions of 4 inputs, the weight, the bias.
    EXPECT(flops(models::Subsampling{2}, in, conventions::arithmetic) == 2 * 4 * 4 * 5);
    EXPECT(output_shape(models::Subsampling{2}, in) == Shape{2, 4, 4});
    // Per unit: 84 differences, 84 squares, 83 additions.
    const models::EuclideanRBF rbf{84, 10};
    EXPECT(macs(rbf, {hide(84)}) == 840 && params(rbf) == 0);
    EXPECT(flops(rbf, {hide(84)}, conventions::arithmetic) == 10 * (84 + 84 + 83));
    return 0;
}
PROVE_TWICE(the_layers_of_1998_alone)

constexpr int connections() {
    const auto count = [](const auto& layer, const Shape& in) {
        return flops(layer, in, conventions::connections);
    };
    const Shape in{2, hide(8), 8};
    EXPECT(count(Conv2d{2, 3, 5}, in) == 3 * 4 * 4 * (2 * 25 + 1));
    EXPECT(count(Conv2d{.out_channels = 3, .kernel_size = 5, .bias = false}, in) == 3 * 16 * 50);
    EXPECT(count(Linear{8, 5}, {hide(8)}) == 45 && count(Linear{8, 5, false}, {hide(8)}) == 40);
    EXPECT(count(AvgPool2d{2}, in) == 2 * 64 && count(MaxPool2d{3, 1}, in) == 2 * 36 * 9);
    EXPECT(count(GlobalAvgPool{}, in) == 2 * 64);
    EXPECT(count(AdaptiveAvgPool2d{3}, in) == 2 * 10 * 10); // windows of 3, 4 and 3 on each axis
    EXPECT(count(Sequential{BatchNorm2d{}, Tanh{}, Flatten{}}, in) == 0);
    return 0;
}
PROVE_TWICE(connections)

TEST_CASE("what does not fit LeNet-5's own layers is refused") {
    const Shape map{6, 28, 28};
    const Shape small{6, 1, 1};
    const models::PartialConv2d<6, 16> table{.kernel_size = 5};
    CHECK(refusal([&] { return output_shape(models::Subsampling{}, map); }) != "no error");
    CHECK(refusal([&] { return output_shape(models::Subsampling{.channels = 5}, map); }) ==
          "layer 0 (Subsampling): expects 5 channels, gets 6 (6x28x28); set channels = 6");
    CHECK(refusal([&] { return output_shape(models::Subsampling{.channels = 6}, small); }) !=
          "no error");
    CHECK(refusal([&] {
              return output_shape(table, {5, 28, 28});
          }) ==
          "layer 0 (PartialConv2d): expects 6 channels, gets 5 (5x28x28); set in_channels = 5");
    CHECK(refusal([&] { return output_shape(table, small); }) != "no error");
    CHECK(refusal([&] { return output_shape(models::EuclideanRBF{84, 10}, {83}); }) != "no error");
    CHECK(refusal([&] { return output_shape(models::lenet5_1998(), {1, 28, 28}); }) != "no error");
}

} // namespace
