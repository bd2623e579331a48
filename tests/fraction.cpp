#include <ctnn/fraction.hpp>

#include "support/twice.hpp"

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

constexpr int what_64_bits_do_not_hold() {
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
PROVE_TWICE(what_64_bits_do_not_hold)

} // namespace
