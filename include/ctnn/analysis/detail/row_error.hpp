// An error of a question about one row of a summary.
#pragma once

#include "../../core/error.hpp"
#include "../../core/rows.hpp"

namespace ctnn::detail {

/// An error of a question about one row.
constexpr Error error_at(const Rows& rows, int row, const Misfit& misfit) {
    Error error;
    error.misfit = misfit;
    error.layer = rows[row].name;
    error.op = rows[row].op;
    error.path = rows.path(row);
    error.index = row;
    error.input = rows.input_of(row);
    return error;
}

} // namespace ctnn::detail
