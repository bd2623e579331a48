// What the positions of joined branches see.
#pragma once

#include "../../core/rows.hpp"
#include "map_reach.hpp"
#include "per_tensor.hpp"

namespace ctnn::detail {

/// One row that joins several tensors, whose reaches are known.
class ReachOfMerge {
  public:
    constexpr ReachOfMerge(const Rows& of_, const PerTensor<MapReach>& reaches_of_, int which_)
        : rows_(of_), reaches_(reaches_of_), row_(which_), record_(of_[which_]) {}

    constexpr MapReach merge() const {
        bool are_alike = true;
        bool are_moved = false;
        for (int k = 0; k < record_.operands; ++k) {
            const MapReach& reaches = reaches_[rows_.operand(row_, k)];
            if (!reaches.are_alike) are_alike = false;
            if (reaches.is_moved && !reaches.is_uniform()) are_moved = true;
        }
        if (are_moved) return merge_moved();
        const AxisReach height = merged(Axis::height, length_of(record_.output, Axis::height));
        MapReach both{height, height, are_alike};
        if (!are_alike) {
            both.width = merged(Axis::width, length_of(record_.output, Axis::width));
        }
        if (!is_map(record_.output)) both.set_uniform();
        if (record_.is_opaque && !has_uniform_operands()) both.set_unknown();
        return both;
    }

  private:
    constexpr bool is_empty(int tensor) const { return reaches_[tensor].height.is_empty; }

    /// Of tensors whose axes are not all those of a map.
    constexpr MapReach merge_moved() const {
        MapReach both;
        const Axis axes[] = {Axis::height, Axis::width};
        for (const Axis axis : axes) {
            const AxisRun run = common_run(axis);
            both.run(axis) = run;
            const int along = run.axis();
            both[axis] =
                run.is_spread ? joined(axis) : merged(axis, along >= 0 ? record_.output[along] : 1);
        }
        both.is_moved = true;
        if (record_.is_opaque && !has_uniform_operands()) {
            both.set_unknown();
            both.set_uniform();
        }
        both.settle();
        return both;
    }

    /// The axis of the output along which a map's axis runs: that of all operands, if they agree.
    constexpr AxisRun common_run(Axis axis) const {
        AxisRun common;
        bool differ = false;
        for (int k = 0; k < record_.operands; ++k) {
            const int operand = rows_.operand(row_, k);
            const AxisRun run = aligned_run(operand, record_.output.rank, axis);
            if (is_empty(operand) || run.is_uniform()) continue;
            differ = differ || run.is_spread || (!common.is_uniform() && run != common);
            common.axes = static_cast<unsigned char>(common.axes | run.axes);
        }
        // What Concat puts behind each other along the axis is not at one position.
        if (record_.op == Op::concat && common.is_along(0)) differ = true;
        common.is_spread = differ;
        return common;
    }

    /// An operand's run, its axes counted from the last, as broadcasting aligns them.
    constexpr AxisRun aligned_run(int operand, int rank, Axis axis) const {
        const MapReach& reaches = reaches_[operand];
        const Shape& shape = rows_.output_of(operand);
        AxisRun run = reaches.run(axis);
        if (!reaches.is_moved && !is_map(shape)) return {}; // a vector
        const int along = run.axis();
        if (along >= 0 && shape[along] == 1) return {};
        const int more = rank - shape.rank;
        if (more > 0) run.axes = static_cast<unsigned char>(run.axes << more);
        return run;
    }

    /// What all positions of all operands see together.
    constexpr AxisReach joined(Axis axis) const {
        AxisReach sum;
        sum.is_empty = true;
        for (int k = 0; k < record_.operands; ++k) {
            const int operand = rows_.operand(row_, k);
            if (is_empty(operand)) continue;
            AxisReach reach = reaches_[operand][axis];
            reach.join(reaches_[operand].positions(rows_.output_of(operand), axis));
            const bool is_known = sum.is_known && reach.is_known;
            if (sum.is_empty) {
                sum = reach;
            } else {
                sum.merge(reach);
            }
            sum.is_known = is_known;
        }
        return sum;
    }

    constexpr bool has_uniform_operands() const {
        for (int k = 0; k < record_.operands; ++k) {
            const int operand = rows_.operand(row_, k);
            if (!reaches_[operand].are_uniform(rows_.output_of(operand))) return false;
        }
        return true;
    }

    /// The merged reach along one axis. Beside an operand with a window per position (it slides),
    /// one whose positions all see the same is a gate: every position sees what the gate sees.
    constexpr AxisReach merged(Axis axis, Count length) const {
        int first = 0; // the first operand that slides, if any
        while (first < record_.operands && !slides(first, axis, length)) ++first;
        const bool has_slider = first < record_.operands;
        if (!has_slider) first = 0;
        while (first + 1 < record_.operands && is_empty(rows_.operand(row_, first))) ++first;
        AxisReach sum = reaches_[rows_.operand(row_, first)][axis];
        for (int k = 0; k < record_.operands; ++k) {
            const int operand = rows_.operand(row_, k);
            if (k == first || is_empty(operand)) continue;
            const AxisReach& reach = reaches_[operand][axis];
            if (has_slider && !slides(k, axis, length)) {
                sum.merge_gate(reach, reaches_[operand].positions(rows_.output_of(operand), axis));
            } else {
                if (length != 1 && sum.bounds.stride != reach.bounds.stride) sum.is_known = false;
                sum.merge(reach);
            }
            sum.is_known = sum.is_known && reach.is_known;
            sum.is_aligned = sum.is_aligned && reach.is_aligned;
        }
        return sum;
    }

    constexpr bool slides(int which, Axis axis, Count length) const {
        const int operand = rows_.operand(row_, which);
        if (is_empty(operand)) return false;
        const MapReach& reaches = reaches_[operand];
        const Shape& shape = rows_.output_of(operand);
        const Count own =
            reaches.is_moved ? reaches.positions(shape, axis) : length_of(shape, axis);
        if (own != length) return false;
        return length == 1 || reaches[axis].bounds.stride != 0;
    }

    const Rows& rows_;
    const PerTensor<MapReach>& reaches_;
    int row_;
    const Record& record_;
};

} // namespace ctnn::detail
