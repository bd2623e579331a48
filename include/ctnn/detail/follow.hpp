// How what is seen passes from operation to operation through a network.
#pragma once

#include "axis_step.hpp"

namespace ctnn::detail {

/// The two axes of a map. Most networks have square maps and treat both axes alike: one is work
/// enough.
struct Sights {
    Sight height = {};
    Sight width = {};
    bool are_alike = false;
};

/// Follows the rows in execution order; `sights` has a place for each and, behind them, the input.
class Follow {
  public:
    constexpr Follow(const Rows& of_, Sights* storage_) : network_(of_), sights_(storage_) {
        // Whole objects: g++ 12 loses the default values of an array's elements where a member is
        // assigned.
        Sights input;
        input.are_alike = is_square(network_.input);
        of(-1) = input;
    }

    /// What the places of a row's output see; of -1, the input's own.
    constexpr Sights& of(int row) { return sights_[row < 0 ? network_.count : row]; }
    constexpr const Sights& of(int row) const { return sights_[row < 0 ? network_.count : row]; }

    constexpr const Rows& network() const { return network_; }

    /// Takes a row, after those before it. Gives the row that feeds it, if the two see the same;
    /// else -1. (That saves the compiler most of its work: two operations of three are
    /// normalisations and activations.)
    constexpr int take(int index) {
        const Record& row = network_[index];
        if (row.operands > 1) return merge(index);
        if (row.operands == 0) {
            Sights nothing;
            nothing.height.is_empty = nothing.width.is_empty = true;
            nothing.are_alike = is_square(row.output);
            of(index) = nothing;
            return -1;
        }
        of(index) = of(row.from);
        if (passes_on(row)) return row.from;
        if (has_places(row.input)) take(row, of(index)); // a vector's features see what they saw
        return -1;
    }

    /// The row whose output is the network's last map: back from its output along the largest
    /// operands, to before the first operation that leaves no map or one of a single place.
    constexpr int last_map() const {
        int row = network_.output_row;
        int last = row;
        while (row >= 0) {
            const Record& record = network_[row];
            if (record.operands == 0) break;
            row = record.operands == 1 ? record.from : largest_operand(record);
            if (gathers(record, network_.shape(row))) last = row;
        }
        return last;
    }

  private:
    static constexpr bool passes_on(const Record& row) {
        return row.input == row.output && row.window == Window{} && row.op != Op::conv_transpose &&
               row.op != Op::linear && !uses_statistics(row, true) &&
               !uses_statistics(row, false) && !row.is_opaque;
    }

    constexpr void take(const Record& row, Sights& sights) const {
        if (row.is_opaque) return take_opaque(row.input, sights);
        sights.are_alike = sights.are_alike && treats_axes_alike(row);
        take(row, sights.height, true);
        if (sights.are_alike) {
            sights.width = sights.height;
        } else {
            take(row, sights.width, false);
        }
    }

    /// What comes from anywhere is known only where all positions see the same.
    static constexpr void take_opaque(const Shape& in, Sights& sights) {
        if (is_uniform(in, sights)) {
            sights.height.join(in.height());
            sights.width.join(in.width());
        } else {
            sights.height.is_known = sights.width.is_known = false;
        }
    }

    static constexpr bool is_uniform(const Shape& shape, const Sights& sights) {
        return sights.height.is_uniform(height_of(shape)) &&
               sights.width.is_uniform(width_of(shape));
    }

    static constexpr bool treats_axes_alike(const Record& row) {
        return is_square(row.input) && is_square(row.output) && row.op != Op::linear &&
               row.op != Op::layer_norm && row.op != Op::softmax &&
               row.window.height == row.window.width;
    }

    constexpr void take(const Record& row, Sight& sight, bool of_height) const {
        const Count in = of_height ? row.input.height() : row.input.width();
        if (!has_places(row.output)) return sight.join(in);
        if (row.op == Op::linear) {
            if (!of_height) sight.join(in);
            return;
        }
        const Count out = of_height ? row.output.height() : row.output.width();
        const Count network = of_height ? network_.input.height() : network_.input.width();
        const WindowAxis& window = of_height ? row.window.height : row.window.width;
        take_axis(row, window, uses_statistics(row, of_height), {sight, {in, out, network}});
    }

    static constexpr Count places(const Shape& shape) {
        return mul(height_of(shape), width_of(shape));
    }

    constexpr bool is_empty(int row) const { return of(row).height.is_empty; }

    constexpr int largest_operand(const Record& row) const {
        int largest = row.from;
        for (int k = 1; k < row.operands; ++k) {
            const int other = network_.operand(row, k);
            const bool one_is_empty = is_empty(largest) != is_empty(other);
            const bool is_larger = places(network_.shape(other)) > places(network_.shape(largest));
            if (one_is_empty ? is_empty(largest) : is_larger) largest = other;
        }
        return largest;
    }

    /// A row that leaves no map of one, or a single place.
    static constexpr bool gathers(const Record& row, const Shape& from) {
        const bool leaves_map = row.output.rank == 3;
        const bool pools =
            row.op == Op::adaptive_avg_pool || row.op == Op::avg_pool || row.op == Op::max_pool;
        if (leaves_map && !pools) return false;
        if (!has_places(from)) return false;
        return !leaves_map || (places(row.output) == 1 && places(from) > 1);
    }

    constexpr int merge(int index) {
        const Record& row = network_[index];
        bool are_alike = true;
        for (int k = 0; k < row.operands; ++k) {
            if (!of(network_.operand(row, k)).are_alike) are_alike = false;
        }
        const Sight height = merged(row, &Sights::height, &height_of);
        of(index) = {height, are_alike ? height : merged(row, &Sights::width, &width_of),
                     are_alike};
        if (row.is_opaque && !are_uniform(row)) {
            of(index).height.is_known = of(index).width.is_known = false;
        }
        return -1;
    }

    constexpr bool are_uniform(const Record& row) const {
        for (int k = 0; k < row.operands; ++k) {
            const int operand = network_.operand(row, k);
            if (!is_uniform(network_.shape(operand), of(operand))) return false;
        }
        return true;
    }

    /// Along one axis. An operand whose places all see the same is a gate beside one that slides:
    /// what it sees, every place sees.
    constexpr Sight merged(const Record& row, Sight Sights::*axis, Count (*length)(const Shape&)) {
        const Count out = length(row.output);
        int first = 0; // the first operand that slides, if there is one
        while (first < row.operands && !slides(row, first, axis, length)) ++first;
        const bool has_slider = first < row.operands;
        if (!has_slider) first = 0;
        while (first + 1 < row.operands && is_empty(network_.operand(row, first))) ++first;
        Sight sum = of(network_.operand(row, first)).*axis;
        for (int k = 0; k < row.operands; ++k) {
            const int operand = network_.operand(row, k);
            if (k == first || is_empty(operand)) continue;
            const Sight& sight = of(operand).*axis;
            if (has_slider && !slides(row, k, axis, length)) {
                sum.be_gated(sight, length(network_.shape(operand)));
            } else {
                if (out > 1 && sum.bounds.stride != sight.bounds.stride) sum.is_known = false;
                sum.merge(sight);
            }
            sum.is_known = sum.is_known && sight.is_known;
            sum.is_aligned = sum.is_aligned && sight.is_aligned;
        }
        return sum;
    }

    constexpr bool slides(const Record& row, int which, Sight Sights::*axis,
                          Count (*length)(const Shape&)) {
        const int operand = network_.operand(row, which);
        if (is_empty(operand) || length(network_.shape(operand)) != length(row.output))
            return false;
        return length(row.output) == 1 || (of(operand).*axis).bounds.stride != 0;
    }

    Rows network_;
    Sights* sights_;
};

} // namespace ctnn::detail
