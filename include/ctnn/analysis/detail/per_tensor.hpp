// A value for each tensor of a network.
#pragma once

#include "../../core/inputs.hpp"
#include "../../core/size.hpp"

namespace ctnn::detail {

/// How many inputs a network of a size can have: each but the first is named by an Input.
constexpr int most_inputs(const Size& size) {
    return size.names < Inputs::max_count ? static_cast<int>(size.names) + 1 : Inputs::max_count;
}

/// A value for each of the network's inputs and for each row's output, indexed by row: -1 is the
/// first input, -2 the second, and so on.
template <class T>
struct PerTensor {
    T* values; ///< of the inputs, the last first, then of each row
    int rows;  ///< the number of rows; each has a value
    int inputs = 1;

    constexpr T& operator[](int row) const { return values[row + inputs]; }
};

/// The storage of a PerTensor for a network of a size.
template <class T, Size Capacity>
struct PerTensorOf {
    static constexpr int inputs = most_inputs(Capacity);

    T values[room_for(Capacity.operations + inputs)] = {};

    constexpr PerTensor<T> view() {
        return {values, static_cast<int>(Capacity.operations), inputs};
    }
};

} // namespace ctnn::detail
