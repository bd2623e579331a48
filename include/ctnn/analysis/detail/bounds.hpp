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

    /// The same positions, the ends on one of them each; of none, the next one.
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

/// Exactly 0: an invalid fraction is not.
constexpr bool is_zero(const Fraction& a) {
    return a.numerator == 0 && a.denominator == 1;
}

/// Equal or less, and both are valid.
constexpr bool at_most(const Fraction& a, const Fraction& b) {
    return !(b < a) && a.denominator != 0 && b.denominator != 0;
}

/// The largest multiple of `step` that is not over `length`.
constexpr Fraction whole_steps(const Fraction& length, const Fraction& step) {
    const Fraction steps = length / step;
    return steps.is_valid() ? step * steps.floor() : steps;
}

/// Position i sees nothing of the input outside of [low + i * stride, high + i * stride].
///
/// After an upsampling by 2, positions 2i and 2i + 1 see what position i saw before. The intervals
/// then move by the stride of before, the grain, while the bounds move by half of it: the ends of
/// an interval are whole grains away from those of `anchor`, and bounds are rounded inwards to
/// such ends.
struct Bounds {
    Fraction low = 0;
    Fraction high = 0;
    Fraction stride = 1;
    Fraction grain = 0; ///< 0: nothing was upsampled, bounds are not rounded
    Ends anchor = {};

    /// The interval of a position, of which nothing is seen further than `drift` outside. What
    /// drifts is not rounded.
    constexpr Ends at(Count position, const Fraction& drift = 0) const {
        Ends ends{low, high};
        if (position != 0) {
            const Fraction way = stride * position;
            ends = {low + way, high + way};
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

    /// To be called before an upsampling: positions will be parts of what positions are now.
    constexpr void divide() {
        if (!is_zero(grain) && !(grain < stride)) return;
        anchor = {low, high};
        grain = stride;
    }

    /// Where each position moves by whole grains, all bounds round alike: from here on they are
    /// exact again.
    constexpr void settle() {
        if (is_zero(grain) || (stride / grain).denominator != 1) return;
        const Ends ends = at(0);
        low = ends.first;
        high = ends.last;
        grain = 0;
    }

    /// Do both round to the same ends?
    constexpr bool rounds_as(const Bounds& other) const {
        if (grain != other.grain) return false;
        return is_zero(grain) || (((anchor.first - other.anchor.first) / grain).denominator == 1 &&
                                  ((anchor.last - other.anchor.last) / grain).denominator == 1);
    }

  private:
    constexpr Ends rounded(const Ends& ends) const {
        const Ends inner{anchor.first - whole_steps(anchor.first - ends.first, grain),
                         anchor.last + whole_steps(ends.last - anchor.last, grain)};
        // Between the taps of a transposed convolution nothing is seen.
        return inner.last < inner.first ? Ends{inner.first, inner.first} : inner;
    }
};

} // namespace ctnn::detail
