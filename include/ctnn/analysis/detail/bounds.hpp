// Intervals of the network's input, one for each position along an axis of a map.
#pragma once

#include "../../core/fraction.hpp"

namespace ctnn::detail {

/// The first and the last position of an interval of the network's input.
struct Ends {
    Fraction first = 0;
    Fraction last = 0;

    constexpr void clip(const Ends& other) {
        if (first < other.first) first = other.first < last ? other.first : last;
        if (other.last < last) last = first < other.last ? other.last : first;
    }

    /// Rounded inwards to whole positions; if it contains none, the next one.
    constexpr Ends inwards() const {
        if (first.denominator <= 1 && last.denominator <= 1) return *this;
        if (!first.is_valid() || !last.is_valid()) return *this;
        const Ends inner{first.ceil(), last.floor()};
        return inner.last < inner.first ? Ends{inner.first, inner.first} : inner;
    }

    constexpr void include(const Ends& other) {
        if (other.first < first || !other.first.is_valid()) first = other.first;
        if (last < other.last || !other.last.is_valid()) last = other.last;
    }
};

/// Exactly 0; an invalid fraction is not zero.
constexpr bool is_zero(const Fraction& a) {
    return a.numerator == 0 && a.denominator == 1;
}

/// a <= b, and both are valid.
constexpr bool at_most(const Fraction& a, const Fraction& b) {
    return !(b < a) && a.denominator != 0 && b.denominator != 0;
}

/// The largest multiple of `step` that is at most `length`.
constexpr Fraction whole_steps(const Fraction& length, const Fraction& step) {
    const Fraction steps = length / step;
    return steps.is_valid() ? step * steps.floor() : steps;
}

/// Position i sees nothing of the input outside of [low + i * stride, high + i * stride].
///
/// After upsampling by 2, positions 2i and 2i + 1 see what position i saw before. From position to
/// position the bounds then move by half of the old stride (the grain), but the intervals by whole
/// grains only: their ends are whole grains away from those of `anchor`, and bounds are rounded
/// inwards to such ends.
struct Bounds {
    Fraction low = 0;
    Fraction high = 0;
    Fraction stride = 1;
    Fraction grain = 0; ///< 0: no upsampling, bounds are not rounded
    Ends anchor = {};

    /// The interval of a position, widened by `drift`; with a drift, it is not rounded.
    constexpr Ends at(Count position, const Fraction& drift = 0) const {
        Ends ends{low, high};
        if (position != 0) {
            const Fraction shift = stride * position;
            ends = {low + shift, high + shift};
        }
        if (!is_zero(drift)) return {ends.first - drift, ends.last + drift};
        return is_zero(grain) ? ends : rounded(ends);
    }

    /// The size of the largest interval.
    constexpr Fraction size() const {
        Fraction length = high - low;
        if (!is_zero(grain)) {
            const Fraction before = anchor.last - anchor.first;
            length = before + whole_steps(length - before, grain);
        }
        return length + 1;
    }

    constexpr void widen(const Fraction& before, const Fraction& after) {
        low = low - before;
        high = high + after;
    }

    /// Makes all positions see the same.
    constexpr void fix(const Ends& ends) {
        low = ends.first;
        high = ends.last;
        stride = grain = 0;
    }

    /// To be called before upsampling, which splits each position into parts.
    constexpr void divide() {
        if (!is_zero(grain) && !(grain < stride)) return;
        anchor = {low, high};
        grain = stride;
    }

    /// If the stride is whole grains, the bounds of all positions round alike and are exact from
    /// here on.
    constexpr void settle() {
        if (is_zero(grain) || (stride / grain).denominator != 1) return;
        const Ends ends = at(0);
        low = ends.first;
        high = ends.last;
        grain = 0;
    }

    /// Do both round to the same grid?
    constexpr bool rounds_as(const Bounds& other) const {
        if (grain != other.grain) return false;
        return is_zero(grain) || (((anchor.first - other.anchor.first) / grain).denominator == 1 &&
                                  ((anchor.last - other.anchor.last) / grain).denominator == 1);
    }

  private:
    constexpr Ends rounded(const Ends& ends) const {
        const Ends inner{anchor.first - whole_steps(anchor.first - ends.first, grain),
                         anchor.last + whole_steps(ends.last - anchor.last, grain)};
        // Empty between the taps of a transposed convolution.
        return inner.last < inner.first ? Ends{inner.first, inner.first} : inner;
    }
};

} // namespace ctnn::detail
