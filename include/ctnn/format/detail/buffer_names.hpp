// What lies in the buffers of a memory plan.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "../any_memory_plan.hpp"
#include "path_text.hpp"
#include "text.hpp"

namespace ctnn::format::detail {

/// `features.0 Conv2d`.
inline std::string row_name(const Rows& rows, int row) {
    const std::string path = one_line(path_of_row(rows, row));
    const std::string kind = one_line(rows[row].name);
    return path.empty() ? kind : path + ' ' + kind;
}

/// A buffer's first row, and where it has none, the row that runs when the buffer is last used:
/// `input`, `features.0 Conv2d`, `beside features.0 Conv2d` (scratch, a padded copy).
inline std::vector<std::string> buffer_names(const Rows& rows, const AnyMemoryPlan& plan) {
    std::vector<std::string> names(plan.buffers.size());
    for (int row = rows.size() - 1; row >= 0; --row) {
        const int position = row + plan.inputs;
        const auto buffer =
            static_cast<std::size_t>(plan.buffer_of[static_cast<std::size_t>(position)]);
        names[buffer] = row_name(rows, row);
    }
    for (int row = 0; row < rows.size(); ++row) {
        const Buffer& own = plan[row];
        for (std::size_t i = 0; i < names.size(); ++i) {
            const bool is_of_row = names[i].empty() && plan.buffers[i].last_use == own.first_use;
            if (is_of_row) names[i] = fmt::format("beside {}", row_name(rows, row));
        }
    }
    for (int i = 0; i < plan.inputs && rows.size() > 0; ++i) {
        const int position = plan.inputs - 1 - i;
        const auto buffer =
            static_cast<std::size_t>(plan.buffer_of[static_cast<std::size_t>(position)]);
        names[buffer] = plan.inputs > 1 ? fmt::format("input {}", i) : "input";
    }
    return names;
}

} // namespace ctnn::format::detail
