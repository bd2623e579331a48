// How windows and changes of size pass on what is seen, along one axis.
#pragma once

#include "../../core/window.hpp"
#include "axis_sight.hpp"

namespace ctnn::detail {

/// The positions along one axis of an operation's input and output, and of the network's input.
struct Lengths {
    Count in;
    Count out;
    Count network;
};

/// One operation's step from what its input sees to what its output sees.
struct SightStep {
    Sight& sight;
    Lengths lengths;

    /// A convolution, a pool, a padding.
    constexpr void slide(const WindowAxis& window) const {
        Bounds& bounds = sight.bounds;
        const Count reach = window.dilation * (window.kernel - 1);
        const Count start = mul(lengths.out - 1, window.stride); // of the last; -1 past 63 bits
        // What is not padding lies from here to there, in the same positions.
        const Count first = sight.blind_before + window.before;
        const Count last = lengths.in - 1 - sight.blind_after + window.before;
        const bool has_holes = window.dilation > 1 && reach > 0;
        if (has_holes) step_over(window.dilation, first > 0, start > last - reach);
        // Windows that overlap or touch, from the map's start to its end, need no look.
        const bool leaves_gaps = window.stride > window.kernel || first < 0 || start < last - reach;
        if (sight.is_blind || first > reach || start > last || start < 0) {
            sight.set_blind(ceil(first - reach, window.stride),
                            last < 0 ? -1 : last / window.stride, lengths.out);
        }
        if (reach > 0 || window.before != 0) {
            const Fraction before = bounds.stride * window.before;
            const Count behind = reach - window.before;
            bounds.widen(before, behind == window.before ? before : bounds.stride * behind);
        }
        if (window.stride != 1) {
            bounds.stride = bounds.stride * window.stride;
            sight.settle();
        }
        if (leaves_gaps || has_holes) check_solid();
    }

    /// A transposed convolution: position o sees those i for which o + before = i * stride +
    /// d * dilation, with 0 <= d < kernel.
    constexpr void transpose(const WindowAxis& window) const {
        Bounds& bounds = sight.bounds;
        const Count reach = window.dilation * (window.kernel - 1);
        const Count last = (lengths.in - 1) * window.stride - window.before; // output over the last
        if (window.kernel < window.stride || (window.dilation > 1 && reach > 0)) sight.lose();
        const bool leaves_gaps = window.before > reach || lengths.out - 1 < last || sight.is_blind;
        if (window.before < 0 || lengths.out - 1 > last + reach || sight.is_blind) {
            sight.set_blind(sight.blind_before * window.stride - window.before,
                            last - sight.blind_after * window.stride + reach, lengths.out);
        }
        if (window.stride > 1) bounds.divide();
        bounds.stride = bounds.stride / window.stride;
        bounds.widen(bounds.stride * (reach - window.before), bounds.stride * window.before);
        sight.margin = sight.margin + bounds.stride * (window.stride - 1);
        if (leaves_gaps) check_solid();
    }

    /// An upsampling of one map to another size, by a window of 1 (nearest), 2 (bilinear) or 4
    /// positions (bicubic). Output o lies at (o + 1/2) * in / out - 1/2; where the window says that
    /// it lies before, by less than in / out; where it says after as well, by half of in / out - 1
    /// at most, either way.
    constexpr void resize(const WindowAxis& window) const {
        const bool is_moved = window.before > 0 || window.after > 0;
        if (lengths.in == lengths.out && !is_moved) return;
        if (lengths.in == 1) return sight.spread();
        if (sight.is_blind) sight.lose();
        if (is_moved || window.kernel > 1) { // what lies outside of a map is no part of it
            sight.limits = sight.all(lengths.in);
            sight.has_limits = true;
        }
        const Fraction ratio{lengths.in, lengths.out};
        const Fraction step = sight.bounds.stride;
        if (ratio.denominator > 1) sight.bounds.divide();
        if (window.kernel == 1) {
            round_down(ratio, step);
        } else {
            interpolate(window.kernel, ratio, step, is_moved);
        }
        if (is_moved) move(window.after > 0, ratio, step);
        sight.bounds.stride = step * ratio;
        sight.settle();
        if (lengths.in > lengths.out || (is_moved && window.kernel == 1)) check_solid();
    }

    /// An adaptive pool: position o sees from floor(o * ratio) to before ceil((o + 1) * ratio).
    constexpr void adapt() const {
        if (lengths.in == 1) return sight.spread();
        const Fraction ratio{lengths.in, lengths.out};
        const Count whole = ratio.numerator;
        if (ratio.denominator == 1) return slide({.kernel = whole, .stride = whole});
        if (sight.is_blind) sight.lose();
        const Fraction step = sight.bounds.stride;
        sight.bounds.divide();
        round_down(ratio, step);
        sight.bounds.widen(0, step * (ratio - Fraction{1, ratio.denominator}));
        sight.bounds.stride = step * ratio;
        check_solid();
    }

  private:
    static constexpr Count ceil(Count a, Count b) { return a / b + (a > 0 && a % b != 0); }

    /// The taps of a dilated window see all that is between them and, where others are padding, the
    /// outermost that are none see all to the input's ends; or the window leaves something out.
    constexpr void step_over(Count dilation, bool starts_before, bool ends_behind) const {
        const Count end = lengths.in - sight.blind_after;
        if (dilation > end - sight.blind_before) sight.lose();
        sight.is_solid =
            sight.is_solid && sight.touches(dilation) &&
            (!starts_before || sight.reaches_first(sight.blind_before + dilation - 1)) &&
            (!ends_behind || sight.reaches_last(end - dilation, lengths.network));
    }

    constexpr void check_solid() const {
        sight.is_solid = sight.is_solid && (lengths.out == 1 || sight.touches(1)) &&
                         sight.reaches_first(sight.blind_before) &&
                         sight.reaches_last(lengths.out - 1 - sight.blind_after, lengths.network);
    }

    /// Output o is made of input floor(o * ratio).
    constexpr void round_down(const Fraction& ratio, const Fraction& step) const {
        const Fraction part = step * (Fraction{1} - Fraction{1, ratio.denominator});
        sight.bounds.widen(part, 0);
        sight.margin = sight.margin + part;
    }

    /// Output o is made of what is around (o + 1/2) * ratio - 1/2.
    constexpr void interpolate(Count kernel, const Fraction& ratio, const Fraction& step,
                               bool is_moved) const {
        const Count more = (kernel + 1) / 2 - 1; // besides the two nearest
        const Fraction part = Fraction{1} - Fraction{1, ratio.denominator};
        // Where an output lies on an input, it is made of that alone.
        const bool lands = !is_moved && (ratio.numerator - ratio.denominator) % 2 == 0;
        const Fraction beyond = lands ? part : part + Fraction{1, ratio.denominator}.half();
        const Fraction reach = lands && ratio.denominator == 1 ? Fraction{} : beyond + more;
        const Fraction centre = (ratio - 1).half();
        sight.bounds.widen(step * (reach - centre), step * (reach + centre));
        sight.margin = sight.margin + step * (lands || is_moved ? reach : part);
    }

    /// Moves towards or from the middle (`both`) change sizes only where the map shrinks.
    constexpr void move(bool both, const Fraction& ratio, const Fraction& step) const {
        const bool shrinks = Fraction{1} < ratio;
        const Fraction apart = (shrinks ? ratio - 1 : Fraction{1} - ratio).half();
        const Fraction shift = step * (both ? apart : ratio);
        sight.margin = sight.margin + shift;
        if (both && shrinks) {
            sight.bounds.widen(shift, shift);
            sight.margin = sight.margin + shift;
        } else {
            sight.drift = sight.drift + shift;
        }
    }
};

} // namespace ctnn::detail
