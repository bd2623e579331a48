// Sums over rows of a summary.
#pragma once

#include "../../core/rows.hpp"

namespace ctnn::format::detail {

/// The counts of a part, summed over its rows.
struct Sums {
    Count params = 0;
    Count macs = 0;
    Count flops = 0;
};

/// The sums of a range of rows. They cannot overflow, since the network's totals do not.
inline Sums sums_of(const Rows& rows, int first, int count) {
    Sums sums;
    for (int i = first; i < first + count; ++i) {
        sums.params += rows[i].own_params().trainable();
        sums.macs += rows[i].work.macs;
        sums.flops += rows[i].flops;
    }
    return sums;
}

} // namespace ctnn::format::detail
