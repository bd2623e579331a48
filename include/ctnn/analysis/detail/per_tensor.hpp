// A value for each tensor of a network.
#pragma once

#include "../../core/size.hpp"

namespace ctnn::detail {

/// A value for the network's input and for each row's output, indexed by row: -1 is the input.
template <class T>
struct PerTensor {
    T* values; ///< of the input, then of each row
    int rows;  ///< their number; each has a value

    constexpr T& operator[](int row) const { return values[row + 1]; }
};

/// The storage of a PerTensor for `Rows` rows.
template <class T, Count Rows>
struct PerTensorOf {
    T values[room_for(Rows + 1)] = {};

    constexpr PerTensor<T> view() { return {values, static_cast<int>(Rows)}; }
};

} // namespace ctnn::detail
