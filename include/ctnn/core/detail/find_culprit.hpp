// Finds the layer that caused a misfit of sizes, in the rows before it.
#pragma once

#include "../culprit.hpp"
#include "../error.hpp"
#include "../rows.hpp"

namespace ctnn::detail {

constexpr WindowAxis window_of(const Record& record, int axis) {
    return record.window[axis == 2 ? Axis::width : Axis::height];
}

/// Does an operation slide a window over a map, without making it larger?
constexpr bool slides_over_map(const Record& record) {
    return slides(record.op) && record.output.rank == 3;
}

/// Does an operation give a map of the size that it gets?
constexpr bool keeps_size(const Rows& rows, int row, int axis) {
    const Shape& in = rows.input_of(row);
    const Shape& out = rows[row].output;
    return in.rank == 3 && out.rank == 3 && in.dims[axis] == out.dims[axis];
}

/// The least size of the network's first input, along an axis, of which a tensor has `need`; 0 if
/// that is not known.
constexpr Count least_input_size(const Rows& rows, int row, int axis, Count need) {
    for (; row >= 0; row = rows.operand(row)) {
        if (rows[row].operands < 1 || need < 1 || need > max_size) return 0;
        if (slides_over_map(rows[row])) {
            const WindowAxis window = window_of(rows[row], axis);
            need = (need - 1) * window.stride + extent(window.kernel, window.dilation) -
                   window.before - window.after;
            if (need < 1) need = 1;
        } else if (!keeps_size(rows, row, axis)) {
            return 0;
        }
    }
    return row == -1 && need <= max_size ? need : 0;
}

/// The product of the strides on the way from the network's first input to a row; 0 if something
/// else changes the size on it.
constexpr Count strides_before(const Rows& rows, int row, int axis) {
    Count product = 1;
    for (; row >= 0; row = rows.operand(row)) {
        if (rows[row].operands < 1 || product > max_size) return 0;
        if (slides_over_map(rows[row])) {
            product *= window_of(rows[row], axis).stride;
        } else if (!keeps_size(rows, row, axis)) {
            return 0;
        }
    }
    return row == -1 && product <= max_size ? product : 0;
}

/// The largest of these products: a size that is a multiple of it is halved without a rest on every
/// level.
constexpr Count all_strides(const Rows& rows, int axis) {
    Count most = 1;
    for (int row = 0; row < rows.count; ++row) {
        if (!slides_over_map(rows[row])) continue;
        const Count product = strides_before(rows, row, axis);
        if (product > most) most = product;
    }
    return most;
}

/// What would keep a row from rounding, such that a branch of size `given` had the size `wanted`.
constexpr Remedy remedy_at(const Rows& rows, int row, int axis, Count given, Count wanted) {
    const WindowAxis window = window_of(rows[row], axis);
    const Count in = rows.input_of(row).dims[axis];
    const Count out = rows[row].output.dims[axis];
    const Count length = extent(window.kernel, window.dilation);
    const bool is_conv = rows[row].op == Op::conv;
    if (is_conv && window.stride == 1 && length % 2 == 0 && in == wanted && given == out &&
        (out == in - 1 || out == in + 1)) {
        return Remedy::padding_same;
    }
    if (window.stride < 2) return Remedy::none;
    const Count rest = in + window.before + window.after - length;
    if (!is_conv && given == out && out + 1 == wanted && rest % window.stride != 0) {
        return Remedy::ceil_mode;
    }
    // Made smaller with a rest, and larger again without it.
    const bool loses_rest = in == wanted && in % window.stride != 0 && out < in;
    return loses_rest && given == out * window.stride && strides_before(rows, row, axis) > 1
               ? Remedy::multiple
               : Remedy::none;
}

/// On the way to a branch whose size should be `wanted`: the layer that rounds, if there is one.
constexpr Culprit culprit_of_branch(const Rows& rows, int branch, int axis, Count wanted) {
    for (int row = branch; row >= 0 && rows[row].operands > 0; row = rows.operand(row)) {
        if (!slides_over_map(rows[row]) || rows.input_of(row).rank != 3) continue;
        const Count given = rows[branch].output.dims[axis];
        const Remedy remedy = remedy_at(rows, row, axis, given, wanted);
        if (remedy == Remedy::none) continue;
        Culprit culprit{remedy, row, rows[row].name, rows.path(row), axis == 2};
        culprit.in = rows.input_of(row).dims[axis];
        culprit.out = rows[row].output.dims[axis];
        if (remedy != Remedy::multiple) return culprit;
        culprit.multiple = all_strides(rows, axis);
        const Count size = (*rows.inputs)[0].dims[axis];
        culprit.such_as = (size + culprit.multiple - 1) / culprit.multiple * culprit.multiple;
        return culprit;
    }
    return {};
}

/// Of a kernel that exceeds its input: the network's least input.
constexpr Culprit culprit_of_kernel(const Rows& rows, const Error& error) {
    const Misfit& misfit = error.misfit;
    Culprit culprit{.is_width = misfit.axis == Axis::width};
    const int axis = culprit.is_width ? 2 : 1;
    const Count size = error.input.dims[axis];
    // The sizes are within max_size, but a user's check may give any numbers.
    const bool is_sound = size <= max_size && misfit.got >= 0 && misfit.got < misfit.expected &&
                          misfit.expected <= max_size;
    if (!is_sound || error.from < 0) return {}; // its own input is the network's
    culprit.least = least_input_size(rows, error.from, axis, size + misfit.expected - misfit.got);
    return culprit;
}

/// What caused an error, as far as it is known.
constexpr Culprit find_culprit(const Rows& rows, const Error& error) {
    if (error.input.rank != 3) return {};
    if (error.misfit.problem == Problem::kernel_exceeds_input) {
        return culprit_of_kernel(rows, error);
    }
    if (error.misfit.problem != Problem::branches || error.other.rank != 3) return {};
    const int axis = error.input.dims[1] != error.other.dims[1] ? 1 : 2;
    const Count one = error.input.dims[axis];
    const Count other = error.other.dims[axis];
    if (one == other) return {};
    const Culprit culprit = culprit_of_branch(rows, error.other_from, axis, one);
    return culprit.index >= 0 ? culprit : culprit_of_branch(rows, error.from, axis, other);
}

} // namespace ctnn::detail
