#include <ctnn/summary.hpp>

#include <ctnn/ctnn.hpp>

#include "support/oracle.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

// The oracle's networks, as tests/data has them from PyTorch, one after the other.

constexpr auto lecture_cnn(Count in_channels) {
    return Sequential{Conv2d{in_channels, 5, 3, 1, 1},
                      MaxPool2d{2, 2},
                      Conv2d{5, 10, 3, 1, 1},
                      MaxPool2d{2, 2},
                      Flatten{},
                      Linear{640, 10}};
}

constexpr Sequential lenet5{Conv2d{1, 6, 5}, ReLU{},          MaxPool2d{2, 2}, Conv2d{6, 16, 5},
                            ReLU{},          MaxPool2d{2, 2}, Flatten{},       Linear{400, 120},
                            ReLU{},          Linear{120, 84}, ReLU{},          Linear{84, 10}};

constexpr Sequential convnetjs_cifar10{Conv2d{3, 16, 5, 1, 2},
                                       ReLU{},
                                       MaxPool2d{2, 2},
                                       Conv2d{16, 20, 5, 1, 2},
                                       ReLU{},
                                       MaxPool2d{2, 2},
                                       Conv2d{20, 20, 5, 1, 2},
                                       ReLU{},
                                       MaxPool2d{2, 2},
                                       Flatten{},
                                       Linear{320, 10},
                                       Softmax{1}};

constexpr Sequential alexnet2012{
    Conv2d{3, 96, 11, 4},
    ReLU{},
    LocalResponseNorm{5, 1e-4, 0.75, 2},
    MaxPool2d{3, 2},
    Conv2d{.in_channels = 96, .out_channels = 256, .kernel_size = 5, .padding = 2, .groups = 2},
    ReLU{},
    LocalResponseNorm{5, 1e-4, 0.75, 2},
    MaxPool2d{3, 2},
    Conv2d{.in_channels = 256, .out_channels = 384, .kernel_size = 3, .padding = 1},
    ReLU{},
    Conv2d{.in_channels = 384, .out_channels = 384, .kernel_size = 3, .padding = 1, .groups = 2},
    ReLU{},
    Conv2d{.in_channels = 384, .out_channels = 256, .kernel_size = 3, .padding = 1, .groups = 2},
    ReLU{},
    MaxPool2d{3, 2},
    Flatten{},
    Linear{9216, 4096},
    ReLU{},
    Dropout{},
    Linear{4096, 4096},
    ReLU{},
    Dropout{},
    Linear{4096, 1000},
    Softmax{1}};

constexpr auto conv3(Count out_channels) {
    return Sequential{Conv2d{.out_channels = out_channels, .kernel_size = 3, .padding = 1}, ReLU{}};
}
constexpr auto conv1(Count out_channels) {
    return Sequential{PointwiseConv{.out_channels = out_channels}, ReLU{}};
}
constexpr Sequential classifier{Flatten{}, Linear{512 * 7 * 7, 4096}, ReLU{},
                                Dropout{}, Linear{4096, 4096},        ReLU{},
                                Dropout{}, Linear{4096, 1000},        Softmax{1}};
constexpr MaxPool2d pool{2, 2};

template <int Third>
constexpr auto vgg_from_11(const auto& first) {
    return Sequential{first,
                      pool,
                      repeat<Third>(conv3(128)),
                      pool,
                      repeat<2>(conv3(256)),
                      pool,
                      repeat<2>(conv3(512)),
                      pool,
                      repeat<2>(conv3(512)),
                      pool,
                      classifier};
}
constexpr auto vgg_a = vgg_from_11<1>(conv3(64));
constexpr auto vgg_a_lrn = vgg_from_11<1>(Sequential{conv3(64), LocalResponseNorm{5}});
constexpr auto vgg_b = vgg_from_11<2>(repeat<2>(conv3(64)));
template <class Extra>
constexpr auto vgg_c_or_d(Extra extra) {
    return Sequential{repeat<2>(conv3(64)),
                      pool,
                      repeat<2>(conv3(128)),
                      pool,
                      repeat<2>(conv3(256)),
                      extra(256),
                      pool,
                      repeat<2>(conv3(512)),
                      extra(512),
                      pool,
                      repeat<2>(conv3(512)),
                      extra(512),
                      pool,
                      classifier};
}
constexpr auto vgg_c = vgg_c_or_d(conv1);
constexpr auto vgg_d = vgg_c_or_d(conv3);
constexpr auto vgg_e = vgg_c_or_d([](Count channels) { return repeat<2>(conv3(channels)); });

constexpr Shape image{3, 224, 224};

TEST_CASE("the lecture's networks are PyTorch's, row by row") {
    oracle::compare(summarize(lecture_cnn(hide(1)), {1, 32, 32}), "lecture_cnn_gray");
    oracle::compare(summarize(lecture_cnn(hide(3)), {3, 32, 32}), "lecture_cnn_rgb");
    oracle::compare(summarize(lenet5, {1, hide(32), 32}), "lenet5");
    oracle::compare(summarize(convnetjs_cifar10, {3, hide(32), 32}), "convnetjs_cifar10");
    oracle::compare(summarize(alexnet2012, {3, hide(227), 227}), "alexnet2012");
}

TEST_CASE("the VGG paper's configurations are PyTorch's, row by row") {
    oracle::compare(summarize(vgg_a, {3, hide(224), 224}), "vgg_paper_A");
    oracle::compare(summarize(vgg_a_lrn, {3, hide(224), 224}), "vgg_paper_A_LRN");
    oracle::compare(summarize(vgg_b, {3, hide(224), 224}), "vgg_paper_B");
    oracle::compare(summarize(vgg_c, {3, hide(224), 224}), "vgg_paper_C");
    oracle::compare(summarize(vgg_d, {3, hide(224), 224}), "vgg_paper_D");
    oracle::compare(summarize(vgg_e, {3, hide(224), 224}), "vgg_paper_E");
}

constexpr int published_totals() {
    EXPECT(params(vgg_a, image) == 132'863'336 && params(vgg_b, image) == 133'047'848);
    EXPECT(params(vgg_c, image) == 133'638'952 && params(vgg_d, image) == 138'357'544);
    EXPECT(params(vgg_e, image) == 143'667'240);
    EXPECT(macs(vgg_d, {3, hide(224), 224}) == 15'470'264'320);
    EXPECT(params(alexnet2012) == 60'965'224);
    EXPECT(macs(alexnet2012, {3, hide(227), 227}) == 724'406'816);
    EXPECT(params(convnetjs_cifar10) == 22'466);
    EXPECT(macs(convnetjs_cifar10, {3, hide(32), 32}) == 3'920'000);
    return 0;
}
PROVE_TWICE(published_totals)

constexpr int rows_and_totals_agree() {
    const auto summary = summarize(lenet5, {1, hide(32), 32});
    Totals sum;
    for (const Record& row : summary) {
        sum.params += row.params.trainable();
        sum.buffers += row.params.buffers;
        sum.macs += row.work.macs;
        sum.flops += row.flops;
    }
    EXPECT(sum.params == summary.totals.params && sum.macs == summary.totals.macs);
    EXPECT(sum.flops == summary.totals.flops && sum.buffers == summary.totals.buffers);
    EXPECT(summary.totals.output == Shape{10} && summary.totals.operations == 12);
    EXPECT(summary.totals.params == params(lenet5) &&
           summary.totals.macs == macs(lenet5, summary.input));
    EXPECT(summary.totals.flops == flops(lenet5, summary.input));
    return 0;
}
PROVE_TWICE(rows_and_totals_agree)

constexpr int each_question_computes_just_what_it_asks() {
    // 2^62 MACs are 2^63 FLOPs, which no Count holds: shape, parameters and MACs are answered.
    const Linear wide{1LL << 31, 1LL << 31, false};
    const Shape in{hide(1LL << 31)};
    EXPECT(output_shape(wide, in) == in && params(wide, in) == 1LL << 62);
    EXPECT(macs(wide, in) == 1LL << 62);
    return 0;
}
PROVE_TWICE(each_question_computes_just_what_it_asks)

constexpr int what_does_not_fit_is_a_value() {
    const auto good = try_summarize(lenet5, {1, hide(32), 32});
    EXPECT(!good.error && good.size() == 12 && good.totals.params == 61'706);
    const auto bad = try_summarize(lenet5, {1, hide(28), 28});
    EXPECT(bad.error.misfit.problem == Problem::features && bad.error.index == 7);
    EXPECT(bad.error.misfit.expected == 400 && bad.error.misfit.got == 256);
    EXPECT(bad.size() == 7 && bad.totals.params == 156 + 2'416);
    EXPECT(bad.totals.output == Shape{} && bad[6].output == Shape{256});
    EXPECT(sentence(bad.error) == "layer 7 (Linear, at 7): expects 400 input features, gets 256 "
                                  "(256); set in_features = 256");
    // A sum that does not fit is left out of the totals, and its row too.
    const Sequential large{Linear{1LL << 31, 1LL << 31, false},
                           Linear{1LL << 31, 1LL << 31, false}};
    const auto over = try_summarize(large, {hide(1LL << 31)}, conventions::arithmetic);
    EXPECT(over.error.misfit.problem == Problem::too_large && over.error.index == 1);
    EXPECT(over.size() == 1 && over.totals.params == 1LL << 62);
    const auto no_input = try_summarize(lenet5, {});
    EXPECT(no_input.error.misfit.problem == Problem::input_shape && no_input.size() == 0);
    return 0;
}
PROVE_TWICE(what_does_not_fit_is_a_value)

} // namespace
