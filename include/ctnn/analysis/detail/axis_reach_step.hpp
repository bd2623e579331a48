// How sliding windows and resizing change what positions see, along one axis.
#pragma once

#include "../../core/window.hpp"
#include "axis_reach.hpp"

namespace ctnn::detail {

/// The lengths of one axis: of an operation's input and output, and of the network's input.
struct Lengths {
    Count in;
    Count out;
    Count network;
};

/// One operation: turns the reach of its input into that of its output.
struct AxisReachStep {
    AxisReach& reach;
    Lengths lengths;

    /// A convolution, a pool, a padding.
    constexpr void slide(const WindowAxis& window) const {
        Bounds& bounds = reach.bounds;
        const Count extent = window.dilation * (window.kernel - 1);
        // Of the last window; -1 past 63 bits.
        const Count start = mul(lengths.out - 1, window.stride);
        // The positions that are not padding, counted from the start of the padding.
        const Count first = reach.blind_before + window.before;
        const Count last = lengths.in - 1 - reach.blind_after + window.before;
        const bool has_holes = window.dilation > 1 && extent > 0;
        if (has_holes) step_over(window.dilation, first > 0, start > last - extent);
        // Windows that overlap or touch from the map's start to its end leave no gaps.
        const bool leaves_gaps =
            window.stride > window.kernel || first < 0 || start < last - extent;
        if (reach.is_blind || first > extent || start > last || start < 0) {
            reach.set_blind(ceil(first - extent, window.stride),
                            last < 0 ? -1 : last / window.stride, lengths.out);
        }
        if (extent > 0 || window.before != 0) {
            const Fraction before = bounds.stride * window.before;
            const Count after = extent - window.before;
            bounds.widen(before, after == window.before ? before : bounds.stride * after);
        }
        if (window.stride != 1) {
            bounds.stride = bounds.stride * window.stride;
            reach.settle();
        }
        if (leaves_gaps || has_holes) check_solid();
    }

    /// A transposed convolution: output o sees every input i with o + before = i * stride +
    /// d * dilation, 0 <= d < kernel.
    constexpr void transpose(const WindowAxis& window) const {
        Bounds& bounds = reach.bounds;
        const Count extent = window.dilation * (window.kernel - 1);
        // The first output of the last position.
        const Count last = (lengths.in - 1) * window.stride - window.before;
        if (window.kernel < window.stride || (window.dilation > 1 && extent > 0))
            reach.set_blind_anywhere();
        const bool leaves_gaps = window.before > extent || lengths.out - 1 < last || reach.is_blind;
        if (window.before < 0 || lengths.out - 1 > last + extent || reach.is_blind) {
            reach.set_blind(reach.blind_before * window.stride - window.before,
                            last - reach.blind_after * window.stride + extent, lengths.out);
        }
        if (window.stride > 1) bounds.divide();
        bounds.stride = bounds.stride / window.stride;
        bounds.widen(bounds.stride * (extent - window.before), bounds.stride * window.before);
        reach.margin = reach.margin + bounds.stride * (window.stride - 1);
        if (leaves_gaps) check_solid();
    }

    /// Resizing by a window of 1 (nearest), 2 (bilinear) or 4 positions (bicubic). Output o lies at
    /// (o + 1/2) * in / out - 1/2. If window.before is set, it is shifted back by less than
    /// in / out; if window.after is set too, by at most half of |in / out - 1| either way.
    constexpr void resize(const WindowAxis& window) const {
        const bool is_moved = window.before > 0 || window.after > 0;
        if (lengths.in == lengths.out && !is_moved) return;
        if (lengths.in == 1) return reach.spread();
        if (reach.is_blind) reach.set_blind_anywhere();
        if (is_moved || window.kernel > 1) { // interpolation does not read beyond the map
            reach.limits = reach.all(lengths.in);
            reach.has_limits = true;
        }
        const Fraction ratio{lengths.in, lengths.out};
        const Fraction step = reach.bounds.stride;
        if (ratio.denominator > 1) reach.bounds.divide();
        if (window.kernel == 1) {
            round_down(ratio, step);
        } else {
            interpolate(window.kernel, ratio, step, is_moved);
        }
        if (is_moved) move(window.after > 0, ratio, step);
        reach.bounds.stride = step * ratio;
        reach.settle();
        if (lengths.in > lengths.out || (is_moved && window.kernel == 1)) check_solid();
    }

    /// An adaptive pool: output o sees [floor(o * ratio), ceil((o + 1) * ratio)).
    constexpr void adapt() const {
        if (lengths.in == 1) return reach.spread();
        const Fraction ratio{lengths.in, lengths.out};
        const Count whole = ratio.numerator;
        if (ratio.denominator == 1) return slide({.kernel = whole, .stride = whole});
        if (reach.is_blind) reach.set_blind_anywhere();
        const Fraction step = reach.bounds.stride;
        reach.bounds.divide();
        round_down(ratio, step);
        reach.bounds.widen(0, step * (ratio - Fraction{1, ratio.denominator}));
        reach.bounds.stride = step * ratio;
        check_solid();
    }

  private:
    static constexpr Count ceil(Count a, Count b) { return a / b + (a > 0 && a % b != 0); }

    /// The taps of a dilated window leave no gap if neighbouring taps touch and, where the outer
    /// taps fall into the padding, the outermost taps inside still reach the input's ends.
    constexpr void step_over(Count dilation, bool starts_before, bool ends_after) const {
        const Count end = lengths.in - reach.blind_after;
        if (dilation > end - reach.blind_before) reach.set_blind_anywhere();
        reach.is_solid =
            reach.is_solid && reach.touches(dilation) &&
            (!starts_before || reach.reaches_first(reach.blind_before + dilation - 1)) &&
            (!ends_after || reach.reaches_last(end - dilation, lengths.network));
    }

    constexpr void check_solid() const {
        reach.is_solid = reach.is_solid && (lengths.out == 1 || reach.touches(1)) &&
                         reach.reaches_first(reach.blind_before) &&
                         reach.reaches_last(lengths.out - 1 - reach.blind_after, lengths.network);
    }

    /// Output o is a copy of input floor(o * ratio).
    constexpr void round_down(const Fraction& ratio, const Fraction& step) const {
        const Fraction part = step * (Fraction{1} - Fraction{1, ratio.denominator});
        reach.bounds.widen(part, 0);
        reach.margin = reach.margin + part;
    }

    /// Output o is interpolated around (o + 1/2) * ratio - 1/2.
    constexpr void interpolate(Count kernel, const Fraction& ratio, const Fraction& step,
                               bool is_moved) const {
        const Count more = (kernel + 1) / 2 - 1; // on each side, besides the nearest
        const Fraction part = Fraction{1} - Fraction{1, ratio.denominator};
        // An output that lies exactly on an input depends on that one alone.
        const bool lands = !is_moved && (ratio.numerator - ratio.denominator) % 2 == 0;
        const Fraction beyond = lands ? part : part + Fraction{1, ratio.denominator}.half();
        const Fraction extent = lands && ratio.denominator == 1 ? Fraction{} : beyond + more;
        const Fraction centre = (ratio - 1).half();
        reach.bounds.widen(step * (extent - centre), step * (extent + centre));
        reach.margin = reach.margin + step * (lands || is_moved ? extent : part);
    }

    /// A shift towards or away from the middle (`both`) changes sizes only if the map shrinks.
    constexpr void move(bool both, const Fraction& ratio, const Fraction& step) const {
        const bool shrinks = Fraction{1} < ratio;
        const Fraction apart = (shrinks ? ratio - 1 : Fraction{1} - ratio).half();
        const Fraction shift = step * (both ? apart : ratio);
        reach.margin = reach.margin + shift;
        if (both && shrinks) {
            reach.bounds.widen(shift, shift);
            reach.margin = reach.margin + shift;
        } else {
            reach.drift = reach.drift + shift;
        }
    }
};

} // namespace ctnn::detail
