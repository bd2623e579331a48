// Maps that are too large for the arithmetic of receptive fields.
#pragma once

#include "../../core/record.hpp"
#include "../../core/shape_error.hpp"

namespace ctnn::detail {

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

/// The first row with a map of more than max_size along an axis; or the network's input, which a
/// row need not read. Without such a one, nothing of a receptive field is past 63 bits unseen.
constexpr Error oversized(const Rows& rows) {
    for (int row = 0; row < rows.count; ++row) {
        if (!is_oversized(rows[row].output)) continue;
        return error_at(rows, row, oversize_misfit(rows[row].output));
    }
    if (!is_oversized(rows.input)) return {};
    return {.misfit = oversize_misfit(rows.input), .index = -1, .input = rows.input};
}

} // namespace ctnn::detail
