// Broadcasting: the shapes of element-wise operations on tensors of different shapes.
#pragma once

#include "detail/sample_axis.hpp"
#include "merge.hpp"

namespace ctnn {
namespace detail {

/// Is it Cx1x1 beside a map CxHxW?
constexpr bool has_number_per_channel(const Shape& gate, const Shape& map) {
    return gate.rank == 3 && map.rank == 3 && gate.dims[0] == map.dims[0] && gate.dims[1] == 1 &&
           gate.dims[2] == 1;
}

} // namespace detail

/// PyTorch's broadcasting of the shapes of two samples: aligned at their last axes, sizes are equal
/// or one of them is 1 and stretches; axes that are missing are 1. `Shape{}` if they do not fit.
constexpr Shape broadcast(const Shape& one, const Shape& other) {
    if (one == other) return one;
    if (detail::has_number_per_channel(other, one)) return one; // soon said of a usual gate
    Shape out = one.axes() >= other.axes() ? one : other;
    for (int number = 1; number <= out.axes(); ++number) {
        const Count first = detail::size_from_last(one, number);
        const Count second = detail::size_from_last(other, number);
        if (first != second && first != 1 && second != 1) return {};
        out.dims[out.axes() - number] = first == 1 ? second : first;
    }
    return out;
}

/// The operands of an element-wise merge, broadcast to one shape.
struct Broadcast {
    Shape shape = {};   ///< of ((a + b) + c) + ...; only if there is no misfit, as the next
    Count elements = 0; ///< of a + b, (a + b) + c, ..., together: the work is done on each
    Misfit misfit = {}; ///< the first operand that does not fit, and one that it does not fit
};

/// What an element-wise merge answers of its Operands: its check, its output shape and its work.
/// `join` gives the shape of two tensors joined, no axes if they do not fit. (A template, which
/// costs a compiler next to nothing where it is not used.)
template <class Tensors>
constexpr Broadcast broadcast(const Tensors& operands,
                              Shape (*join)(const Shape& one, const Shape& other) = broadcast) {
    Broadcast all;
    all.shape = operands[0];
    for (int i = 1; i < operands.size(); ++i) {
        if (operands[i] != all.shape) all.shape = join(all.shape, operands[i]);
        if (all.shape.rank == 0) {
            int other = 0;
            while (other < i - 1 && join(operands[other], operands[i]).rank > 0) ++other;
            all.misfit = {Problem::branches, Field::none, Axis::none, other, i};
            break;
        }
        all.elements = add(all.elements, all.shape.elements());
    }
    return all;
}

namespace detail {

/// Of a product: as broadcast, and a vector C scales the channels of a map CxHxW. `Shape{}` if they
/// do not fit, or if the vector could as well stretch a width of 1 to C.
constexpr Shape broadcast_of_product(const Shape& one, const Shape& other) {
    const Shape aligned = broadcast(one, other);
    const Shape& map = one.rank == 3 ? one : other;
    const bool is_gated =
        one.rank + other.rank == 4 && map.rank == 3 && one.dims[0] == other.dims[0];
    return !is_gated ? aligned : aligned.rank == 0 || aligned == map ? map : Shape{};
}

/// The axes before those of a matrix: the last two are 1.
constexpr Shape without_matrix(Shape shape) {
    const int axes = shape.axes();
    for (int axis = axes > 2 ? axes - 2 : 0; axis < axes; ++axis) shape.dims[axis] = 1;
    return shape;
}

} // namespace detail
} // namespace ctnn
