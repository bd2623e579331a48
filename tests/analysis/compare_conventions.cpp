#include <ctnn/analysis/compare_conventions.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/densenet.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/models/vgg.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// single_ops.csv and totals.csv say each of these numbers (tests/conventions/all.cpp); here they
// are asked for together.
constexpr int vgg16_from_15_to_31_billion() {
    const auto comparison = compare_conventions(models::vgg16(), {3, hide(224), 224});
    EXPECT(comparison.size() == 20);
    EXPECT(comparison.inputs == Shape{3, 224, 224});
    EXPECT(comparison.totals.macs == 15'470'264'320);
    EXPECT(comparison.least().count == 15'470'264'320);
    EXPECT(comparison.most().count == 30'973'778'432);
    EXPECT(comparison.most().convention.count == conventions::calflops.count);
    for (const Counted& row : comparison) {
        const Count alone = flops(models::vgg16(), {3, hide(224), 224}, row.convention);
        EXPECT(row.count == alone);
    }
    return 0;
}
TEST_CASE("VGG-16 costs from 15.47 to 30.97 billion") {
    REQUIRE(vgg16_from_15_to_31_billion() == 0);
}

// The compiler's default limits hold for deep networks too.
constexpr auto resnet152 = models::resnet152();
constexpr auto densenet201 = models::densenet201();
static_assert(compare_conventions(resnet152, {3, 224, 224}).least().count == 11'513'626'624);
static_assert(compare_conventions(densenet201, {3, 224, 224}).least().count ==
              macs(densenet201, {3, 224, 224}));
static_assert(compare_conventions(models::vgg16(), {3, 224, 224}).most().count == 30'973'778'432);

constexpr Convention neurons{
    "neurons", "neurons", "every output element once",
    [](const Operation& operation) { return operation.record.output.elements(); }};

constexpr int a_users_own_list() {
    const Convention list[] = {conventions::lecture, neurons};
    const Sequential net{Conv2d{1, 2, 3}, Flatten{}};
    const auto comparison = compare_conventions(net, {1, hide(5), 5}, list);
    EXPECT(comparison.size() == 2);
    EXPECT(comparison[0].count == flops(net, {1, 5, 5}));
    EXPECT(comparison[1].count == 18 + 18);
    EXPECT(comparison[1].convention.count == neurons.count);
    EXPECT(comparison.least().count == 36);
    EXPECT(flops(summarize(net, {1, hide(5), 5}), neurons) == 36);
    return 0;
}
PROVE_TWICE(a_users_own_list)

TEST_CASE("a network that does not fit has no comparison") {
    const auto compare = [] { return compare_conventions(Linear{5, 1}, {hide(4)}); };
    CHECK(refusal(compare) == refusal([] { return flops(Linear{5, 1}, {hide(4)}); }));
    CHECK(refusal(compare) != "no error");
}

constexpr Convention huge{"huge", "FLOPs", "a quarter of what there is",
                          [](const Operation&) -> Count { return INT64_MAX / 4; }};

constexpr int past_63_bits_is_overflow_and_the_most() {
    const Convention list[] = {neurons, huge, neurons};
    const auto comparison = compare_conventions(repeat<5>(ReLU{}), {hide(3)}, list);
    EXPECT(comparison[0].count == 15);
    EXPECT(comparison[1].count == overflow);
    EXPECT(&comparison.most() == &comparison[1]);
    EXPECT(&comparison.least() == &comparison[0]);
    return 0;
}
PROVE_TWICE(past_63_bits_is_overflow_and_the_most)

} // namespace
