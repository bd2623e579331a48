// What is wrong with an output that is not a shape.
#pragma once

#include "../misfit.hpp"
#include "../shape.hpp"

namespace ctnn::detail {

/// What is wrong with an output: a size past 63 bits, or, from a user's layer, an empty one.
constexpr Misfit output_misfit(const Shape& out) {
    if (out.rank != out.axes() || out.rank == 0) {
        return {Problem::own_output, Field::none, Axis::none, 1, 0};
    }
    for (int axis = 0; axis < out.axes(); ++axis) {
        if (out[axis] == overflow) return {Problem::too_large};
        if (out[axis] < 1) return {Problem::own_output, Field::none, Axis::none, 1, out[axis]};
    }
    return {Problem::too_large};
}

} // namespace ctnn::detail
