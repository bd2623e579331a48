// How much of its input an operation cannot do without.
#pragma once

#include "../fraction.hpp"
#include "../record.hpp"

namespace ctnn::detail {

/// Places from `first` to before `end`.
struct PlaceRange {
    Count first;
    Count end;

    constexpr Count size() const { return end > first ? end - first : 0; }

    /// What lies in [0, size) too.
    constexpr PlaceRange within(Count size) const {
        return {first > 0 ? first : 0, end < size ? end : size};
    }

    /// The numbers n for which n * step lies in it.
    constexpr PlaceRange divided_by(Count step) const {
        return {Fraction{first, step}.ceil(), Fraction{end, step}.ceil()};
    }
};

/// Places of an axis that sliding windows touch, each once.
constexpr Count places_slid_over(const WindowAxis& axis, Count in, Count out) {
    if (axis.dilation == 1 && axis.kernel >= axis.stride) { // no gaps
        const Count end = axis.stride * (out - 1) + axis.kernel - axis.before;
        return PlaceRange{-axis.before, end}.within(in).size();
    }
    // Window o's element k lies where that of o - D/g with k + S/g does, g the common divisor: it
    // is left to the latter.
    const Fraction steps{axis.stride, axis.dilation};
    Count places = 0;
    for (Count k = 0; k < axis.kernel; ++k) {
        const Count first = axis.before - k * axis.dilation;
        const bool comes_again = k + steps.numerator < axis.kernel && steps.denominator < out;
        const Count windows = comes_again ? steps.denominator : out;
        places += PlaceRange{first, first + in}.divided_by(axis.stride).within(windows).size();
    }
    return places;
}

/// Places that a transposed convolution spreads over its output, not all into the padding.
constexpr Count places_spread(const WindowAxis& axis, Count in, Count out) {
    Count places = 0;
    Count counted = in; // from here on
    for (Count k = 0; k < axis.kernel; ++k) {
        const Count first = axis.before - k * axis.dilation;
        const PlaceRange range =
            PlaceRange{first, first + out}.divided_by(axis.stride).within(counted);
        places += range.size();
        if (range.first < counted) counted = range.first;
    }
    return places;
}

/// Places that a resized map is made of, at least: those of the nearest mode. A factor F gives
/// floor(in*F) places o, made of floor(o/F), which may end before the last. Interpolation to a
/// smaller map reads more, but not where a weight is 0.
constexpr Count places_resized(const Record& row, Count in, Count out) {
    const Count end = row.is_sized ? in : (out - 1) * in / (out + 1) + 1;
    return end < out ? end : out;
}

/// May an operation leave out places of its input?
constexpr bool may_leave_out(Op op) {
    return op == Op::conv || op == Op::max_pool || op == Op::avg_pool || op == Op::zero_pad ||
           op == Op::conv_transpose || op == Op::upsample || op == Op::custom;
}

/// Places of an axis without which the output of such an operation would be another; of an
/// Upsample, at least so many.
constexpr Count places_read(const Record& row, const WindowAxis& axis, Count in, Count out) {
    if (in > max_size || out > max_size) return in;
    if (row.op == Op::upsample) return places_resized(row, in, out);
    if (row.op == Op::conv_transpose) return places_spread(axis, in, out);
    return axis == WindowAxis{} ? in : places_slid_over(axis, in, out);
}

/// Elements of an operand without which the output would be another: all, but where windows or a
/// smaller map leave places out.
constexpr Count elements_read(const Record& row, const Shape& operand) {
    if (!may_leave_out(row.op) || operand.rank != 3 || row.output.rank != 3) {
        return operand.elements();
    }
    return operand.channels() *
           places_read(row, row.window.height, operand.height(), row.output.height()) *
           places_read(row, row.window.width, operand.width(), row.output.width());
}

} // namespace ctnn::detail
