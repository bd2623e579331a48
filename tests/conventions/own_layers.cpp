#include <ctnn/conventions/all.hpp>

#include <ctnn/analysis/training.hpp>
#include <ctnn/ctnn.hpp>

#include "support/twice.hpp"

using namespace ctnn;

// Users' layers with the library's Ops but other counts: conventions and queries that derive
// settings from a record get valid ones, and do not divide by 0.
namespace {

struct PoolToVector {
    static constexpr const char* name = "PoolToVector";
    static constexpr Op op = Op::adaptive_avg_pool;

    constexpr Shape output_shape(const Shape& in) const { return {in.channels()}; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const {
        return {.additions = in.elements() - out.elements(), .divisions = out.elements()};
    }
};

/// Doubles a map with a 3x3 kernel, without describing its window.
struct UpConv {
    static constexpr const char* name = "UpConv";
    static constexpr Op op = Op::conv_transpose;

    constexpr Shape output_shape(const Shape& in) const {
        return {8, 2 * in.height(), 2 * in.width()};
    }
    constexpr Params params(const Shape& in) const {
        return {.weights = 9 * 8 * in.channels(), .biases = 8};
    }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count macs = mul(72, in.elements());
        return {.macs = macs, .additions = macs, .multiplications = macs};
    }
};

/// One without a stride.
struct Standstill : UpConv {
    constexpr Window window(const Shape&) const { return {{.stride = 0}, {.stride = 0}}; }
};

struct RmsNorm {
    static constexpr const char* name = "RmsNorm";
    static constexpr Op op = Op::layer_norm;

    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape& in) const { return {.weights = in.last()}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        return {.multiplications = mul(2, in.elements()), .divisions = 1, .exponentials = 1};
    }
};

struct OtherResponseNorm : RmsNorm {
    static constexpr Op op = Op::local_response_norm;
};

constexpr bool counts_under_all(const auto& layer, const Shape& in) {
    const auto summary = summarize(layer, in);
    const Rows rows = summary;
    for (const Convention& convention : conventions::all) {
        for (int row = 0; row < rows.size(); ++row) {
            if (convention.count(rows.operation(row)) < 0) return false;
        }
    }
    return true;
}

constexpr int every_convention_counts_a_users_layer() {
    const Shape in{8, hide(4), 4};
    EXPECT(flops(PoolToVector{}, in, conventions::thop_0_0_31) == (4 * 4 + 1) * 8);
    EXPECT(counts_under_all(PoolToVector{}, in) && counts_under_all(UpConv{}, in));
    EXPECT(counts_under_all(RmsNorm{}, in) && counts_under_all(OtherResponseNorm{}, in));
    // 2 * 72 MACs for each of 8*4*4 inputs; the bias of one group at each output position of a 1x1
    // window.
    EXPECT(flops(UpConv{}, in, conventions::calflops) == 2 * 72 * 128 + 8 * 16);
    // A walk refuses a window without a stride, but a record may be made by hand.
    const auto still = try_summarize(Standstill{}, in);
    EXPECT(
        (still.error.misfit == Misfit{Problem::not_positive, Field::stride, Axis::height, 1, 0}));
    Record record = summarize(UpConv{}, in)[0];
    EXPECT(conventions::calflops.count({record, in, {}}) == 2 * 72 * 128 + 8 * 16);
    record.window = Standstill{}.window(in);
    EXPECT(record.window[Axis::height].stride == 0);
    EXPECT(conventions::calflops.count({record, in, {}}) == overflow);
    return 0;
}
PROVE_TWICE(every_convention_counts_a_users_layer)

// The input of 16 numbers, and a mean and a deviation of one group.
constexpr int a_users_normalisation_is_trained() {
    const Count alone = training(Linear{16, 16}, {hide(16)}).activation_bytes;
    const auto with = [&](const auto& norm) {
        return training(Sequential{Linear{16, 16}, norm}, {hide(16)}).activation_bytes - alone;
    };
    EXPECT(with(RmsNorm{}) == 4 * (16 + 2));
    EXPECT(with(OtherResponseNorm{}) > 0);
    return 0;
}
PROVE_TWICE(a_users_normalisation_is_trained)

} // namespace
