// Propagates what positions see from operation to operation through a network.
#pragma once

#include "../../core/rows.hpp"
#include "per_tensor.hpp"
#include "reach_of_merge.hpp"
#include "reach_of_moved.hpp"

namespace ctnn::detail {

/// Two axes of the network's input at a time: those of a map CxHxW; the length of CxL alone; of
/// CxDxHxW the height and width, and in a second pass the depth alone.
enum class Pass { plane, depth };

/// Does a layer read a tensor of two axes as CxL? Else they are vectors in a row, tokens, along
/// whose features no window slides.
constexpr bool has_lines(const Rows& rows) {
    for (int row = 0; row < rows.size(); ++row) {
        if (rows[row].operands == 0 || rows.input_of(row).rank != 2) continue;
        switch (rows[row].op) {
        case Op::conv:
        case Op::conv_transpose:
        case Op::max_pool:
        case Op::avg_pool:
        case Op::lp_pool:
        case Op::adaptive_avg_pool:
        case Op::adaptive_max_pool:
        case Op::upsample:
        case Op::zero_pad:
        case Op::pad: return true;
        default: break;
        }
    }
    return false;
}

/// The reach of each row's output, computed in execution order.
class ReachOfRows {
  public:
    /// Of an input of the network, the first by default. The others see nothing of it.
    constexpr ReachOfRows(const Rows& of_, const PerTensor<MapReach>& storage_, int input_ = 0,
                          Pass pass_in_ = Pass::plane)
        : rows_(of_), reaches_(storage_), seen_(&(*of_.inputs)[input_]), pass_(pass_in_) {
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

    /// The input's length along the axis that is looked at as height or as width.
    constexpr Count length(Axis axis) const {
        if (is_map(input())) return length_of(input(), axis);
        const int along = axis == Axis::height ? first_axis() : second_axis();
        return along < 0 ? 1 : input()[along];
    }

    /// Is the input a map, of any axes?
    constexpr bool is_of_map() const { return is_map(input()) || has_axes(); }

    /// Is a tensor a map of as many axes as the input?
    constexpr bool is_map_as_input(const Shape& shape) const {
        return is_map(input()) ? is_map(shape) : shape.rank == input().rank && shape.rank > 1;
    }

    /// Takes the next row. Returns the row that feeds it if both have the same reach, else -1.
    /// (This saves the compiler most of its work: two operations in three are normalisations and
    /// activations.)
    constexpr int take(int row) {
        const Record& record = rows_[row];
        if (record.operands > 1) {
            reaches_[row] = ReachOfMerge(rows_, reaches_, row).merge();
            return -1;
        }
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
            move(record, in, length(Axis::height), length(Axis::width), reaches_[row]);
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
        if (is_map(input())) return reach;
        if (has_axes()) {
            reach.set_runs(first_axis(), second_axis());
        } else {
            reach.set_uniform();
        }
        return reach;
    }

    /// Of a map of one or three axes.
    constexpr bool has_axes() const {
        return input().rank == 4 || (input().rank == 2 && has_lines(rows_));
    }
    constexpr int first_axis() const {
        return input().rank == 4 && pass_ == Pass::plane ? 2 : has_axes() ? 1 : -1;
    }
    constexpr int second_axis() const { return input().rank == 4 && pass_ == Pass::plane ? 3 : -1; }

    static constexpr MapReach reach_of_source(const Shape& shape) {
        MapReach nothing;
        nothing.height.is_empty = nothing.width.is_empty = true;
        nothing.are_alike = is_square(shape);
        return nothing;
    }

    static constexpr bool keeps_reach(const Record& record, const Shape& in) {
        return in == record.output && record.window == StoredWindow{} &&
               record.op != Op::conv_transpose && record.op != Op::linear && !record.is_opaque &&
               (record.op == Op::relu ||
                (record.op == Op::batch_norm && record.params.buffers != 0) ||
                !(may_use_statistics(record.op) && (uses_statistics(record, in, Axis::height) ||
                                                    uses_statistics(record, in, Axis::width))));
    }

    constexpr void take(const Record& record, const Shape& in, MapReach& reaches) const {
        if (record.is_opaque) return reaches.take_opaque(in);
        reaches.are_alike = reaches.are_alike && treats_axes_alike(record, in);
        take(record, in, reaches.height, Axis::height);
        if (reaches.are_alike) {
            reaches.width = reaches.height;
        } else {
            take(record, in, reaches.width, Axis::width);
        }
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
                  {reach, {length, length_of(record.output, axis), this->length(axis)}});
    }

    /// Of a map; 1 of another tensor.
    constexpr Count positions(const Shape& shape) const {
        if (!is_map_as_input(shape)) return 1;
        Count product = 1;
        for (int axis = 1; axis < shape.axes(); ++axis) product = mul(product, shape[axis]);
        return product;
    }

    constexpr bool is_empty(int row) const { return reaches_[row].height.is_empty; }

    constexpr int largest_operand(int row) const {
        int largest = rows_.operand(row);
        for (int k = 1; k < rows_[row].operands; ++k) {
            const int other = rows_.operand(row, k);
            if (is_empty(largest) != is_empty(other)
                    ? is_empty(largest)
                    : positions(rows_.output_of(other)) > positions(rows_.output_of(largest))) {
                largest = other;
            }
        }
        return largest;
    }

    /// Does a row flatten a map, or pool it to a single position?
    constexpr bool ends_map(const Record& record, const Shape& from) const {
        const bool pools = record.op == Op::adaptive_avg_pool || record.op == Op::avg_pool ||
                           record.op == Op::max_pool || record.op == Op::adaptive_max_pool ||
                           record.op == Op::lp_pool;
        if (!pools && record.output.rank == from.rank) return false; // both are maps, or neither
        if (!is_map_as_input(from)) return false;
        if (!is_map_as_input(record.output)) return true;
        return pools && positions(record.output) == 1 && positions(from) > 1;
    }

    Rows rows_;
    PerTensor<MapReach> reaches_;
    const Shape* seen_; ///< the input
    Pass pass_;
};

} // namespace ctnn::detail
