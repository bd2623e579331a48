// How what is seen passes from operation to operation through a network.
#pragma once

#include "../record.hpp"
#include "sight.hpp"

namespace ctnn::detail {

/// The two axes of a map.
struct Sights {
    Sight height;
    Sight width;
};

constexpr bool has_places(const Shape& shape) {
    return shape.rank == 3;
}

/// Places along an axis; a vector has one.
constexpr Count height_of(const Shape& shape) {
    return has_places(shape) ? shape.height() : 1;
}
constexpr Count width_of(const Shape& shape) {
    return has_places(shape) ? shape.width() : 1;
}

/// The most places that a window of an adaptive pool has: from floor(i*I/O) to ceil((i+1)*I/O).
constexpr Count longest_window(Count in, Count out) {
    const Fraction ratio{in, out};
    const Count rest = ratio.numerator % ratio.denominator;
    return ratio.floor() + (rest > 1 ? 2 : rest);
}

/// One axis of one operation: its places, and how many elements it has normalised together.
struct AxisStep {
    const Record& row;
    const WindowAxis& window;
    Count in;
    Count out;
    bool uses_statistics; ///< an output depends on all places, besides its own

    constexpr void take(Sight& sight) const {
        if (uses_statistics) return sight.share(in);
        switch (row.op) {
        case Op::conv_transpose: return sight.transpose(window);
        case Op::upsample: return sight.resize(in, out, window.kernel - 1);
        case Op::adaptive_avg_pool: return sight.resize(in, out, longest_window(in, out) - 1);
        default: break;
        }
        // A layer that does not say what it sees, and whose output has other places.
        if (window == WindowAxis{} && in != out) return sight.join(in);
        sight.slide(window);
    }
};

/// How many elements share a mean and a deviation, of a LayerNorm.
constexpr Count normalized_together(const Record& row) {
    const Count elements = row.input.elements();
    const Count groups = (row.work.divisions - elements) / 2;
    return elements / groups;
}

constexpr bool uses_statistics(const Record& row, bool of_height) {
    switch (row.op) {
    case Op::group_norm: return true;
    case Op::batch_norm: return row.params.buffers == 0;
    case Op::layer_norm: return normalized_together(row) > (of_height ? row.input.width() : 1);
    case Op::softmax: return (of_height ? row.window.height : row.window.width).kernel > 1;
    default: return false;
    }
}

/// Follows the rows in execution order; `sights` has a place for each and, behind them, the input.
class Follow {
  public:
    constexpr Follow(const Rows& of_, Sights* storage_) : network_(of_), sights_(storage_) {
        // Whole objects: g++ 12 loses the default values of an array's elements where a member is
        // assigned.
        Sights input;
        input.height.is_known = input.width.is_known = has_places(network_.input);
        of(-1) = input;
    }

    /// What the places of a row's output see; of -1, the input's own.
    constexpr Sights& of(int row) { return sights_[row < 0 ? network_.size() : row]; }

    constexpr void take(int index) {
        const Record& row = network_[index];
        if (row.operands > 1) return merge(index);
        Sights sights = of(row.from);
        if (has_places(row.input)) take(row, sights); // a vector's features see what they saw
        of(index) = sights;
    }
    /// The row that feeds this one, if the two see the same; else -1. (It saves the compiler most
    /// of its work: two operations of three are normalisations and activations.)
    constexpr int sees_as(int index) const {
        const Record& row = network_[index];
        const bool passes = row.operands == 1 && row.input == row.output &&
                            row.window == Window{} && row.op != Op::conv_transpose &&
                            row.op != Op::linear;
        if (!passes || uses_statistics(row, true) || uses_statistics(row, false)) return -1;
        return row.from;
    }

    /// The row whose output is the network's last map: back from the end along the largest
    /// operands, to before the first operation that leaves no map or one of a single place.
    constexpr int last_map() const {
        int row = network_.size() - 1;
        int last = row;
        while (row >= 0) {
            int next = network_[row].from;
            for (int k = 1; k < network_[row].operands; ++k) {
                const int other = network_.operand(network_[row], k);
                if (places(network_.shape(other)) > places(network_.shape(next))) next = other;
            }
            if (gathers(network_[row], network_.shape(next))) last = next;
            row = next;
        }
        return last;
    }

  private:
    static constexpr void take(const Record& row, Sights& sights) {
        const Count height = row.input.height();
        const Count width = row.input.width();
        if (!has_places(row.output)) sights.height.join(height);
        if (!has_places(row.output) || row.op == Op::linear) return sights.width.join(width);
        const Window& window = row.window;
        AxisStep{row, window.height, height, row.output.height(), uses_statistics(row, true)}.take(
            sights.height);
        AxisStep{row, window.width, width, row.output.width(), uses_statistics(row, false)}.take(
            sights.width);
    }

    static constexpr Count places(const Shape& shape) {
        return mul(height_of(shape), width_of(shape));
    }

    static constexpr bool gathers(const Record& row, const Shape& from) {
        if (!has_places(from)) return false;
        if (!has_places(row.output)) return true;
        const bool pools = row.op == Op::adaptive_avg_pool || row.op == Op::avg_pool;
        return pools && places(row.output) == 1 && places(from) > 1;
    }

    constexpr void merge(int index) {
        const Record& row = network_[index];
        of(index) = {merged(row, &Sights::height, &height_of),
                     merged(row, &Sights::width, &width_of)};
    }

    /// Along one axis. An operand whose places all see the same is a gate beside one that slides:
    /// what it sees, every place sees.
    constexpr Sight merged(const Record& row, Sight Sights::*axis, Count (*length)(const Shape&)) {
        const Count out = length(row.output);
        int first = -1; // the first operand that slides, if there is one
        for (int k = row.operands - 1; k >= 0; --k) {
            if (first < 0 || slides(row, k, axis, length)) first = k;
        }
        Sight sum = of(network_.operand(row, first)).*axis;
        const bool has_slider = slides(row, first, axis, length);
        for (int k = 0; k < row.operands; ++k) {
            if (k == first) continue;
            const int operand = network_.operand(row, k);
            const Sight& sight = of(operand).*axis;
            if (has_slider && !slides(row, k, axis, length)) {
                sum.see_too(sight.whole(length(network_.shape(operand))));
            } else {
                if (out > 1 && sum.stride != sight.stride) sum.is_known = false;
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
        if (length(network_.shape(operand)) != length(row.output)) return false;
        return length(row.output) == 1 || (of(operand).*axis).stride != 0;
    }

    Rows network_;
    Sights* sights_;
};

} // namespace ctnn::detail
