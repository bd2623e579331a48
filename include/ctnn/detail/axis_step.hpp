// How one operation changes what is seen, along one axis.
#pragma once

#include "../record.hpp"
#include "settings.hpp"
#include "sight_step.hpp"

namespace ctnn::detail {

constexpr bool has_places(const Shape& shape) {
    return shape.rank == 3;
}

/// Positions along an axis; a vector has one.
constexpr Count height_of(const Shape& shape) {
    return has_places(shape) ? shape.height() : 1;
}
constexpr Count width_of(const Shape& shape) {
    return has_places(shape) ? shape.width() : 1;
}

constexpr bool is_square(const Shape& shape) {
    return shape.rank == 3 && shape.dims[1] == shape.dims[2];
}

/// One axis of one operation. With `uses_statistics` an output depends on all positions, besides
/// its own.
constexpr void take_axis(const Record& row, const WindowAxis& window, bool uses_statistics,
                         const SightStep& step) {
    if (uses_statistics) return step.sight.share(step.lengths.in);
    switch (row.op) {
    case Op::conv_transpose: return step.transpose(window);
    case Op::upsample: return step.resize(window);
    case Op::adaptive_avg_pool: return step.adapt();
    default: break;
    }
    // A user's, of an operation that keeps the map's size.
    if (step.lengths.in != step.lengths.out && row.op != Op::custom && window == WindowAxis{}) {
        step.sight.is_known = false;
    }
    step.slide(window);
}

constexpr bool uses_statistics(const Record& row, bool of_height) {
    return row.op == Op::group_norm || (row.op == Op::batch_norm && row.params.buffers == 0) ||
           (row.op == Op::layer_norm &&
            row.input.elements() / normalized_groups(row) > (of_height ? row.input.width() : 1)) ||
           (row.op == Op::softmax && (of_height ? row.window.height : row.window.width).kernel > 1);
}

} // namespace ctnn::detail
