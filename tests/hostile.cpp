// Nothing wrong ever comes out, and nothing undefined happens on the way: every layer with every
// setting from a set of nasty numbers, on nasty inputs. Run under sanitizers it proves the second.
#include <ctnn/ctnn.hpp>

#include <limits>
#include <random>

#include "support/catch.hpp"

using namespace ctnn;

namespace {

class Nasty {
  public:
    Count number() {
        static constexpr Count numbers[] = {0,
                                            1,
                                            2,
                                            3,
                                            4,
                                            5,
                                            7,
                                            8,
                                            16,
                                            -1,
                                            -2,
                                            -7,
                                            INT64_MIN,
                                            INT64_MAX,
                                            INT64_MIN + 1,
                                            INT64_MAX - 1,
                                            INT32_MAX,
                                            1LL << 31,
                                            1LL << 32,
                                            1LL << 62,
                                            inferred,
                                            1LL << 40};
        return pick(numbers);
    }
    double real() {
        static constexpr double numbers[] = {0.0,
                                             1.0,
                                             2.0,
                                             0.5,
                                             -1.0,
                                             1e300,
                                             1e-300,
                                             1e9,
                                             1.25,
                                             -0.0,
                                             std::numeric_limits<double>::infinity(),
                                             std::numeric_limits<double>::quiet_NaN()};
        return pick(numbers);
    }
    bool flag() { return random_() % 2 == 0; }
    Extent extent() { return {number(), number()}; }
    Padding padding() { return flag() ? Padding{number(), number()} : same; }
    Shape shape() {
        const auto small = [&] { return static_cast<Count>(1 + random_() % 9); };
        if (flag()) return {small(), small(), small()};
        Shape shape;
        for (auto rank = random_() % 5; rank > 0; --rank) shape.append(number());
        return shape;
    }

  private:
    template <class Number, std::size_t Size>
    Number pick(const Number (&numbers)[Size]) {
        return numbers[random_() % Size];
    }

    std::mt19937_64 random_{1};
};

/// Refused with a sentence that names the layer, or sound.
template <class L>
void check(const L& layer, const Shape& input) {
    const auto summary = try_summarize(Sequential{layer}, input, conventions::arithmetic);
    const Totals& totals = summary.totals;
    if (summary.error) {
        REQUIRE(sentence(summary.error).size > 20);
        const auto ask_all = [&] {
            static_cast<void>(params(layer, input));
            static_cast<void>(macs(layer, input));
            static_cast<void>(flops(layer, input, conventions::arithmetic));
        };
        REQUIRE_THROWS_AS(ask_all(), shape_error);
    } else {
        REQUIRE((totals.output.is_positive() && totals.output.elements() >= 0));
        REQUIRE(
            (totals.params >= 0 && totals.buffers >= 0 && totals.macs >= 0 && totals.flops >= 0));
        REQUIRE(output_shape(layer, input) == totals.output);
    }
    Count without_input = 0;
    try {
        without_input = params(layer);
    } catch (const shape_error&) { // a size is inferred, or a setting is wrong
    }
    REQUIRE(without_input >= 0);
}

} // namespace

TEST_CASE("nasty numbers") {
    Nasty of;
    for (int round = 0; round < 2'000; ++round) {
        check(Conv2d{of.number(), of.number(), of.extent(), of.extent(), of.padding(), of.extent(),
                     of.number(), of.flag()},
              of.shape());
        check(DepthwiseConv{of.number(), of.extent(), of.extent(), of.padding(), of.extent(),
                            of.number()},
              of.shape());
        check(PointwiseConv{of.number(), of.number()}, of.shape());
        check(ConvTranspose2d{of.number(), of.number(), of.extent(), of.extent(), of.extent(),
                              of.extent(), of.number(), of.flag(), of.extent()},
              of.shape());
        check(MaxPool2d{of.extent(), of.extent(), of.extent(), of.extent(), of.flag(), of.flag()},
              of.shape());
        check(AvgPool2d{of.extent(), of.extent(), of.extent(), of.flag(), of.flag(), of.number()},
              of.shape());
        check(AdaptiveAvgPool2d{of.extent()}, of.shape());
        check(GlobalAvgPool{}, of.shape());
        check(Linear{of.number(), of.number(), of.flag()}, of.shape());
        check(Flatten{of.number(), of.number()}, of.shape());
        check(BatchNorm2d{of.number(), of.real(), of.real(), of.flag(), of.flag()}, of.shape());
        check(BatchNorm1d{of.number(), of.real(), of.real(), of.flag(), of.flag()}, of.shape());
        check(LayerNorm{{of.number(), of.number()}, of.real(), of.flag(), of.flag()}, of.shape());
        check(GroupNorm{of.number(), of.number(), of.real(), of.flag()}, of.shape());
        check(LocalResponseNorm{of.number()}, of.shape());
        check(PReLU{of.number()}, of.shape());
        check(ELU{of.real()}, of.shape());
        check(Softmax{of.number()}, of.shape());
        check(Dropout{of.real()}, of.shape());
        check(ZeroPad2d{{of.number(), of.number(), of.number(), of.number()}}, of.shape());
        check(Upsample{of.extent(), {}, InterpolationMode::bicubic, of.flag()}, of.shape());
        check(Upsample{.scale_factor = {of.real(), of.real()}}, of.shape());
        check(Add{skip, Linear{of.number(), of.number()}}, of.shape());
        check(Concat{skip, PointwiseConv{of.number(), of.number()}}, of.shape());
        check(Multiply{skip, Sequential{GlobalAvgPool{}, PointwiseConv{of.number(), of.number()}}},
              of.shape());
        check(repeat<3>(Linear{of.number(), of.number()}), of.shape());
    }
}
