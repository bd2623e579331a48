// Axes of a sample, counted as PyTorch's `dim` or from the last.
#pragma once

#include "../misfit.hpp"

namespace ctnn::detail {

/// The axis of a sample, 0 to rank - 1, for PyTorch's `dim`, where 0 is the batch and negative
/// numbers count from the last axis; -1 if the sample has no such axis.
constexpr int sample_axis(Count dim, int rank) {
    if (dim < 0 && dim >= -rank) return static_cast<int>(dim) + rank;
    if (dim >= 1 && dim <= rank) return static_cast<int>(dim) - 1;
    return -1;
}

constexpr Misfit check_dim(Field field, Count dim, const Shape& in) {
    if (sample_axis(dim, in.rank) >= 0) return {};
    return {Problem::dimension, field, Axis::none, in.rank, dim};
}

/// The size of an axis counted from the last, which is number 1; 1 for an axis that is not there.
constexpr Count size_from_last(const Shape& shape, int number) {
    return number <= shape.axes() ? shape.dims[shape.axes() - number] : 1;
}

} // namespace ctnn::detail
