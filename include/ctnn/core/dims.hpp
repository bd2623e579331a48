// A list of axes, as PyTorch's `dims`.
#pragma once

#include "shape.hpp"

namespace ctnn {

/// Axes of a tensor, counted as in PyTorch, where 0 is the batch and -1 the last: `{2, 3}`.
struct Dims {
    static constexpr int max_count = Shape::max_rank + 1; ///< with the batch

    int count = 0;
    Count dims[max_count] = {};

    constexpr Dims() = default;
    template <Integer... Each>
        requires(sizeof...(Each) >= 1 && sizeof...(Each) <= max_count)
    constexpr Dims(Each... dims_)
        : count(static_cast<int>(sizeof...(Each))), dims{static_cast<Count>(dims_)...} {}

    constexpr int size() const { return count; }
    constexpr Count operator[](int which) const { return dims[which]; }
    constexpr const Count* begin() const { return dims; }
    constexpr const Count* end() const { return dims + count; }

    constexpr bool operator==(const Dims&) const = default;
};

} // namespace ctnn
