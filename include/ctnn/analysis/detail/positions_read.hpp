// How much of its input an operation cannot do without.
#pragma once

#include "../../core/fraction.hpp"
#include "../../core/record.hpp"
#include "lattice.hpp"

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

    /// The numbers n from 0 for which n * step lies in it.
    constexpr PlaceRange divided_by(Count step) const {
        return {first > 0 ? (first - 1) / step + 1 : 0, end > 0 ? (end - 1) / step + 1 : 0};
    }
};

/// Places of an axis that windows touch which have no gaps in them.
constexpr Count places_of_solid_windows(const WindowAxis& axis, Count in, Count out) {
    if (axis.kernel >= axis.stride) { // nor between them
        const Count end = axis.stride * (out - 1) + axis.kernel - axis.before;
        return PlaceRange{-axis.before, end}.within(in).size();
    }
    // Those that end behind the input's start and begin before its end; two may stick out.
    const Count first = axis.before - axis.kernel + 1;
    const PlaceRange inside =
        PlaceRange{first, axis.before + in}.divided_by(axis.stride).within(out);
    if (inside.size() == 0) return 0;
    const Count before = axis.before - inside.first * axis.stride;
    const Count behind = (inside.end - 1) * axis.stride - axis.before + axis.kernel - in;
    return inside.size() * axis.kernel - (before > 0 ? before : 0) - (behind > 0 ? behind : 0);
}

/// Places of an axis that sliding windows touch, each once.
constexpr Count places_slid_over(const WindowAxis& axis, Count in, Count out) {
    if (axis.dilation == 1) return places_of_solid_windows(axis, in, out);
    // Window o's element k lies where that of o - D/g with k + S/g does, g the common divisor: it
    // is left to the latter. So the first D/g windows have all their elements, the others the last
    // S/g.
    const Fraction steps{axis.stride, axis.dilation};
    const Count all = out < steps.denominator ? out : steps.denominator;
    const Count last = axis.kernel < steps.numerator ? axis.kernel : steps.numerator;
    const Lattice first{all, axis.stride, axis.kernel, axis.dilation};
    const Lattice others{out - all, axis.stride, last, axis.dilation};
    const Count shift = all * axis.stride + (axis.kernel - last) * axis.dilation;
    return first.points_within(axis.before, axis.before + in) +
           others.points_within(axis.before - shift, axis.before - shift + in);
}

/// Places that a transposed convolution spreads over its output, not all into the padding: place i
/// meets the output in i * stride + k * dilation - before.
constexpr Count places_spread(const WindowAxis& axis, Count in, Count out) {
    if (out < axis.dilation) { // one element of a place at most
        return Lattice{in, axis.stride, axis.kernel, axis.dilation}.points_within(
            axis.before, axis.before + out);
    }
    // The elements of a place leave no gap that the output fits into.
    const Count reach = axis.dilation * (axis.kernel - 1);
    const Count end = steps_to(axis.before + out, axis.stride, in);
    const Count begin = steps_to(axis.before - reach, axis.stride, in);
    return end > begin ? end - begin : 0;
}

/// Places that a resized map is made of, at least. In the nearest mode a factor F gives floor(in*F)
/// places o, made of floor(o/F), which may end before the last. Interpolation to a smaller map
/// reads more, but not where a weight is 0.
constexpr Count places_resized(const Record& record, const WindowAxis& axis, Count in, Count out) {
    const bool interpolates = axis.kernel > 1;
    if (in <= out && (record.is_sized || interpolates)) return in;
    const Count end = record.is_sized ? in : (out - 1) * in / (out + 1) + 1;
    return end < out ? end : out;
}

/// May an operation leave out places of its input?
constexpr bool may_leave_out(Op op) {
    return op == Op::conv || op == Op::max_pool || op == Op::avg_pool || op == Op::zero_pad ||
           op == Op::conv_transpose || op == Op::upsample || op == Op::custom;
}

/// Places of an axis without which the output of such an operation would be another; of an
/// Upsample, at least so many.
constexpr Count places_read(const Record& record, const WindowAxis& axis, Count in, Count out) {
    if (in > max_size || out > max_size) return in;
    if (record.op == Op::upsample) return places_resized(record, axis, in, out);
    if (record.op == Op::conv_transpose) return places_spread(axis, in, out);
    return axis == WindowAxis{} ? in : places_slid_over(axis, in, out);
}

/// Elements of an operand without which the output would be another: all, but where windows or a
/// smaller map leave places out.
constexpr Count elements_read(const Record& record, const Shape& operand) {
    if (!may_leave_out(record.op) || operand.rank != 3 || record.output.rank != 3) {
        return operand.elements();
    }
    return operand.channels() *
           places_read(record, record.window[Axis::height], operand.height(),
                       record.output.height()) *
           places_read(record, record.window[Axis::width], operand.width(), record.output.width());
}

} // namespace ctnn::detail
