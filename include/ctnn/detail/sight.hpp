// What the places of a tensor see of the network's input, along one axis.
#pragma once

#include "../fraction.hpp"
#include "../window.hpp"

namespace ctnn::detail {

/// An interval of the input, its ends doubled: the middle of two places is whole.
struct Places {
    Fraction first = 0;
    Fraction last = 0;

    constexpr Fraction size() const { return (last - first).half() + 1; }
    constexpr Fraction middle() const { return (first + last).half(); }
    constexpr void include(const Places& other) {
        if (other.first < first || !other.first.is_valid()) first = other.first;
        if (last < other.last || !other.last.is_valid()) last = other.last;
    }
    constexpr bool includes(const Places& other) const {
        return first.is_valid() && last.is_valid() && !(other.first < first) &&
               !(last < other.last);
    }
};

/// Place i sees `span()` input places around centre + i * stride (Araujo, Norris, Sim 2019: r, j
/// and the start, of which the centre is the middle), and `common`, which all places see.
///
/// After an upsampling the steps are parts of the step before, the grain, and what several of them
/// see grows by whole grains alone: `slack` is what of them has come together.
struct Sight {
    bool is_known = true;
    bool is_empty = false;  ///< nothing of the input: behind a source
    bool is_aligned = true; ///< every path from the input has this centre
    bool has_common = false;
    Fraction size = 1;
    Fraction stride = 1;
    Fraction centre = 0; ///< of place 0, doubled
    Fraction slack = 0;
    Fraction grain = 0; ///< 0: nothing was upsampled
    Places common = {};

    constexpr Fraction span() const { return grain == 0 ? size : size + whole_grains(); }

    /// What windows show one place.
    constexpr Places at(Count place) const {
        const Fraction middle = place == 0 ? centre : centre + stride * (2 * place);
        const Fraction reach = span() - 1;
        return {middle - reach, middle + reach};
    }

    /// The same and what all places see.
    constexpr Places all_at(Count place) const {
        Places all = at(place);
        if (has_common) all.include(common);
        return all;
    }

    /// A window over so many more steps.
    constexpr void grow(Count steps) {
        Fraction& part = grain == 0 ? size : slack;
        part = part + stride * steps;
    }

    /// A convolution, a pool, a padding.
    constexpr void slide(const WindowAxis& window) {
        if (window == WindowAxis{}) return;
        const Count reach = window.dilation * (window.kernel - 1);
        grow(reach);
        if (reach != 2 * window.before) centre = centre + stride * (reach - 2 * window.before);
        if (window.stride != 1) stride = stride * window.stride;
    }

    /// From here on steps are parts of a step.
    constexpr void divide() {
        if (!(grain < stride)) return;
        // Of steps that are no whole grains, what has come together may fill another one.
        const bool fits = grain == 0 || (stride / grain).denominator == 1;
        size = fits ? span() : size + slack;
        slack = 0;
        grain = stride;
    }

    /// A transposed convolution: place o sees i where o + before = i * stride + d * dilation, which
    /// is the convolution's line of centres, read the other way.
    constexpr void transpose(const WindowAxis& window) {
        const Count reach = window.dilation * (window.kernel - 1);
        if (window.stride > 1) divide();
        stride = stride / window.stride;
        grow(reach);
        centre = centre + stride * (2 * window.before - reach);
    }

    /// Place o of `out` is over place (o + 1/2) * in / out - 1/2, and sees `more` steps than that.
    constexpr void resize(Count in, Count out, Count more) {
        if (in == out) return;
        const Fraction ratio{in, out};
        if (in == 1) {
            stride = 0;
            return;
        }
        const Count parts = ratio.denominator;
        if (parts > 1) {
            divide();
            slack = slack + stride * Fraction{parts - 1, parts};
        }
        grow(more);
        centre = centre + stride * (ratio - 1);
        stride = stride * ratio;
    }

    /// Everything that the first so many places see.
    constexpr Places whole(Count places) const {
        Places all = all_at(0);
        all.include(all_at(places - 1));
        return all;
    }

    /// Each place sees all of them besides its own.
    constexpr void share(Count places) {
        common = whole(places);
        has_common = true;
    }

    /// All places see the same.
    constexpr void join(Count places) {
        const Places all = whole(places);
        size = all.size();
        stride = slack = grain = 0;
        centre = all.middle();
        has_common = false;
    }

    /// A second operand of one place each: what either sees.
    constexpr void merge(const Sight& other) {
        if (other.has_common) see_too(other.common);
        const bool is_shifted = centre != other.centre;
        if (is_shifted) is_aligned = false;
        const bool was_upsampled = grain != 0 || other.grain != 0;
        if (!is_shifted && !was_upsampled) { // the most frequent case, and a short one
            if (size < other.size || !other.size.is_valid()) size = other.size;
            return;
        }
        Places all = at(0);
        all.include(other.at(0));
        if (was_upsampled) merge_slack(other, is_shifted);
        size = was_upsampled && is_shifted ? all.size() + play() : all.size();
        centre = all.middle();
    }

    constexpr void see_too(const Places& interval) {
        if (!has_common) common = interval;
        common.include(interval);
        has_common = true;
    }

  private:
    /// What was upsampled moves by whole grains: how much further apart two places' fields may be
    /// than their middles.
    constexpr Fraction play() const {
        return (grain / stride).denominator == 1 ? grain - stride : grain;
    }

    constexpr void merge_slack(const Sight& other, bool is_shifted) {
        const Fraction more = left_over();
        const Fraction others = other.left_over();
        const bool is_exact = grain == other.grain && !is_shifted;
        if (grain < other.grain) grain = other.grain;
        slack = is_exact ? (more < others ? others : more) : play();
    }

    constexpr Fraction left_over() const { return grain == 0 ? slack : slack - whole_grains(); }

    /// What of the slack has become places.
    constexpr Fraction whole_grains() const {
        const Fraction grains = slack / grain;
        return grains.is_valid() ? grain * grains.floor() : grains;
    }
};

} // namespace ctnn::detail
