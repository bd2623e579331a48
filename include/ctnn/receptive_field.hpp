// What of the input each operation sees: its receptive field.
#pragma once

#include "detail/sight.hpp"
#include "summary.hpp"

namespace ctnn {

/// A receptive field along one axis, in places of the network's input, padding places among them.
struct AxisField {
    /// The most that one place sees, from the first to the last; 0 where there is no field: a
    /// network of vectors, or behind branches whose strides differ. `overflow` past 63 bits.
    Count size = 0;
    /// The same through sliding windows alone: without what a gate (squeeze-and-excite) or a
    /// normalisation's own statistics bring from the whole map.
    Count window_size = 0;
    Fraction stride = 0;  ///< effective: from one place's centre to the next; 0: all see the same
    Fraction padding = 0; ///< effective: how far the first place's field begins before the input
    Fraction first_centre = 0; ///< of what windows show to the first place; the input's first is 0
    bool exceeds_input = false;
    bool is_whole = false; ///< every place sees the whole input

    constexpr bool operator==(const AxisField&) const = default;
};

/// A receptive field.
struct ReceptiveField {
    AxisField height = {};
    AxisField width = {};
    /// All paths from the input have one centre, where branches were added or concatenated.
    bool is_aligned = true;

    constexpr bool exceeds_input() const { return height.exceeds_input || width.exceeds_input; }

    constexpr bool operator==(const ReceptiveField&) const = default;
};

/// A receptive field per operation, in the order of a summary's rows.
template <int Operations>
struct ReceptiveFields {
    ReceptiveField rows[Operations > 0 ? static_cast<unsigned>(Operations) : 1] = {};
    int count = 0;
    ReceptiveField network = {}; ///< of the last map before it is flattened or pooled to 1x1
    int network_row = -1;        ///< and whose output that is; -1: the input's

    constexpr int size() const { return count; }
    constexpr const ReceptiveField* begin() const { return rows; }
    constexpr const ReceptiveField* end() const { return rows + count; }
    constexpr const ReceptiveField& operator[](int row) const { return rows[row]; }
};

namespace detail {

/// The two axes of a map.
struct Sights {
    Sight height;
    Sight width;
};

constexpr bool is_map(const Shape& shape) {
    return shape.rank == 3;
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

/// A field in numbers, for `places` places of an input of so many.
constexpr AxisField axis_field(const Sight& sight, Count places, Count input) {
    if (!sight.is_known) return {};
    const Interval first = sight.all_at(0);
    Interval last = first;
    if (sight.has_common) last = sight.all_at(places - 1);
    Fraction size = first.size();
    if (sight.has_common && size < last.size()) size = last.size();
    if (!size.is_valid() || !sight.stride.is_valid() || !last.last.is_valid()) {
        return {.size = overflow, .window_size = overflow};
    }
    const Interval all{0, 2 * (input - 1)};
    const bool begins_whole = first.includes(all);
    return {.size = size.ceil(),
            .window_size = sight.has_common ? sight.span().ceil() : size.ceil(),
            .stride = sight.stride,
            .padding = first.first.half() * -1,
            .first_centre = sight.centre.half(),
            .exceeds_input = input < size.ceil(),
            .is_whole = begins_whole && sight.all_at(places - 1).includes(all)};
}

/// Follows the rows in execution order; `sights` has a place for each and, behind them, the input.
class Follow {
  public:
    constexpr Follow(const Rows& of_, Sights* storage_) : network_(of_), sights_(storage_) {
        // Whole objects: g++ 12 loses the default values of an array's elements where a member is
        // assigned.
        Sights input;
        input.height.is_known = input.width.is_known = is_map(network_.input);
        of(-1) = input;
    }

    constexpr ReceptiveField field(int row) {
        const Shape& shape = network_.shape(row);
        const Sights& sights = of(row);
        return {axis_field(sights.height, height(shape), network_.input.height()),
                axis_field(sights.width, width(shape), network_.input.width()),
                sights.height.is_aligned && sights.width.is_aligned};
    }

    constexpr void take(int index) {
        const Record& row = network_[index];
        if (row.operands > 1) return merge(index);
        Sights sights = of(row.from);
        if (is_map(row.input)) take(row, sights); // a vector's features see what they saw
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
        if (!is_map(row.output)) sights.height.join(height);
        if (!is_map(row.output) || row.op == Op::linear) return sights.width.join(width);
        const Window& window = row.window;
        AxisStep{row, window.height, height, row.output.height(), uses_statistics(row, true)}.take(
            sights.height);
        AxisStep{row, window.width, width, row.output.width(), uses_statistics(row, false)}.take(
            sights.width);
    }

    static constexpr Count height(const Shape& shape) { return is_map(shape) ? shape.height() : 1; }
    static constexpr Count width(const Shape& shape) { return is_map(shape) ? shape.width() : 1; }
    static constexpr Count places(const Shape& shape) { return mul(height(shape), width(shape)); }

    static constexpr bool gathers(const Record& row, const Shape& from) {
        if (!is_map(from)) return false;
        if (!is_map(row.output)) return true;
        const bool pools = row.op == Op::adaptive_avg_pool || row.op == Op::avg_pool;
        return pools && places(row.output) == 1 && places(from) > 1;
    }

    constexpr Sights& of(int row) { return sights_[row < 0 ? network_.size() : row]; }

    constexpr void merge(int index) {
        const Record& row = network_[index];
        of(index) = {merged(row, &Sights::height, &height), merged(row, &Sights::width, &width)};
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

} // namespace detail

/// Receptive field, effective stride, effective padding and first centre of every operation, along
/// both axes, by the recurrences of Araujo, Norris, Sim 2019 (Distill, "Computing receptive fields
/// of convolutional neural networks"). Branches: the smallest interval that has all of theirs in
/// it, which is the largest where their centres agree.
///
/// Exact for convolutions and pools, and behind transposed convolutions and nearest upsampling by
/// whole numbers. An upper bound on the size behind interpolation, other ratios, dilated transposed
/// convolutions, and strides or joined branches that follow an upsampling. Places that were
/// upsampled are centred as the parts of a pixel are (align_corners = false). Throws shape_error if
/// the summary has an error.
template <int Operations, int Edges>
constexpr ReceptiveFields<Operations> receptive_fields(const Summary<Operations, Edges>& summary) {
    detail::refuse(summary.error);
    detail::Sights sights[static_cast<unsigned>(Operations) + 1] = {};
    detail::Follow follow(summary, sights);
    ReceptiveFields<Operations> fields;
    for (fields.count = 0; fields.count < summary.size(); ++fields.count) {
        follow.take(fields.count);
        const int as = follow.sees_as(fields.count);
        fields.rows[fields.count] = as >= 0 ? fields.rows[as] : follow.field(fields.count);
    }
    fields.network_row = follow.last_map();
    fields.network = follow.field(fields.network_row);
    return fields;
}

/// The same of a network on an input. Throws shape_error as summarize.
template <Layer L>
constexpr auto receptive_fields(const L& net, const Shape& input) {
    return receptive_fields(summarize(net, input));
}

/// The receptive field of a network's last map, before it is flattened or pooled to 1x1.
template <int Operations, int Edges>
constexpr ReceptiveField receptive_field(const Summary<Operations, Edges>& summary) {
    return receptive_fields(summary).network;
}

/// The same of a network on an input: `receptive_field(models::resnet50(), image).height.size ==
/// 427`. Throws shape_error as summarize.
template <Layer L>
constexpr ReceptiveField receptive_field(const L& net, const Shape& input) {
    return receptive_fields(net, input).network;
}

} // namespace ctnn
