// How much of its input an operation must read.
#pragma once

#include "../../core/detail/derived_settings.hpp"
#include "../../core/fraction.hpp"
#include "../../core/record.hpp"
#include "lattice.hpp"

namespace ctnn::detail {

/// The positions [first, end).
struct PositionRange {
    Count first;
    Count end;

    constexpr Count size() const { return end > first ? end - first : 0; }

    /// Clipped to [0, size).
    constexpr PositionRange within(Count size) const {
        return {first > 0 ? first : 0, end < size ? end : size};
    }

    /// The n >= 0 for which n * step lies in the range.
    constexpr PositionRange divided_by(Count step) const {
        return {first > 0 ? (first - 1) / step + 1 : 0, end > 0 ? (end - 1) / step + 1 : 0};
    }
};

/// The positions touched by sliding windows without dilation.
constexpr Count positions_of_undilated_windows(const WindowAxis& axis, Count in, Count out) {
    if (axis.kernel >= axis.stride) { // no gaps between windows either
        const Count end = axis.stride * (out - 1) + axis.kernel - axis.before;
        return PositionRange{-axis.before, end}.within(in).size();
    }
    // Windows that overlap the input; the first and the last may stick out of it.
    const Count first = axis.before - axis.kernel + 1;
    const PositionRange inside =
        PositionRange{first, axis.before + in}.divided_by(axis.stride).within(out);
    if (inside.size() == 0) return 0;
    const Count before = axis.before - inside.first * axis.stride;
    const Count after = (inside.end - 1) * axis.stride - axis.before + axis.kernel - in;
    return inside.size() * axis.kernel - (before > 0 ? before : 0) - (after > 0 ? after : 0);
}

/// The positions of an axis that sliding windows touch, each counted once.
constexpr Count positions_slid_over(const WindowAxis& axis, Count in, Count out) {
    if (axis.dilation == 1) return positions_of_undilated_windows(axis, in, out);
    // With stride S, dilation D and g = gcd(S, D), tap k of window o coincides with tap k + S/g of
    // window o - D/g and is counted there. So all taps count of the first D/g windows, and the last
    // S/g of the others.
    const Fraction steps{axis.stride, axis.dilation};
    const Count all = out < steps.denominator ? out : steps.denominator;
    const Count last = axis.kernel < steps.numerator ? axis.kernel : steps.numerator;
    const Lattice first{all, axis.stride, axis.kernel, axis.dilation};
    const Lattice others{out - all, axis.stride, last, axis.dilation};
    const Count shift = all * axis.stride + (axis.kernel - last) * axis.dilation;
    return first.points_within(axis.before, axis.before + in) +
           others.points_within(axis.before - shift, axis.before - shift + in);
}

/// The input positions of a transposed convolution that contribute to the output and not to the
/// padding alone: position i contributes to i * stride + k * dilation - before.
constexpr Count positions_spread(const WindowAxis& axis, Count in, Count out) {
    if (out < axis.dilation) { // at most one tap per position
        return Lattice{in, axis.stride, axis.kernel, axis.dilation}.points_within(
            axis.before, axis.before + out);
    }
    // The output does not fit between two taps of a position.
    const Count reach = axis.dilation * (axis.kernel - 1);
    const Count end = steps_to(axis.before + out, axis.stride, in);
    const Count begin = steps_to(axis.before - reach, axis.stride, in);
    return end > begin ? end - begin : 0;
}

/// The input positions read by an Upsample, at least. In nearest mode a factor F gives floor(in*F)
/// outputs o, which read floor(o/F) and may leave out the last inputs. Interpolation to a smaller
/// map reads more, except where a weight is 0.
constexpr Count positions_resized(const Record& record, const WindowAxis& axis, Count in,
                                  Count out) {
    const bool interpolates = axis.kernel > 1;
    if (in <= out && (record.takes_output_size || interpolates)) return in;
    const Count end = record.takes_output_size ? in : (out - 1) * in / (out + 1) + 1;
    return end < out ? end : out;
}

/// May an operation skip positions of its input?
constexpr bool may_skip(Op op) {
    return op == Op::conv || op == Op::max_pool || op == Op::avg_pool || op == Op::zero_pad ||
           op == Op::conv_transpose || op == Op::upsample || op == Op::custom ||
           op == Op::lp_pool || op == Op::pad;
}

/// The positions of an axis that affect the output of such an operation; for an Upsample, a lower
/// bound.
constexpr Count positions_read(const Record& record, const WindowAxis& axis, Count in, Count out) {
    if (in > max_size || out > max_size) return in;
    if (record.op == Op::upsample) return positions_resized(record, axis, in, out);
    if (record.op == Op::conv_transpose) return positions_spread(axis, in, out);
    return axis == WindowAxis{} ? in : positions_slid_over(axis, in, out);
}

/// The elements of an operand that affect the output: all, except where windows or a smaller map
/// skip positions.
constexpr Count elements_read(const Record& record, const Shape& operand) {
    const int rank = operand.rank;
    if (!may_skip(record.op) || rank < 2 || rank > 4 || record.output.rank != rank) {
        return operand.elements();
    }
    Count elements = operand.channels();
    for (int axis = 1; axis < rank; ++axis) {
        elements = mul(elements, positions_read(record, record.window[window_axis(axis, rank)],
                                                operand[axis], record.output[axis]));
    }
    return elements;
}

} // namespace ctnn::detail
