// Maps that are too large for the arithmetic of receptive fields.
#pragma once

#include "../../core/detail/derived_settings.hpp"
#include "../../core/shape_error.hpp"
#include "row_error.hpp"

namespace ctnn::detail {

/// Is an axis of a map longer than max_size, or not positive (the input of a refused network)?
constexpr bool is_oversized(const Shape& map) {
    if (map.rank == 3) {
        const Count height = map.dims[1];
        const Count width = map.dims[2];
        return height <= 0 || height > max_size || width <= 0 || width > max_size;
    }
    for (int axis = 1; axis < map.axes(); ++axis) {
        if (map[axis] <= 0 || map[axis] > max_size) return true;
    }
    return false;
}

constexpr bool has_oversized_tensor(const Rows& rows) {
    for (const Shape& input : *rows.inputs) {
        if (is_oversized(input)) return true;
    }
    for (int row = 0; row < rows.count; ++row) {
        if (is_oversized(rows.rows[row].output)) return true;
    }
    return false;
}

constexpr Misfit oversize_misfit(const Shape& map) {
    int axis = 1;
    while (axis < map.axes() - 1 && map[axis] > 0 && map[axis] <= max_size) ++axis;
    const Axis along = map.rank == 2 ? Axis::length : window_axis(axis, map.rank);
    return {Problem::over_limit, Field::none, along, max_size, map[axis]};
}

/// The error of the first row that reads an oversized map, else of the network's first input, which
/// no row need read. Without one, no arithmetic of receptive fields overflows undetected.
constexpr Error oversized(const Rows& rows) {
    if (!has_oversized_tensor(rows)) return {};
    for (int row = 0; row < rows.count; ++row) {
        for (int k = 0; k < rows[row].operands; ++k) {
            const Shape& map = rows.output_of(rows.operand(row, k));
            if (is_oversized(map)) return error_at(rows, row, oversize_misfit(map));
        }
    }
    const Shape& input = (*rows.inputs)[0];
    if (!is_oversized(input)) return {};
    return {.misfit = oversize_misfit(input), .index = -1, .input = input};
}

} // namespace ctnn::detail
