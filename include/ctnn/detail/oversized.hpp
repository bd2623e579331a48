// Maps and windows that are too large for the arithmetic of receptive fields.
#pragma once

#include "axis_step.hpp"
#include "refuse.hpp"

namespace ctnn::detail {

/// The first size over max_size along an axis of a row's input or window; 0 if there is none.
constexpr Count oversized(Count in, const WindowAxis& window) {
    const Count sizes[] = {in, window.kernel, window.stride, window.dilation, window.before};
    for (const Count size : sizes) {
        if (size > max_size) return size;
    }
    return 0;
}

constexpr bool has_oversized(const Record& row) {
    const WindowAxis& height = row.window.height;
    const WindowAxis& width = row.window.width;
    return (row.input.rank == 3 &&
            (row.input.dims[1] > max_size || row.input.dims[2] > max_size)) ||
           height.kernel > max_size || height.stride > max_size || height.dilation > max_size ||
           height.before > max_size || width.kernel > max_size || width.stride > max_size ||
           width.dilation > max_size || width.before > max_size;
}

/// Maps and windows of at most max_size along an axis, as all layers of the library have: then
/// nothing here is past 63 bits unseen. Throws shape_error for others. The good case is one
/// expression, because the compiler pays for every call, in every layer.
constexpr void refuse_oversized(const Rows& rows) {
    for (int i = 0; i < rows.count; ++i) {
        const Record& row = rows[i];
        if (!has_oversized(row)) continue;
        const Count high = oversized(height_of(row.input), row.window.height);
        const Count wide = oversized(width_of(row.input), row.window.width);
        refuse({.misfit = {Problem::over_limit, Field::none, high > 0 ? Axis::height : Axis::width,
                           max_size, high > 0 ? high : wide},
                .layer = row.name,
                .op = row.op,
                .path = row.path,
                .index = i,
                .input = row.input});
    }
}

} // namespace ctnn::detail
