#include <ctnn/core/summary.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/lenet.hpp>

#include "../support/oracle.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// tests/models compares the models with PyTorch; the lecture's is in no header.
constexpr auto lecture_cnn(Count in_channels) {
    return Sequential{Conv2d{in_channels, 5, 3, 1, 1},
                      MaxPool2d{2, 2},
                      Conv2d{5, 10, 3, 1, 1},
                      MaxPool2d{2, 2},
                      Flatten{},
                      Linear{640, 10}};
}

constexpr auto lenet5 = models::lenet5();

TEST_CASE("the lecture's networks are PyTorch's, row by row") {
    oracle::compare(summarize(lecture_cnn(hide(1)), {1, 32, 32}), "lecture_cnn_gray");
    oracle::compare(summarize(lecture_cnn(hide(3)), {3, 32, 32}), "lecture_cnn_rgb");
}

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
           summary.totals.macs == macs(lenet5, summary.inputs));
    EXPECT(summary.totals.flops == flops(lenet5, summary.inputs));
    return 0;
}
PROVE_TWICE(rows_and_totals_agree)

constexpr int totals_are_those_of_each_question() {
    const auto net = lecture_cnn(hide(3));
    const Totals sums = totals(net, {3, 32, 32});
    EXPECT(sums.output == Shape{10} && sums.operations == 6 && sums.buffers == 0);
    EXPECT(sums.params == params(net) && sums.macs == macs(net, {3, 32, 32}));
    EXPECT(sums.flops == flops(net, {3, 32, 32}));
    EXPECT(totals(BatchNorm2d{}, {hide(3), 4, 4}).buffers == 6);
    return 0;
}
PROVE_TWICE(totals_are_those_of_each_question)

constexpr bool totals_are_the_summarys(const auto& net, const Shape& in) {
    const Totals sums = totals(net, in);
    const Totals whole = summarize(net, in).totals;
    return sums.output == whole.output && sums.operations == whole.operations &&
           sums.params == whole.params && sums.buffers == whole.buffers &&
           sums.macs == whole.macs && sums.flops == whole.flops && macs(net, in) == whole.macs &&
           flops(net, in) == whole.flops;
}

// A layer of a user's that is more than the one that it is made from.
struct Mixing : ReLU {
    static constexpr const char* name = "Mixing";
    constexpr Work work(const Shape& in, const Shape&) const { return {.macs = in.elements()}; }
};

// One whose output shape is a member: a reference, and not to its input.
struct Fixed {
    static constexpr const char* name = "Fixed";
    Shape shape;

    constexpr const Shape& output_shape(const Shape&) const { return shape; }
    constexpr Params params() const { return {.weights = 7}; }
    constexpr Work work(const Shape&, const Shape& out) const { return {.macs = out.elements()}; }
};

constexpr int layers_without_macs_are_counted_alike() {
    const Shape map{8, hide(6), 6};
    EXPECT(totals_are_the_summarys(Sequential{ReLU{}, ReLU6{}, LeakyReLU{}, PReLU{}, ELU{},
                                              Sigmoid{}, Tanh{}, SiLU{}, GELU{}, Hardsigmoid{},
                                              Hardswish{}, Softmax{}, Dropout{}, Identity{}},
                                   map));
    EXPECT(totals_are_the_summarys(
        Sequential{BatchNorm2d{}, BatchNorm2d{.track_running_stats = false}, GroupNorm{2},
                   LayerNorm{6}, LocalResponseNorm{5}, Flatten{}, BatchNorm1d{}},
        map));
    EXPECT(totals_are_the_summarys(Mixing{}, map) && macs(Mixing{}, map) == 288);
    EXPECT(output_shape(Sequential{Fixed{{2, 3}}, ReLU{}}, map) == Shape{2, 3});
    EXPECT(totals_are_the_summarys(Sequential{Fixed{map}, Fixed{{2, 3}}}, map));
    EXPECT(try_summarize(Fixed{{2, 0}}, map).error.misfit.problem == Problem::own_output);
    return 0;
}
PROVE_TWICE(layers_without_macs_are_counted_alike)

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
                                  "(16x4x4 flattened); set in_features = 256");
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
