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

/// Is a map longer than max_size along an axis, or none, as the input of a network that is refused?
constexpr bool is_oversized(const Shape& map) {
    const auto fits = [](Count size) { return size > 0 && size <= max_size; };
    return map.rank == 3 && !(fits(map.dims[1]) && fits(map.dims[2]));
}

constexpr Misfit oversize_misfit(const Shape& map) {
    const bool is_high = map.height() > max_size;
    return {Problem::over_limit, Field::none, is_high ? Axis::height : Axis::width, max_size,
            is_high ? map.height() : map.width()};
}

/// The first row with a map of more than max_size along an axis, or with a window that none of the
/// library's layers has; or the network's input, which a row need not read. Without such a one,
/// nothing of a receptive field is past 63 bits unseen.
constexpr Error oversized(const Rows& rows) {
    for (int i = 0; i < rows.count; ++i) {
        const Record& row = rows[i];
        const bool is_large = is_oversized(row.input) || is_oversized(row.output);
        if (!is_large && is_sound(row.window.height) && is_sound(row.window.width)) continue;
        const Misfit misfit =
            is_large ? oversize_misfit(is_oversized(row.input) ? row.input : row.output)
                     : window_misfit(row);
        return {misfit, row.name, row.op, row.path, i, row.input};
    }
    if (!is_oversized(rows.input)) return {};
    return {.misfit = oversize_misfit(rows.input), .layer = "input", .input = rows.input};
}

} // namespace ctnn::detail
