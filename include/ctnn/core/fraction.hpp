// Exact fractions: strides below 1 and centres between two positions.
#pragma once

#include "detail/fits.hpp"

namespace ctnn {

/// A rational number in lowest terms with a positive denominator: `field.stride == 32`,
/// `field.first_centre == Fraction{31, 2}`. One that does not fit in 64 bits, a numerator of -2^63
/// included, is invalid: its denominator is 0, as is that of every result computed from it.
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

    /// The largest integer that is not greater.
    constexpr Count floor() const {
        if (denominator <= 1) return numerator;
        return numerator / denominator - (numerator < 0 && numerator % denominator != 0);
    }
    /// The smallest integer that is not less.
    constexpr Count ceil() const {
        return denominator <= 1 ? numerator : floor() + (numerator % denominator != 0);
    }

    constexpr explicit operator double() const {
        return static_cast<double>(numerator) / static_cast<double>(denominator);
    }

    friend constexpr bool operator==(const Fraction&, const Fraction&) = default;

    friend constexpr Fraction operator+(const Fraction& a, const Fraction& b) {
        if (a.denominator == 1 && b.denominator == 1)
            return detail::sum_fits(a.numerator, b.numerator) ? Fraction{a.numerator + b.numerator}
                                                              : invalid();
        if (!a.is_valid() || !b.is_valid()) return invalid();
        const Count common = detail::greatest_common_divisor(a.denominator, b.denominator);
        const Count by_left = b.denominator / common;
        const Count by_right = a.denominator / common;
        if (!detail::product_fits(a.numerator, by_left) ||
            !detail::product_fits(b.numerator, by_right) ||
            !detail::product_fits(a.denominator, by_left)) {
            return invalid();
        }
        const Count left = a.numerator * by_left;
        const Count right = b.numerator * by_right;
        if (!detail::sum_fits(left, right)) return invalid();
        return {left + right, a.denominator * by_left};
    }
    friend constexpr Fraction operator-(const Fraction& a, const Fraction& b) {
        if (a.denominator == 1 && b.denominator == 1)
            return detail::difference_fits(a.numerator, b.numerator)
                       ? Fraction{a.numerator - b.numerator}
                       : invalid();
        return a + b * Fraction{-1};
    }
    friend constexpr Fraction operator*(const Fraction& a, const Fraction& b) {
        if (a.denominator != 1 || b.denominator != 1) return reduced_product(a, b);
        return detail::product_fits(a.numerator, b.numerator) ? Fraction{a.numerator * b.numerator}
                                                              : invalid();
    }
    friend constexpr Fraction operator/(const Fraction& a, const Fraction& b) {
        if (b.numerator == INT64_MIN) return invalid();
        const Count sign = b.numerator < 0 ? -1 : 1;
        return a * Fraction{sign * b.denominator, sign * b.numerator};
    }
    friend constexpr bool operator<(const Fraction& a, const Fraction& b) {
        if (!a.is_valid() || !b.is_valid()) return false;
        if (a.denominator == b.denominator) return a.numerator < b.numerator;
        return is_less(a, b);
    }
    friend constexpr bool operator>(const Fraction& a, const Fraction& b) { return b < a; }

    /// Half of it.
    constexpr Fraction half() const {
        Fraction half = *this;
        if (numerator % 2 == 0) {
            half.numerator /= 2;
        } else if (detail::product_fits(denominator, 2)) {
            half.denominator *= 2;
        } else {
            return invalid();
        }
        return half;
    }

  private:
    static constexpr Fraction invalid() { return {0, 0}; }

    /// Compares the whole parts, then the reciprocals of the remainders (Euclid): no overflow.
    static constexpr bool is_less(Fraction a, Fraction b) {
        while (true) {
            const Count whole_a = a.floor();
            const Count whole_b = b.floor();
            if (whole_a != whole_b) return whole_a < whole_b;
            const Count rest_a = a.over_floor();
            const Count rest_b = b.over_floor();
            if (rest_a == 0 || rest_b == 0) return rest_a < rest_b;
            a.numerator = b.denominator; // a/x < b/y where y/b < x/a
            b.numerator = a.denominator;
            a.denominator = rest_b;
            b.denominator = rest_a;
        }
    }

    /// The numerator of x - floor(x), from 0 to the denominator - 1.
    constexpr Count over_floor() const {
        const Count rest = numerator % denominator;
        return rest < 0 ? rest + denominator : rest;
    }

    /// Cancels each numerator against the other denominator first, to avoid overflow.
    static constexpr Fraction reduced_product(const Fraction& a, const Fraction& b) {
        if (!a.is_valid() || !b.is_valid()) return invalid();
        const Fraction one{a.numerator, b.denominator};
        const Fraction other{b.numerator, a.denominator};
        if (!detail::product_fits(one.numerator, other.numerator) ||
            !detail::product_fits(one.denominator, other.denominator)) {
            return invalid();
        }
        return {one.numerator * other.numerator, one.denominator * other.denominator};
    }

    constexpr void reduce() {
        if (denominator <= 0 || numerator == INT64_MIN) {
            numerator = denominator = 0;
            return;
        }
        const Count divisor =
            detail::greatest_common_divisor(numerator < 0 ? -numerator : numerator, denominator);
        numerator /= divisor;
        denominator /= divisor;
    }
};

} // namespace ctnn
