// How what is seen passes from operation to operation through a network.
#pragma once

#include "field_of_operation.hpp"
#include "per_tensor.hpp"

namespace ctnn::detail {

/// The two axes of a map. Most networks have square maps and treat both axes alike: one is work
/// enough.
struct Sights {
    Sight height = {};
    Sight width = {};
    bool are_alike = false;

    constexpr Sight& operator[](Axis axis) { return axis == Axis::height ? height : width; }
    constexpr const Sight& operator[](Axis axis) const {
        return axis == Axis::height ? height : width;
    }

    constexpr void be_unknown() { height.is_known = width.is_known = false; }
};

/// Follows the rows in execution order.
class Follow {
  public:
    constexpr Follow(const Rows& of_, const PerTensor<Sights>& storage_)
        : rows_(of_), sights_(storage_) {
        // Whole objects: g++ 12 loses the default values of an array's elements where a member is
        // assigned.
        Sights input;
        input.are_alike = is_square(rows_.input);
        sights_[-1] = input;
    }

    /// What the positions of a row's output see; of -1, the input's own.
    constexpr const Sights& of(int row) const { return sights_[row]; }

    constexpr const Rows& rows() const { return rows_; }

    /// Takes a row, after those before it. Gives the row that feeds it, if the two see the same;
    /// else -1. (That saves the compiler most of its work: two operations of three are
    /// normalisations and activations.)
    constexpr int take(int row) {
        const Record& record = rows_[row];
        if (record.operands > 1) return merge(row);
        if (record.operands == 0) {
            Sights nothing;
            nothing.height.is_empty = nothing.width.is_empty = true;
            nothing.are_alike = is_square(record.output);
            sights_[row] = nothing;
            return -1;
        }
        const int from = rows_.operand(row);
        const Shape& in = rows_.output_of(from);
        sights_[row] = sights_[from];
        if (passes_on(record, in)) return from;
        if (is_map(in)) take(record, in, sights_[row]); // a vector's features see what they saw
        return -1;
    }

    /// The row whose output is the network's last map: back from its output along the largest
    /// operands, to before the first operation that leaves no map or one of a single position.
    constexpr int last_map() const {
        int row = rows_.output_row;
        int last = row;
        while (row >= 0 && rows_[row].operands > 0) {
            const Record& record = rows_[row];
            row = record.operands == 1 ? rows_.operand(row) : largest_operand(row);
            if (gathers(record, rows_.output_of(row))) last = row;
        }
        return last;
    }

  private:
    static constexpr bool passes_on(const Record& record, const Shape& in) {
        return in == record.output && record.window == StoredWindow{} &&
               record.op != Op::conv_transpose && record.op != Op::linear &&
               !uses_statistics(record, in, Axis::height) &&
               !uses_statistics(record, in, Axis::width) && !record.is_opaque;
    }

    constexpr void take(const Record& record, const Shape& in, Sights& sights) const {
        if (record.is_opaque) return take_opaque(in, sights);
        sights.are_alike = sights.are_alike && treats_axes_alike(record, in);
        take(record, in, sights.height, Axis::height);
        if (sights.are_alike) {
            sights.width = sights.height;
        } else {
            take(record, in, sights.width, Axis::width);
        }
    }

    /// What comes from anywhere is known only where all positions see the same.
    static constexpr void take_opaque(const Shape& in, Sights& sights) {
        if (!is_uniform(in, sights)) return sights.be_unknown();
        sights.height.join(in.height());
        sights.width.join(in.width());
    }

    static constexpr bool is_uniform(const Shape& shape, const Sights& sights) {
        return sights.height.is_uniform(length_of(shape, Axis::height)) &&
               sights.width.is_uniform(length_of(shape, Axis::width));
    }

    static constexpr bool treats_axes_alike(const Record& record, const Shape& in) {
        return is_square(in) && is_square(record.output) && record.op != Op::linear &&
               record.op != Op::layer_norm && record.op != Op::softmax &&
               record.window.height == record.window.width;
    }

    constexpr void take(const Record& record, const Shape& in, Sight& sight, Axis axis) const {
        const Count length = length_of(in, axis);
        if (!is_map(record.output)) return sight.join(length);
        if (record.op == Op::linear) {
            if (axis == Axis::width) sight.join(length);
            return;
        }
        take_axis(record, record.window[axis], uses_statistics(record, in, axis),
                  {sight, {length, length_of(record.output, axis), length_of(rows_.input, axis)}});
    }

    static constexpr Count positions(const Shape& shape) {
        return mul(length_of(shape, Axis::height), length_of(shape, Axis::width));
    }

    constexpr bool is_empty(int row) const { return sights_[row].height.is_empty; }

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

    /// A row that leaves no map of one, or a single position.
    static constexpr bool gathers(const Record& record, const Shape& from) {
        const bool leaves_map = is_map(record.output);
        const bool pools = record.op == Op::adaptive_avg_pool || record.op == Op::avg_pool ||
                           record.op == Op::max_pool;
        if (leaves_map && !pools) return false;
        if (!is_map(from)) return false;
        return !leaves_map || (positions(record.output) == 1 && positions(from) > 1);
    }

    constexpr int merge(int row) {
        bool are_alike = true;
        bool are_uniform = true;
        for (int k = 0; k < rows_[row].operands; ++k) {
            const int operand = rows_.operand(row, k);
            if (!sights_[operand].are_alike) are_alike = false;
            if (!is_uniform(rows_.output_of(operand), sights_[operand])) are_uniform = false;
        }
        const Sight height = merged(row, Axis::height);
        Sights both{height, are_alike ? height : merged(row, Axis::width), are_alike};
        if (rows_[row].is_opaque && !are_uniform) both.be_unknown();
        sights_[row] = both;
        return -1;
    }

    /// Along one axis. An operand whose positions all see the same is a gate beside one that
    /// slides: what it sees, every position sees.
    constexpr Sight merged(int row, Axis axis) {
        const Record& record = rows_[row];
        int first = 0; // the first operand that slides, if there is one
        while (first < record.operands && !slides(row, first, axis)) ++first;
        const bool has_slider = first < record.operands;
        if (!has_slider) first = 0;
        while (first + 1 < record.operands && is_empty(rows_.operand(row, first))) ++first;
        Sight sum = sights_[rows_.operand(row, first)][axis];
        for (int k = 0; k < record.operands; ++k) {
            const int operand = rows_.operand(row, k);
            if (k == first || is_empty(operand)) continue;
            const Sight& sight = sights_[operand][axis];
            if (has_slider && !slides(row, k, axis)) {
                sum.be_gated(sight, length_of(rows_.output_of(operand), axis));
            } else {
                const bool is_one = length_of(record.output, axis) == 1;
                if (!is_one && sum.bounds.stride != sight.bounds.stride) sum.is_known = false;
                sum.merge(sight);
            }
            sum.is_known = sum.is_known && sight.is_known;
            sum.is_aligned = sum.is_aligned && sight.is_aligned;
        }
        return sum;
    }

    constexpr bool slides(int row, int which, Axis axis) {
        const int operand = rows_.operand(row, which);
        const Count length = length_of(rows_[row].output, axis);
        if (is_empty(operand) || length_of(rows_.output_of(operand), axis) != length) return false;
        return length == 1 || sights_[operand][axis].bounds.stride != 0;
    }

    Rows rows_;
    PerTensor<Sights> sights_;
};

} // namespace ctnn::detail
