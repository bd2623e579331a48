// Maps and windows that are too large for the arithmetic of receptive fields.
#pragma once

#include "../record.hpp"
#include "refuse.hpp"

namespace ctnn::detail {

/// All layers of the library have such windows.
constexpr bool is_sound(const WindowAxis& window) {
    return window.kernel > 0 && window.kernel <= max_size && window.stride > 0 &&
           window.stride <= max_size && window.dilation > 0 && window.dilation <= max_size &&
           window.before >= -max_size && window.before <= max_size && window.after >= -max_size &&
           window.after <= max_size;
}

/// What is wrong with a user's window.
constexpr Misfit window_misfit(const WindowAxis& window, Axis axis) {
    if (auto misfit = expect::size(Field::kernel_size, window.kernel, 1, axis)) return misfit;
    if (auto misfit = expect::size(Field::stride, window.stride, 1, axis)) return misfit;
    if (auto misfit = expect::size(Field::dilation, window.dilation, 1, axis)) return misfit;
    if (auto misfit = expect::size(Field::padding, window.before, -max_size, axis)) return misfit;
    return expect::size(Field::padding, window.after, -max_size, axis);
}

constexpr Misfit window_misfit(const Record& row) {
    const Misfit misfit = window_misfit(row.window.height, Axis::height);
    return misfit ? misfit : window_misfit(row.window.width, Axis::width);
}

constexpr Misfit oversize_misfit(const Record& row) {
    const Count height = row.input.rank == 3 ? row.input.height() : 1;
    const Count width = row.input.rank == 3 ? row.input.width() : 1;
    if (height > max_size)
        return {Problem::over_limit, Field::none, Axis::height, max_size, height};
    if (width > max_size) return {Problem::over_limit, Field::none, Axis::width, max_size, width};
    return window_misfit(row);
}

/// The first row with a map of more than max_size along an axis, or with a window that none of the
/// library's layers has. Without such a row, nothing of a receptive field is past 63 bits unseen.
constexpr Error oversized(const Rows& rows) {
    for (int i = 0; i < rows.count; ++i) {
        const Record& row = rows[i];
        const Count* const dims = row.input.dims;
        const bool is_large = row.input.rank == 3 && (dims[1] > max_size || dims[2] > max_size);
        if (!is_large && is_sound(row.window.height) && is_sound(row.window.width)) continue;
        return {oversize_misfit(row), row.name, row.op, row.path, i, row.input};
    }
    return {};
}

} // namespace ctnn::detail
