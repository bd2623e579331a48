// Propagates what positions see from operation to operation through a network.
#pragma once

#include "../../core/rows.hpp"
#include "per_tensor.hpp"
#include "reach_of_operation.hpp"

namespace ctnn::detail {

/// The two axes of a map. Most networks have square maps and treat both axes alike; then only the
/// height is computed.
struct MapReach {
    AxisReach height = {};
    AxisReach width = {};
    bool are_alike = false;

    constexpr AxisReach& operator[](Axis axis) { return axis == Axis::height ? height : width; }
    constexpr const AxisReach& operator[](Axis axis) const {
        return axis == Axis::height ? height : width;
    }

    constexpr void set_unknown() { height.is_known = width.is_known = false; }
};

/// The reach of each row's output, computed in execution order.
class ReachOfRows {
  public:
    constexpr ReachOfRows(const Rows& of_, const PerTensor<MapReach>& storage_)
        : rows_(of_), reaches_(storage_) {
        // Assigned as a whole: when a single member is assigned, g++ 12 loses the other default
        // values of an array's element.
        MapReach input;
        input.are_alike = is_square((*rows_.inputs)[0]);
        reaches_[-1] = input;
    }

    /// The reach of a row's output; of -1, of the network's input.
    constexpr const MapReach& of(int row) const { return reaches_[row]; }

    constexpr const Rows& rows() const { return rows_; }

    /// Takes the next row. Returns the row that feeds it if both have the same reach, else -1.
    /// (This saves the compiler most of its work: two operations in three are normalisations and
    /// activations.)
    constexpr int take(int row) {
        const Record& record = rows_[row];
        if (record.operands > 1) return merge(row);
        if (record.operands == 0) {
            MapReach nothing;
            nothing.height.is_empty = nothing.width.is_empty = true;
            nothing.are_alike = is_square(record.output);
            reaches_[row] = nothing;
            return -1;
        }
        const int from = rows_.operand(row);
        const Shape& in = rows_.output_of(from);
        reaches_[row] = reaches_[from];
        if (keeps_reach(record, in)) return from;
        if (is_map(in)) take(record, in, reaches_[row]); // a vector keeps its reach
        return -1;
    }

    /// The row whose output is the network's last map: follows the largest operands back from the
    /// network's output, to the input of the first operation that flattens the map or pools it to a
    /// single position.
    constexpr int last_map() const {
        int row = rows_.output_row;
        int last = row;
        while (row >= 0 && rows_[row].operands > 0) {
            const Record& record = rows_[row];
            row = record.operands == 1 ? rows_.operand(row) : largest_operand(row);
            if (ends_map(record, rows_.output_of(row))) last = row;
        }
        return last;
    }

  private:
    static constexpr bool keeps_reach(const Record& record, const Shape& in) {
        return in == record.output && record.window == StoredWindow{} &&
               record.op != Op::conv_transpose && record.op != Op::linear && !record.is_opaque &&
               (!may_use_statistics(record.op) || !(uses_statistics(record, in, Axis::height) ||
                                                    uses_statistics(record, in, Axis::width)));
    }

    constexpr void take(const Record& record, const Shape& in, MapReach& reaches) const {
        if (record.is_opaque) return take_opaque(in, reaches);
        reaches.are_alike = reaches.are_alike && treats_axes_alike(record, in);
        take(record, in, reaches.height, Axis::height);
        if (reaches.are_alike) {
            reaches.width = reaches.height;
        } else {
            take(record, in, reaches.width, Axis::width);
        }
    }

    /// An opaque layer may read any position: its reach is known only if all positions see the
    /// same.
    static constexpr void take_opaque(const Shape& in, MapReach& reaches) {
        if (!is_uniform(in, reaches)) return reaches.set_unknown();
        reaches.height.join(in.height());
        reaches.width.join(in.width());
    }

    static constexpr bool is_uniform(const Shape& shape, const MapReach& reaches) {
        return reaches.height.is_uniform(length_of(shape, Axis::height)) &&
               reaches.width.is_uniform(length_of(shape, Axis::width));
    }

    static constexpr bool treats_axes_alike(const Record& record, const Shape& in) {
        return is_square(in) && is_square(record.output) && record.op != Op::linear &&
               record.op != Op::layer_norm && record.op != Op::softmax &&
               record.window.height == record.window.width;
    }

    constexpr void take(const Record& record, const Shape& in, AxisReach& reach, Axis axis) const {
        const Count length = length_of(in, axis);
        if (!is_map(record.output)) return reach.join(length);
        if (record.op == Op::linear) {
            if (axis == Axis::width) reach.join(length);
            return;
        }
        take_axis(
            record, record.window[axis], uses_statistics(record, in, axis),
            {reach, {length, length_of(record.output, axis), length_of((*rows_.inputs)[0], axis)}});
    }

    static constexpr Count positions(const Shape& shape) {
        return mul(length_of(shape, Axis::height), length_of(shape, Axis::width));
    }

    constexpr bool is_empty(int row) const { return reaches_[row].height.is_empty; }

    constexpr int largest_operand(int row) const {
        int largest = rows_.operand(row);
        for (int k = 1; k < rows_[row].operands; ++k) {
            const int other = rows_.operand(row, k);
            const bool one_is_empty = is_empty(largest) != is_empty(other);
            const bool is_larger =
                positions(rows_.output_of(other)) > positions(rows_.output_of(largest));
            if (one_is_empty ? is_empty(largest) : is_larger) largest = other;
        }
        return largest;
    }

    /// Does a row flatten a map, or pool it to a single position?
    static constexpr bool ends_map(const Record& record, const Shape& from) {
        const bool leaves_map = is_map(record.output);
        const bool pools = record.op == Op::adaptive_avg_pool || record.op == Op::avg_pool ||
                           record.op == Op::max_pool;
        if (leaves_map && !pools) return false;
        if (!is_map(from)) return false;
        return !leaves_map || (positions(record.output) == 1 && positions(from) > 1);
    }

    constexpr int merge(int row) {
        bool are_alike = true;
        for (int k = 0; k < rows_[row].operands; ++k) {
            if (!reaches_[rows_.operand(row, k)].are_alike) are_alike = false;
        }
        const AxisReach height = merged(row, Axis::height);
        MapReach both{height, are_alike ? height : merged(row, Axis::width), are_alike};
        if (rows_[row].is_opaque && !has_uniform_operands(row)) both.set_unknown();
        reaches_[row] = both;
        return -1;
    }

    constexpr bool has_uniform_operands(int row) const {
        for (int k = 0; k < rows_[row].operands; ++k) {
            const int operand = rows_.operand(row, k);
            if (!is_uniform(rows_.output_of(operand), reaches_[operand])) return false;
        }
        return true;
    }

    /// The merged reach along one axis. Beside an operand with a window per position (it slides),
    /// one whose positions all see the same is a gate: every position sees what the gate sees.
    constexpr AxisReach merged(int row, Axis axis) {
        const Record& record = rows_[row];
        int first = 0; // the first operand that slides, if any
        while (first < record.operands && !slides(row, first, axis)) ++first;
        const bool has_slider = first < record.operands;
        if (!has_slider) first = 0;
        while (first + 1 < record.operands && is_empty(rows_.operand(row, first))) ++first;
        AxisReach sum = reaches_[rows_.operand(row, first)][axis];
        for (int k = 0; k < record.operands; ++k) {
            const int operand = rows_.operand(row, k);
            if (k == first || is_empty(operand)) continue;
            const AxisReach& reach = reaches_[operand][axis];
            if (has_slider && !slides(row, k, axis)) {
                sum.merge_gate(reach, length_of(rows_.output_of(operand), axis));
            } else {
                const bool is_one = length_of(record.output, axis) == 1;
                if (!is_one && sum.bounds.stride != reach.bounds.stride) sum.is_known = false;
                sum.merge(reach);
            }
            sum.is_known = sum.is_known && reach.is_known;
            sum.is_aligned = sum.is_aligned && reach.is_aligned;
        }
        return sum;
    }

    constexpr bool slides(int row, int which, Axis axis) {
        const int operand = rows_.operand(row, which);
        const Count length = length_of(rows_[row].output, axis);
        if (is_empty(operand) || length_of(rows_.output_of(operand), axis) != length) return false;
        return length == 1 || reaches_[operand][axis].bounds.stride != 0;
    }

    Rows rows_;
    PerTensor<MapReach> reaches_;
};

} // namespace ctnn::detail
