// What some rows of a summary add up to.
#pragma once

#include "../../core/rows.hpp"

namespace ctnn::format {

/// What the rows of a part add up to.
struct Sums {
    Count params = 0;
    Count macs = 0;
    Count flops = 0;
};

/// The sums of some rows; they fit into 63 bits, as the network's totals do.
inline Sums sums_of(const Rows& rows, int first, int count) {
    Sums sums;
    for (int i = first; i < first + count; ++i) {
        sums.params += rows[i].params.trainable();
        sums.macs += rows[i].work.macs;
        sums.flops += rows[i].flops;
    }
    return sums;
}

} // namespace ctnn::format
