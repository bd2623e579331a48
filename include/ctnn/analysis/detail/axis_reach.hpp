// Which part of the network's input each position of a map depends on, along one axis.
#pragma once

#include "../../core/misfit.hpp"
#include "bounds.hpp"

namespace ctnn::detail {

/// The interval of the input that each position sees through windows (`bounds`), and the one that
/// all positions see (`common`).
///
/// The ends of the interval actually seen are at most `margin` inside the bounds and at most
/// `drift` outside: resizing with align_corners, or by a factor that is not a ratio of whole sizes,
/// shifts positions, so that the interval's size is known better than its ends.
struct AxisReach {
    Bounds bounds = {};
    Fraction margin = 0;
    Fraction drift = 0;
    Ends limits = {}; ///< no window sees beyond these, padding aside; valid if `has_limits`
    Ends common = {};
    bool has_limits = false;
    bool has_common = false;
    bool is_known = true;
    bool is_empty = false;  ///< depends on no input: made from a source alone
    bool is_aligned = true; ///< all paths from the input have the same centre
    /// No gaps: a position sees every input position in its interval, and the intervals together
    /// cover the input (blind positions excepted).
    bool is_solid = true;
    bool sees_all = false; ///< each position sees all of the input, through more than windows
    bool is_blind = false; ///< some positions may see nothing but padding
    bool is_blind_anywhere = false; ///< any position may be one of them, not just the outermost
    Count blind_before = 0;         ///< number of blind positions at the start
    Count blind_after = 0;          ///< and at the end

    constexpr bool is_uniform(Count positions) const {
        return positions == 1 || bounds.stride == 0;
    }

    /// Whether each position sees all of the input.
    constexpr bool is_whole(Count positions, Count network) const {
        if (is_blind) return false;
        return sees_all || (is_solid && reaches_last(0, network) && reaches_first(positions - 1));
    }

    /// The interval a position may see: its windows' and the common one.
    constexpr Ends absolute(Count position) const {
        Ends ends = bounds.at(position, drift);
        if (has_limits) ends.clip(limits);
        if (has_common) ends.include(common);
        return ends.inwards();
    }

    /// The union of all positions' intervals.
    constexpr Ends all(Count positions) const {
        Ends ends = absolute(0);
        if (positions > 1) ends.include(absolute(positions - 1));
        return ends;
    }

    /// Each position keeps its own interval and sees all others' too.
    constexpr void share(Count positions) {
        include_common(all(positions), is_solid);
        set_blind(0, positions - 1, positions);
    }

    /// From here on every position sees the union of all.
    constexpr void join(Count positions) {
        bounds.fix(all(positions));
        sees_all = sees_all || is_solid;
        is_solid = has_common = has_limits = false;
        margin = margin + drift;
        drift = 0;
        set_blind(0, positions - 1, positions);
    }

    /// A single position is repeated.
    constexpr void spread() {
        fold_drift();
        bounds.fix(bounds.at(0));
    }

    /// Merges an operand all of whose positions see the same (a gate).
    constexpr void merge_gate(const AxisReach& gate, Count positions) {
        include_common(gate.all(positions), gate.sees_all || gate.is_solid);
        if (gate.is_blind) share_blind(gate);
    }

    /// Merges an operand with a window per position: the union of both.
    constexpr void merge(const AxisReach& other) {
        if (other.has_common) include_common(other.common, other.sees_all);
        if (other.sees_all) sees_all = true;
        if (other.is_blind) share_blind(other);
        if (bounds.low + bounds.high != other.bounds.low + other.bounds.high) is_aligned = false;
        has_limits = false; // the limits of one operand do not hold for the other
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

    constexpr void include_common(const Ends& ends, bool is_all) {
        if (!has_common) common = ends;
        common.include(ends);
        has_common = true;
        sees_all = sees_all || is_all;
    }

    /// Widens the bounds by the drift.
    constexpr void fold_drift() {
        if (is_zero(drift)) return;
        bounds.widen(drift, drift);
        bounds.grain = 0;
        margin = margin + drift;
        drift = 0;
    }

    /// Bounds that drift do not round alike.
    constexpr void settle() {
        if (is_zero(drift)) bounds.settle();
    }

    constexpr void set_blind_anywhere() {
        is_blind = is_blind_anywhere = true;
        is_solid = sees_all = false;
        blind_before = blind_after = 0;
    }

    /// The positions before `first` and after `last` are blind.
    constexpr void set_blind(Count first, Count last, Count positions) {
        if (is_blind_anywhere) return;
        if (positions > max_size) return set_blind_anywhere();
        blind_before = first > 0 ? first : 0;
        blind_after = last < positions - 1 ? positions - 1 - last : 0;
        is_blind = blind_before > 0 || blind_after > 0;
        if (blind_before >= positions - blind_after) set_blind_anywhere();
    }

    /// Whether two positions this many steps apart leave no gap between their intervals.
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
    constexpr void share_blind(const AxisReach& other) {
        is_blind = true;
        if (other.is_blind_anywhere) set_blind_anywhere();
        if (blind_before < other.blind_before) blind_before = other.blind_before;
        if (blind_after < other.blind_after) blind_after = other.blind_after;
    }

    /// Whether it certainly sees all that the other may see.
    constexpr bool covers(const AxisReach& other) const {
        if (is_zero(margin) && is_zero(other.drift)) {
            return at_most(bounds.low, other.bounds.low) && at_most(other.bounds.high, bounds.high);
        }
        return at_most(bounds.low + margin, other.bounds.low - other.drift) &&
               at_most(other.bounds.high + other.drift, bounds.high - margin);
    }

    constexpr void unite(AxisReach other) {
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
