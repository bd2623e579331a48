#include <ctnn/core/fraction.hpp>

#include <cmath>
#include <random>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int lowest_terms() {
    EXPECT(Fraction{hide(6), 4} == Fraction{3, 2} && Fraction{hide(-6), 4} == Fraction{-3, 2});
    EXPECT(Fraction{hide(8), 4} == 2 && Fraction{hide(0), 7} == 0);
    EXPECT(Fraction{hide(1), 2} + Fraction{1, 3} == Fraction{5, 6});
    EXPECT(Fraction{hide(1), 2} - Fraction{3, 2} == -1);
    EXPECT(Fraction{hide(2), 3} * Fraction{3, 4} == Fraction{1, 2});
    EXPECT(Fraction{hide(1), 2} / 4 == Fraction{1, 8} && Fraction{hide(3)} / -6 == Fraction{-1, 2});
    EXPECT(Fraction{hide(3)}.half() == Fraction{3, 2} &&
           Fraction{hide(-4), 3}.half() == Fraction{-2, 3});
    EXPECT(static_cast<double>(Fraction{hide(-7), 4}) == -1.75);
    return 0;
}
PROVE_TWICE(lowest_terms)

constexpr int order_and_rounding() {
    EXPECT(Fraction{hide(1), 3} < Fraction{1, 2} && !(Fraction{hide(1), 2} < Fraction{1, 2}));
    EXPECT(Fraction{hide(-1), 2} < 0 && Fraction{hide(1), 2} > Fraction{1, 3});
    EXPECT(Fraction(hide(7), 2).floor() == 3 && Fraction(hide(7), 2).ceil() == 4);
    EXPECT(Fraction(hide(-7), 2).floor() == -4 && Fraction(hide(-7), 2).ceil() == -3);
    EXPECT(Fraction{hide(-3)}.floor() == -3 && Fraction{hide(-3)}.ceil() == -3);
    return 0;
}
PROVE_TWICE(order_and_rounding)

// Products of these are past 64 bits; that of 2^62/3 and 3/4 is not.
constexpr int results_that_fit_are_computed() {
    const Fraction small{1, hide(4'000'000'007)};
    const Fraction larger{1, 3'000'000'019};
    EXPECT(small < larger && !(larger < small) && !(small < small));
    EXPECT(small * -1 > larger * -1 && !(small * -1 < larger * -1));
    EXPECT(Fraction(hide(7), INT64_MAX) < Fraction(8, INT64_MAX - 1));
    EXPECT(Fraction(1, hide(4'000'000'000)) + Fraction(1, 4'000'000'000) ==
           Fraction(1, 2'000'000'000));
    EXPECT(Fraction(1, hide(4'000'000'000)) - Fraction(1, 6'000'000'000) ==
           Fraction(1, 12'000'000'000));
    EXPECT(Fraction(Count{1} << 62, hide(3)) * Fraction(3, 4) == Count{1} << 60);
    return 0;
}
PROVE_TWICE(results_that_fit_are_computed)

// The limits, small numbers, the edges of 32 bits and their neighbours.
constexpr Count edges[] = {INT64_MIN,
                           INT64_MIN + 1,
                           INT64_MIN / 2 - 1,
                           INT64_MIN / 2,
                           INT64_MIN / 3,
                           -(Count{1} << 32),
                           INT32_MIN - Count{1},
                           INT32_MIN,
                           -3,
                           -2,
                           -1,
                           0,
                           1,
                           2,
                           3,
                           INT32_MAX,
                           INT32_MAX + Count{1},
                           Count{1} << 32,
                           3'037'000'499, // the root of 2^63 - 1
                           3'037'000'500,
                           INT64_MAX / 3,
                           INT64_MAX / 2,
                           INT64_MAX / 2 + 1,
                           INT64_MAX - 1,
                           INT64_MAX};

/// The compiler's own answers, where it has them.
constexpr int fits_as_builtins_say(Count a, Count b) {
    Count result = 0;
    EXPECT(detail::sum_fits(a, b) == !__builtin_add_overflow(a, b, &result));
    EXPECT(detail::difference_fits(a, b) == !__builtin_sub_overflow(a, b, &result));
    EXPECT(detail::product_fits(a, b) == !__builtin_mul_overflow(a, b, &result));
    return 0;
}

constexpr int overflow_tests_at_the_limits() {
    for (const Count a : edges) {
        for (const Count b : edges) EXPECT(fits_as_builtins_say(hide(a), b) == 0);
    }
    return 0;
}
PROVE_TWICE(overflow_tests_at_the_limits)

TEST_CASE("overflow tests of random numbers agree with the builtins") {
    std::mt19937_64 random{2};
    const auto count = [&] { return static_cast<Count>(random()) >> (random() % 64); };
    int differing = 0;
    for (int i = 0; i < 200'000; ++i) differing += fits_as_builtins_say(count(), count()) != 0;
    CHECK(differing == 0);
}

TEST_CASE("the order of random fractions agrees with long double products") {
    std::mt19937_64 random{1};
    const auto count = [&] { return static_cast<Count>(random() >> (1 + random() % 62)); };
    for (int i = 0; i < 100'000; ++i) {
        const Fraction a{random() % 2 == 0 ? count() : -count(), count() / 2 + 1};
        const Fraction b{random() % 2 == 0 ? count() : -count(), count() / 2 + 1};
        const auto left = static_cast<long double>(a.numerator) * b.denominator;
        const auto right = static_cast<long double>(b.numerator) * a.denominator;
        // Too close for a long double to tell apart.
        if (std::abs(left - right) < 1e-15L * std::abs(left)) continue;
        REQUIRE((a < b) == (left < right));
        REQUIRE((b < a) == (right < left));
    }
}

constexpr int results_beyond_64_bits_are_invalid() {
    const Fraction large = hide(INT64_MAX);
    EXPECT(!(large + 1).is_valid() && !(large * 2).is_valid() && !(large * -1 - 2).is_valid());
    EXPECT((large * -1 - 1).is_valid() && (large + 0).is_valid());
    EXPECT(!(Fraction{hide(1)} / 0).is_valid() && !(Fraction{hide(1)} / INT64_MIN).is_valid());
    EXPECT(!Fraction(hide(1), 0).is_valid() && !Fraction(hide(1), -1).is_valid());
    const Fraction invalid = large + 1;
    EXPECT(!(invalid + 1).is_valid() && !(invalid * 0).is_valid() && !(1 / invalid).is_valid());
    EXPECT(!(1 - invalid).is_valid() && !invalid.half().is_valid());
    EXPECT(!Fraction(hide(1), INT64_MAX).half().is_valid());
    EXPECT((large - INT64_MAX) == 0 && !(large - -1).is_valid() && !(-2 - large).is_valid());
    EXPECT(!(invalid < 0) && !(0 < invalid) && invalid != 0);
    EXPECT(!(Fraction{1, 3'000'000'019} + Fraction{1, hide(5'000'000'029)}).is_valid());
    return 0;
}
PROVE_TWICE(results_beyond_64_bits_are_invalid)

} // namespace
