// How one operation changes what is seen, along one axis.
#pragma once

#include "../record.hpp"
#include "settings.hpp"
#include "sight.hpp"

namespace ctnn::detail {

constexpr bool has_places(const Shape& shape) {
    return shape.rank == 3;
}

/// Places along an axis; a vector has one.
constexpr Count height_of(const Shape& shape) {
    return has_places(shape) ? shape.height() : 1;
}
constexpr Count width_of(const Shape& shape) {
    return has_places(shape) ? shape.width() : 1;
}

constexpr bool is_square(const Shape& shape) {
    return shape.rank == 3 && shape.dims[1] == shape.dims[2];
}

/// The most places that a window of an adaptive pool has: from floor(i*I/O) to ceil((i+1)*I/O).
constexpr Count longest_window(Count in, Count out) {
    const Fraction ratio{in, out};
    const Count rest = ratio.numerator % ratio.denominator;
    return ratio.floor() + (rest > 1 ? 2 : rest);
}

/// One axis of one operation: its places, and how many elements it has normalised together.
struct AxisStep {
    const Record& row;
    const WindowAxis& window;
    Count in;
    Count out;
    bool uses_statistics; ///< an output depends on all places, besides its own

    constexpr void take(Sight& sight) const {
        if (uses_statistics) return sight.share(in);
        switch (row.op) {
        case Op::conv_transpose: return sight.transpose(window);
        case Op::upsample: return sight.resize(in, out, window.kernel - 1);
        case Op::adaptive_avg_pool: return sight.resize(in, out, longest_window(in, out) - 1);
        default: break;
        }
        // A layer that does not say what it sees, and whose output has other places.
        if (in != out && window == WindowAxis{}) return sight.join(in);
        sight.slide(window);
    }
};

constexpr bool uses_statistics(const Record& row, bool of_height) {
    return row.op == Op::group_norm || (row.op == Op::batch_norm && row.params.buffers == 0) ||
           (row.op == Op::layer_norm &&
            row.input.elements() / normalized_groups(row) > (of_height ? row.input.width() : 1)) ||
           (row.op == Op::softmax && (of_height ? row.window.height : row.window.width).kernel > 1);
}

} // namespace ctnn::detail
