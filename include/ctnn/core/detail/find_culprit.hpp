// Finds the layer that caused a misfit of sizes, in the rows before it.
#pragma once

#include "../culprit.hpp"
#include "../error.hpp"
#include "../rows.hpp"

namespace ctnn::detail {

/// Does an operation slide a window over a map, without making it larger?
constexpr bool slides_over_map(const Record& record) {
    const bool slides =
        record.op == Op::conv || record.op == Op::max_pool || record.op == Op::avg_pool;
    return slides && record.output.rank == 3;
}

/// The least size of the network's first input, along an axis, of which a tensor has `need`; 0 if
/// that is not known.
constexpr Count least_input_size(const Rows& rows, int row, int axis, Count need) {
    for (; row >= 0; row = rows.operand(row)) {
        const Record& record = rows[row];
        if (record.operands < 1) return 0;
        const Shape& in = rows.input_of(row);
        if (slides_over_map(record)) {
            const WindowAxis window = record.window[axis == 2 ? Axis::width : Axis::height];
            need = (need - 1) * window.stride + extent(window.kernel, window.dilation) -
                   window.before - window.after;
            if (need < 1) need = 1;
        } else if (in.rank != 3 || record.output.rank != 3 ||
                   in.dims[axis] != record.output.dims[axis]) {
            return 0;
        }
        if (need > max_size) return 0;
    }
    return row == -1 ? need : 0;
}

constexpr Culprit culprit_at(const Rows& rows, int row, int axis, Remedy remedy) {
    Culprit culprit{remedy, row, rows[row].name, rows.path(row), axis == 2};
    culprit.in = rows.input_of(row).dims[axis];
    culprit.out = rows[row].output.dims[axis];
    return culprit;
}

/// The product of the strides on the way from the network's first input to a row.
constexpr Count strides_before(const Rows& rows, int row, int axis) {
    Count product = 1;
    for (; row >= 0 && rows[row].operands > 0; row = rows.operand(row)) {
        if (!slides_over_map(rows[row])) continue;
        product = mul(product, rows[row].window[axis == 2 ? Axis::width : Axis::height].stride);
    }
    return row == -1 ? product : 0;
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

/// On the way to a branch whose size should be `wanted`: the layer that rounds, if there is one.
constexpr Culprit culprit_of_branch(const Rows& rows, int branch, int axis, Count wanted) {
    for (int row = branch; row >= 0 && rows[row].operands > 0; row = rows.operand(row)) {
        const Record& record = rows[row];
        if (!slides_over_map(record) || rows.input_of(row).rank != 3) continue;
        const WindowAxis window = record.window[axis == 2 ? Axis::width : Axis::height];
        const Count in = rows.input_of(row).dims[axis];
        const Count out = record.output.dims[axis];
        const bool is_even = extent(window.kernel, window.dilation) % 2 == 0;
        if (record.op == Op::conv && window.stride == 1 && is_even && in == wanted &&
            (out == in - 1 || out == in + 1)) {
            return culprit_at(rows, row, axis, Remedy::padding_same);
        }
        if (record.op != Op::conv && window.stride > 1 && out + 1 == wanted &&
            rows[branch].output.dims[axis] == out) {
            return culprit_at(rows, row, axis, Remedy::ceil_mode);
        }
        if (window.stride > 1 && in == wanted && in % window.stride != 0) {
            Culprit culprit = culprit_at(rows, row, axis, Remedy::multiple);
            culprit.multiple = all_strides(rows, axis);
            if (culprit.multiple < 2) return {};
            const Count size = (*rows.inputs)[0].dims[axis];
            culprit.such_as = (size + culprit.multiple - 1) / culprit.multiple * culprit.multiple;
            return culprit;
        }
    }
    return {};
}

/// Completes an error with what caused it.
constexpr Culprit find_culprit(const Rows& rows, const Error& error) {
    const Misfit& misfit = error.misfit;
    if (misfit.problem == Problem::kernel_exceeds_input && error.input.rank == 3) {
        const int axis = misfit.axis == Axis::width ? 2 : 1;
        const Count need = error.input.dims[axis] + misfit.expected - misfit.got;
        const Count least = least_input_size(rows, error.from, axis, need);
        Culprit culprit;
        culprit.is_width = axis == 2;
        if (error.from >= 0) culprit.least = least; // else its own input is the network's
        return culprit;
    }
    if (misfit.problem != Problem::branches || error.input.rank != 3 || error.other.rank != 3) {
        return {};
    }
    for (int axis = 1; axis < 3; ++axis) {
        const Count one = error.input.dims[axis];
        const Count other = error.other.dims[axis];
        if (one == other) continue;
        const Culprit culprit = culprit_of_branch(rows, error.other_from, axis, one);
        if (culprit.index >= 0) return culprit;
        return culprit_of_branch(rows, error.from, axis, other);
    }
    return {};
}

} // namespace ctnn::detail
