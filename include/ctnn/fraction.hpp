// Exact fractions: strides under 1 and centres between two places.
#pragma once

#include "count.hpp"

namespace ctnn {

/// A rational number in lowest terms, its denominator over 0: `field.stride == 32`,
/// `field.first_centre == Fraction{31, 2}`. One that 64 bits do not hold has the denominator 0, and
/// so has whatever is computed from it.
struct Fraction {
    Count numerator = 0;
    Count denominator = 1;

    constexpr Fraction() = default;
    constexpr Fraction(Integer auto whole_) : numerator(static_cast<Count>(whole_)) {}
    constexpr Fraction(Count numerator_, Count denominator_)
        : numerator(numerator_), denominator(denominator_) {
        if (denominator != 1) reduce();
    }

    constexpr bool is_valid() const { return denominator != 0; }

    /// The largest whole number that is not over it.
    constexpr Count floor() const {
        if (denominator <= 1) return numerator;
        return numerator / denominator - (numerator < 0 && numerator % denominator != 0);
    }
    /// The smallest whole number that is not under it.
    constexpr Count ceil() const {
        return denominator <= 1 ? numerator : floor() + (numerator % denominator != 0);
    }

    constexpr explicit operator double() const {
        return static_cast<double>(numerator) / static_cast<double>(denominator);
    }

    friend constexpr bool operator==(const Fraction&, const Fraction&) = default;

    friend constexpr Fraction operator+(const Fraction& a, const Fraction& b) {
        Count sum = 0;
        if (a.denominator == 1 && b.denominator == 1) {
            return __builtin_add_overflow(a.numerator, b.numerator, &sum) ? invalid()
                                                                          : Fraction{sum};
        }
        Count left = 0;
        Count right = 0;
        Count below = 0;
        if (__builtin_mul_overflow(a.numerator, b.denominator, &left) ||
            __builtin_mul_overflow(b.numerator, a.denominator, &right) ||
            __builtin_mul_overflow(a.denominator, b.denominator, &below) ||
            __builtin_add_overflow(left, right, &sum)) {
            return invalid();
        }
        return {sum, below};
    }
    friend constexpr Fraction operator-(const Fraction& a, const Fraction& b) {
        Count difference = 0;
        if (a.denominator == 1 && b.denominator == 1) {
            return __builtin_sub_overflow(a.numerator, b.numerator, &difference)
                       ? invalid()
                       : Fraction{difference};
        }
        return a + b * Fraction{-1};
    }
    friend constexpr Fraction operator*(const Fraction& a, const Fraction& b) {
        Count above = 0;
        if (__builtin_mul_overflow(a.numerator, b.numerator, &above)) return invalid();
        if (a.denominator == 1 && b.denominator == 1) return above;
        Count below = 1;
        if (__builtin_mul_overflow(a.denominator, b.denominator, &below)) return invalid();
        return {above, below};
    }
    friend constexpr Fraction operator/(const Fraction& a, const Fraction& b) {
        if (b.numerator == INT64_MIN) return invalid();
        const Count sign = b.numerator < 0 ? -1 : 1;
        return a * Fraction{sign * b.denominator, sign * b.numerator};
    }
    friend constexpr bool operator<(const Fraction& a, const Fraction& b) {
        if (!a.is_valid() || !b.is_valid()) return false;
        if (a.denominator == b.denominator) return a.numerator < b.numerator;
        return (a - b).numerator < 0;
    }
    friend constexpr bool operator>(const Fraction& a, const Fraction& b) { return b < a; }

    /// Half of it.
    constexpr Fraction half() const {
        Fraction half = *this;
        if (numerator % 2 == 0) {
            half.numerator /= 2;
        } else if (__builtin_mul_overflow(denominator, 2, &half.denominator)) {
            return invalid();
        }
        return half;
    }

  private:
    static constexpr Fraction invalid() { return {0, 0}; }

    constexpr void reduce() {
        if (denominator <= 0 || numerator == INT64_MIN) {
            numerator = denominator = 0;
            return;
        }
        Count divisor = numerator < 0 ? -numerator : numerator;
        for (Count rest = denominator; rest != 0;) {
            const Count next = divisor % rest;
            divisor = rest;
            rest = next;
        }
        numerator /= divisor;
        denominator /= divisor;
    }
};

} // namespace ctnn
