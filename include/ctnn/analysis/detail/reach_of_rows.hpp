// Propagates what positions see from operation to operation through a network.
#pragma once

#include "../../core/rows.hpp"
#include "axis_run.hpp"
#include "per_tensor.hpp"
#include "reach_of_operation.hpp"

namespace ctnn::detail {

/// The two axes of a map. Most networks have square maps and treat both axes alike; then only the
/// height is computed.
struct MapReach {
    AxisReach height = {};
    AxisReach width = {};
    bool are_alike = false;
    bool is_moved = false; ///< the axes do not run along those of a map; they run along
    AxisRun height_run = run_of_height;
    AxisRun width_run = run_of_width;

    constexpr AxisReach& operator[](Axis axis) { return axis == Axis::height ? height : width; }
    constexpr const AxisReach& operator[](Axis axis) const {
        return axis == Axis::height ? height : width;
    }

    constexpr AxisRun& run(Axis axis) { return axis == Axis::height ? height_run : width_run; }
    constexpr const AxisRun& run(Axis axis) const {
        return axis == Axis::height ? height_run : width_run;
    }

    /// How many positions there are in which an axis may see something else.
    constexpr Count positions(const Shape& shape, Axis axis) const {
        if (!is_moved) return length_of(shape, axis);
        const int along = run(axis).axis();
        return along >= 0 ? shape[along] : 1;
    }

    /// The axes run along those of a map again.
    constexpr void settle() { is_moved = height_run != run_of_height || width_run != run_of_width; }

    constexpr bool is_spread() const { return height_run.is_spread || width_run.is_spread; }

    /// All positions see the same.
    constexpr void set_uniform() {
        is_moved = true;
        height_run = width_run = {};
    }
    constexpr bool is_uniform() const {
        return is_moved && height_run.is_uniform() && width_run.is_uniform();
    }

    constexpr void set_unknown() { height.is_known = width.is_known = false; }
};

/// The reach of each row's output, computed in execution order.
class ReachOfRows {
  public:
    /// Of an input of the network, the first by default. The others see nothing of it.
    constexpr ReachOfRows(const Rows& of_, const PerTensor<MapReach>& storage_, int input_ = 0)
        : rows_(of_), reaches_(storage_), seen_(&(*of_.inputs)[input_]) {
        // Assigned as a whole: when a single member is assigned, g++ 12 loses the other default
        // values of an array's element.
        for (int i = 0; i < rows_.input_count(); ++i) {
            reaches_[-1 - i] = i == input_ ? reach_of_input() : reach_of_source((*rows_.inputs)[i]);
        }
    }

    /// The input whose positions are seen.
    constexpr const Shape& input() const { return *seen_; }

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
            reaches_[row] = reach_of_source(record.output);
            return -1;
        }
        const int from = rows_.operand(row);
        const Shape& in = rows_.output_of(from);
        reaches_[row] = reaches_[from];
        const bool may_move =
            record.moves_axes || record.op == Op::flatten || record.op == Op::reshape;
        if (reaches_[row].is_moved || (may_move && moves(record, in))) {
            move(record, in, reaches_[row]);
            return -1;
        }
        if (keeps_reach(record, in)) return from;
        if (is_map(in)) {
            take(record, in, reaches_[row]); // a vector keeps its reach
            if (!is_map(record.output)) leave_map(record, in, reaches_[row]);
        }
        return -1;
    }

    /// The row whose output is the last map before an output of the network: follows the largest
    /// operands back from it, to the input of the first operation that flattens the map or pools it
    /// to a single position.
    constexpr int last_map(int row) const {
        int last = row;
        while (row >= 0 && rows_[row].operands > 0) {
            const Record& record = rows_[row];
            row = record.operands == 1 ? rows_.operand(row) : largest_operand(row);
            if (ends_map(record, rows_.output_of(row))) last = row;
        }
        return last;
    }

  private:
    constexpr MapReach reach_of_input() const {
        MapReach reach;
        reach.are_alike = is_square(input());
        if (!is_map(input())) reach.set_uniform();
        return reach;
    }

    static constexpr MapReach reach_of_source(const Shape& shape) {
        MapReach nothing;
        nothing.height.is_empty = nothing.width.is_empty = true;
        nothing.are_alike = is_square(shape);
        return nothing;
    }

    /// A map became a vector, or what a user's layer does not tell.
    static constexpr void leave_map(const Record& record, const Shape& in, MapReach& reaches) {
        const AxisRun spread = spread_over(record, in);
        const bool is_vector_of_one = in.height() == 1 && in.width() == 1;
        reaches.is_moved = true;
        reaches.height_run = reaches.width_run = is_vector_of_one ? AxisRun{} : spread;
    }

    static constexpr bool keeps_reach(const Record& record, const Shape& in) {
        return in == record.output && record.window == StoredWindow{} &&
               record.op != Op::conv_transpose && record.op != Op::linear && !record.is_opaque &&
               (!may_use_statistics(record.op) || !(uses_statistics(record, in, Axis::height) ||
                                                    uses_statistics(record, in, Axis::width)));
    }

    /// Does it move axes, or reshape a map into what is no vector?
    static constexpr bool moves(const Record& record, const Shape& in) {
        if (record.moves_axes) return true;
        return is_map(in) ? record.output.rank != 1 : record.output.rank == 3;
    }

    /// An operation on a tensor whose axes are not those of a map, or which moves them.
    constexpr void move(const Record& record, const Shape& in, MapReach& reaches) const {
        reaches.is_moved = true;
        reaches.are_alike = false;
        if (record.is_opaque) {
            take_opaque(in, reaches);
            return reaches.set_uniform();
        }
        move(record, in, reaches.height, reaches.height_run, Axis::height);
        move(record, in, reaches.width, reaches.width_run, Axis::width);
        if (in.rank == 3 && (may_see_padding_alone(record, in, Axis::height) ||
                             may_see_padding_alone(record, in, Axis::width))) {
            reaches.height.set_blind_anywhere();
            reaches.width.set_blind_anywhere();
        }
        reaches.settle();
    }

    constexpr void move(const Record& record, const Shape& in, AxisReach& reach, AxisRun& run,
                        Axis axis) const {
        if (run.is_spread) {
            // Which of the positions are left out?
            const bool may_skip = record.op == Op::slice || record.window != StoredWindow{};
            if (may_skip && record.op != Op::softmax) reach.is_known = false;
            run = spread_after(run, record, in);
            return;
        }
        const int along = run.axis();
        if (along < 0) return; // all positions see the same
        const Count length = in[along];
        const Sees sees = sees_along(record, in, along);
        const int to = axis_after(record, in, along);
        if (sees == Sees::all || to == Axes::read) {
            reach.join(length);
            run = {};
        } else if (sees == Sees::unknown || to == Axes::mixed) {
            reach.join(length);
            run = spread_over(record, in);
        } else {
            const bool is_of_map = in.rank == 3 && along > 0;
            const WindowAxis window =
                is_of_map ? record.window[along == 1 ? Axis::height : Axis::width] : WindowAxis{};
            take_axis(record, window, sees == Sees::both,
                      {reach, {length, record.output[to], length_of(input(), axis)}});
            run = AxisRun::along(to);
        }
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
        reaches.height.join(reaches.positions(in, Axis::height));
        reaches.width.join(reaches.positions(in, Axis::width));
    }

    static constexpr bool is_uniform(const Shape& shape, const MapReach& reaches) {
        return !reaches.is_spread() &&
               reaches.height.is_uniform(reaches.positions(shape, Axis::height)) &&
               reaches.width.is_uniform(reaches.positions(shape, Axis::width));
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
        take_axis(record, record.window[axis], uses_statistics(record, in, axis),
                  {reach, {length, length_of(record.output, axis), length_of(input(), axis)}});
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
        bool are_moved = false;
        for (int k = 0; k < rows_[row].operands; ++k) {
            const MapReach& reaches = reaches_[rows_.operand(row, k)];
            if (!reaches.are_alike) are_alike = false;
            if (reaches.is_moved && !reaches.is_uniform()) are_moved = true;
        }
        if (are_moved) return merge_moved(row);
        const AxisReach height =
            merged(row, Axis::height, length_of(rows_[row].output, Axis::height));
        MapReach both{height, height, are_alike};
        if (!are_alike) {
            both.width = merged(row, Axis::width, length_of(rows_[row].output, Axis::width));
        }
        if (!is_map(rows_[row].output)) both.set_uniform();
        if (rows_[row].is_opaque && !has_uniform_operands(row)) both.set_unknown();
        reaches_[row] = both;
        return -1;
    }

    /// Of tensors whose axes are not all those of a map.
    constexpr int merge_moved(int row) {
        MapReach both;
        const Axis axes[] = {Axis::height, Axis::width};
        for (const Axis axis : axes) {
            const AxisRun run = common_run(row, axis);
            both.run(axis) = run;
            const int along = run.axis();
            both[axis] = run.is_spread
                             ? joined(row, axis)
                             : merged(row, axis, along >= 0 ? rows_[row].output[along] : 1);
        }
        both.is_moved = true;
        if (rows_[row].is_opaque && !has_uniform_operands(row)) {
            both.set_unknown();
            both.set_uniform();
        }
        both.settle();
        reaches_[row] = both;
        return -1;
    }

    /// The axis of the output along which a map's axis runs: that of all operands, if they agree.
    constexpr AxisRun common_run(int row, Axis axis) const {
        const Record& record = rows_[row];
        AxisRun common;
        bool differ = false;
        for (int k = 0; k < record.operands; ++k) {
            const int operand = rows_.operand(row, k);
            const AxisRun run = aligned_run(operand, record.output.rank, axis);
            if (is_empty(operand) || run.is_uniform()) continue;
            differ = differ || run.is_spread || (!common.is_uniform() && run != common);
            common.axes = static_cast<unsigned char>(common.axes | run.axes);
        }
        // What Concat puts behind each other along the axis is not at one position.
        if (record.op == Op::concat && common.is_along(0)) differ = true;
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
    constexpr AxisReach joined(int row, Axis axis) const {
        AxisReach sum;
        sum.is_empty = true;
        for (int k = 0; k < rows_[row].operands; ++k) {
            const int operand = rows_.operand(row, k);
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

    constexpr bool has_uniform_operands(int row) const {
        for (int k = 0; k < rows_[row].operands; ++k) {
            const int operand = rows_.operand(row, k);
            if (!is_uniform(rows_.output_of(operand), reaches_[operand])) return false;
        }
        return true;
    }

    /// The merged reach along one axis. Beside an operand with a window per position (it slides),
    /// one whose positions all see the same is a gate: every position sees what the gate sees.
    constexpr AxisReach merged(int row, Axis axis, Count length) {
        const Record& record = rows_[row];
        int first = 0; // the first operand that slides, if any
        while (first < record.operands && !slides(row, first, axis, length)) ++first;
        const bool has_slider = first < record.operands;
        if (!has_slider) first = 0;
        while (first + 1 < record.operands && is_empty(rows_.operand(row, first))) ++first;
        AxisReach sum = reaches_[rows_.operand(row, first)][axis];
        for (int k = 0; k < record.operands; ++k) {
            const int operand = rows_.operand(row, k);
            if (k == first || is_empty(operand)) continue;
            const AxisReach& reach = reaches_[operand][axis];
            if (has_slider && !slides(row, k, axis, length)) {
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

    constexpr bool slides(int row, int which, Axis axis, Count length) const {
        const int operand = rows_.operand(row, which);
        if (is_empty(operand)) return false;
        const MapReach& reaches = reaches_[operand];
        const Shape& shape = rows_.output_of(operand);
        const Count own =
            reaches.is_moved ? reaches.positions(shape, axis) : length_of(shape, axis);
        if (own != length) return false;
        return length == 1 || reaches[axis].bounds.stride != 0;
    }

    Rows rows_;
    PerTensor<MapReach> reaches_;
    const Shape* seen_; ///< the input
};

} // namespace ctnn::detail
