// What the positions of a map see of the network's input, along one axis.
#pragma once

#include "../../core/misfit.hpp"
#include "bounds.hpp"

namespace ctnn::detail {

/// What windows show to each position (its bounds), and what all positions see (`common`).
///
/// What a position really sees lies within its bounds. It reaches at least to `margin` within them,
/// and nowhere further than `drift` outside of them: where align_corners, or a factor that is no
/// ratio of whole sizes, moves positions, the size of what they see is known better than its ends.
struct Sight {
    Bounds bounds = {};
    Fraction margin = 0;
    Fraction drift = 0;
    Ends limits = {}; ///< what no window sees beyond, padding aside, if it `has_limits`
    Ends common = {};
    bool has_limits = false;
    bool has_common = false;
    bool is_known = true;
    bool is_empty = false;  ///< nothing of the input: behind a source
    bool is_aligned = true; ///< all paths from the input have one centre
    /// A position sees all of its interval that is inside of the input, and the intervals of all
    /// positions leave nothing of the input out. (Blind positions aside.)
    bool is_solid = true;
    bool sees_all = false;  ///< each position sees all of the input, not by windows alone
    bool is_blind = false;  ///< some positions see nothing but padding: these outermost ones,
    bool is_lost = false;   ///< or any
    Count blind_before = 0; ///< so many at the start
    Count blind_after = 0;  ///< and so many at the end

    constexpr bool is_uniform(Count positions) const {
        return positions == 1 || bounds.stride == 0;
    }

    /// Whether each position sees all of the input.
    constexpr bool is_whole(Count positions, Count network) const {
        if (is_blind) return false;
        return sees_all || (is_solid && reaches_last(0, network) && reaches_first(positions - 1));
    }

    /// What a position may see by windows, and what all see.
    constexpr Ends absolute(Count position) const {
        Ends ends = bounds.at(position, drift);
        if (has_limits) ends.clip(limits);
        if (has_common) ends.include(common);
        return ends.inwards();
    }

    /// What any of the positions may see.
    constexpr Ends all(Count positions) const {
        Ends ends = absolute(0);
        if (positions > 1) ends.include(absolute(positions - 1));
        return ends;
    }

    /// Each position sees all of them besides its own.
    constexpr void share(Count positions) {
        see_too(all(positions), is_solid);
        set_blind(0, positions - 1, positions);
    }

    /// All positions see the same.
    constexpr void join(Count positions) {
        bounds.fix(all(positions));
        sees_all = sees_all || is_solid;
        is_solid = has_common = has_limits = false;
        margin = margin + drift;
        drift = 0;
        set_blind(0, positions - 1, positions);
    }

    /// One position becomes any number of them.
    constexpr void spread() {
        fold_drift();
        bounds.fix(bounds.at(0));
    }

    /// A second operand whose positions all see the same.
    constexpr void be_gated(const Sight& gate, Count positions) {
        see_too(gate.all(positions), gate.sees_all || gate.is_solid);
        if (gate.is_blind) share_blind(gate);
    }

    /// A second operand: what either sees.
    constexpr void merge(const Sight& other) {
        if (other.has_common) see_too(other.common, other.sees_all);
        if (other.sees_all) sees_all = true;
        if (other.is_blind) share_blind(other);
        if (bounds.low + bounds.high != other.bounds.low + other.bounds.high) is_aligned = false;
        has_limits = false; // what is covered past the end of a map is not seen there
        const bool covers_other = covers(other);
        if (covers_other && is_solid) return;
        if (other.covers(*this)) {
            bounds = other.bounds;
            margin = other.margin;
            drift = other.drift;
            is_solid = other.is_solid;
        } else if (!covers_other) {
            unite(other);
        }
    }

    constexpr void see_too(const Ends& ends, bool is_all) {
        if (!has_common) common = ends;
        common.include(ends);
        has_common = true;
        sees_all = sees_all || is_all;
    }

    /// Makes what positions may see, drifting, their bounds.
    constexpr void fold_drift() {
        if (is_zero(drift)) return;
        bounds.widen(drift, drift);
        bounds.grain = 0;
        margin = margin + drift;
        drift = 0;
    }

    /// Where positions drift, they do not round alike.
    constexpr void settle() {
        if (is_zero(drift)) bounds.settle();
    }

    constexpr void lose() {
        is_blind = is_lost = true;
        is_solid = sees_all = false;
        blind_before = blind_after = 0;
    }

    /// All positions before `first` and after `last` are blind.
    constexpr void set_blind(Count first, Count last, Count positions) {
        if (is_lost) return;
        if (positions > max_size) return lose();
        blind_before = first > 0 ? first : 0;
        blind_after = last < positions - 1 ? positions - 1 - last : 0;
        is_blind = blind_before > 0 || blind_after > 0;
        if (blind_before >= positions - blind_after) lose();
    }

    /// Whether two positions, so many steps apart, leave nothing out between them.
    constexpr bool touches(Count steps) const {
        return at_most(bounds.low + bounds.stride * steps + margin, bounds.high - margin + 1);
    }

    constexpr bool reaches_first(Count position) const {
        Fraction first = bounds.low;
        if (position != 0) first = first + bounds.stride * position;
        if (!is_zero(margin)) first = first + margin;
        return first.is_valid() && first.floor() <= 0;
    }

    constexpr bool reaches_last(Count position, Count network) const {
        Fraction last = bounds.high;
        if (position != 0) last = last + bounds.stride * position;
        if (!is_zero(margin)) last = last - margin;
        return last.is_valid() && last.ceil() >= network - 1;
    }

  private:
    constexpr void share_blind(const Sight& other) {
        is_blind = true;
        if (other.is_lost) lose();
        if (blind_before < other.blind_before) blind_before = other.blind_before;
        if (blind_after < other.blind_after) blind_after = other.blind_after;
    }

    /// Whether it sees, for certain, all that another may see.
    constexpr bool covers(const Sight& other) const {
        if (is_zero(margin) && is_zero(other.drift)) {
            return at_most(bounds.low, other.bounds.low) && at_most(other.bounds.high, bounds.high);
        }
        return at_most(bounds.low + margin, other.bounds.low - other.drift) &&
               at_most(other.bounds.high + other.drift, bounds.high - margin);
    }

    constexpr void unite(Sight other) {
        fold_drift();
        other.fold_drift();
        is_solid = is_solid && other.is_solid && margin == other.margin &&
                   at_most(bounds.low + margin, other.bounds.high - margin + 1) &&
                   at_most(other.bounds.low + margin, bounds.high - margin + 1);
        if (!bounds.rounds_as(other.bounds)) bounds.grain = 0;
        Ends ends{bounds.low, bounds.high};
        ends.include({other.bounds.low, other.bounds.high});
        bounds.low = ends.first;
        bounds.high = ends.last;
        if (margin < other.margin) margin = other.margin;
    }
};

} // namespace ctnn::detail
