// Receptive fields of a summary whose size is not in its type.
#pragma once

#include <vector>

#include "../../analysis/receptive_field.hpp"

namespace ctnn::format::detail {

/// The receptive field of each row and, after them, the network's: that of its last map.
/// Unknown where a size is too large for receptive_fields.
inline std::vector<ReceptiveField> fields_of(const Rows& rows) {
    const auto count = static_cast<std::size_t>(rows.size());
    const auto inputs = static_cast<std::size_t>(rows.input_count());
    std::vector<ctnn::detail::MapReach> reaches(count + inputs);
    ctnn::detail::ReachOfRows reach(rows, {reaches.data(), rows.size(), rows.input_count()});
    if (ctnn::detail::oversized(rows)) {
        const AxisField unknown{.is_known = false};
        return std::vector<ReceptiveField>(count + 1, {unknown, unknown});
    }
    std::vector<ReceptiveField> fields;
    fields.reserve(count + 1);
    for (int row = 0; row < rows.size(); ++row) {
        reach.take(row);
        fields.push_back(ctnn::detail::field_of(reach, row));
    }
    const int last = reach.last_map(rows.output_row);
    fields.push_back(ctnn::detail::field_of(reach, last));
    if (reach.input().rank == 4) {
        ctnn::detail::add_depths(rows, {reaches.data(), rows.size(), rows.input_count()}, 0,
                                 fields.data());
        if (last >= 0) fields.back() = fields[static_cast<std::size_t>(last)];
    }
    return fields;
}

} // namespace ctnn::format::detail
