// Broadcasting: the shapes of element-wise operations on tensors of different shapes.
#pragma once

#include "detail/sample_axis.hpp"
#include "expect.hpp"
#include "merge.hpp"

namespace ctnn {
/// PyTorch's broadcasting of the shapes of two samples: aligned at their last axes, sizes are equal
/// or one of them is 1 and stretches; axes that are missing are 1. `Shape{}` if they do not fit.
constexpr Shape broadcast(const Shape& one, const Shape& other) {
    if (one == other) return one;
    Shape out = one.axes() >= other.axes() ? one : other;
    for (int number = 1; number <= out.axes(); ++number) {
        const Count first = detail::size_from_last(one, number);
        const Count second = detail::size_from_last(other, number);
        if (first != second && first != 1 && second != 1) return {};
        out.dims[out.axes() - number] = first == 1 ? second : first;
    }
    return out;
}

namespace detail {

/// Is it a vector of as many numbers as a map CxHxW has channels?
constexpr bool has_number_per_channel(const Shape& vector, const Shape& map) {
    return vector.rank == 1 && map.rank == 3 && vector.dims[0] == map.dims[0];
}

/// Of a product: as broadcast, and a vector C scales the channels of a map CxHxW. `Shape{}` if they
/// do not fit, or if the vector could as well stretch a width of 1 to C.
constexpr Shape broadcast_of_product(const Shape& one, const Shape& other) {
    const bool is_gated = has_number_per_channel(one, other);
    if (!is_gated && !has_number_per_channel(other, one)) return broadcast(one, other);
    const Shape& map = is_gated ? other : one;
    const Shape aligned = broadcast(one, other);
    return aligned.rank == 0 || aligned == map ? map : Shape{};
}

/// The axes before those of a matrix: the last two are 1.
constexpr Shape without_matrix(Shape shape) {
    const int axes = shape.axes();
    for (int axis = axes > 2 ? axes - 2 : 0; axis < axes; ++axis) shape.dims[axis] = 1;
    return shape;
}

/// The shape of two tensors joined; `Shape{}` if they do not fit.
using JoinShapes = Shape (*)(const Shape& one, const Shape& other);

/// The shape of ((a + b) + c) + ...
constexpr Shape pairwise_shape(const Operands& branches, JoinShapes join) {
    Shape shape = branches[0];
    for (int i = 1; i < branches.size(); ++i) {
        if (branches[i] != shape) shape = join(shape, branches[i]);
    }
    return shape;
}

/// The elements of a + b, (a + b) + c, ..., together.
constexpr Count pairwise_elements(const Operands& branches, const Shape& out, JoinShapes join) {
    if (branches.size() == 2) return out.elements();
    Shape shape = branches[0];
    Count elements = 0;
    for (int i = 1; i < branches.size(); ++i) {
        if (branches[i] != shape) shape = join(shape, branches[i]);
        elements = add(elements, shape.elements());
    }
    return elements;
}

/// Names the first branch that does not fit those before it, and the first of those that it does
/// not fit.
constexpr Misfit pairwise_misfit(const Operands& branches, JoinShapes join) {
    Shape shape = branches[0];
    for (int i = 1; i < branches.size(); ++i) {
        if (branches[i] == shape) continue;
        shape = join(shape, branches[i]);
        if (shape.rank > 0) continue;
        int other = 0;
        while (other < i && join(branches[other], branches[i]).rank > 0) ++other;
        return {Problem::branches, Field::none, Axis::none, other < i ? other : 0, i};
    }
    return {};
}

} // namespace detail

/// The shape of an element-wise operation on all operands, ((a + b) + c) + ...; `Shape{}` if they
/// do not fit.
constexpr Shape broadcast(const Operands& operands) {
    return detail::pairwise_shape(operands, broadcast);
}

/// How many elements the operations of two tensors give, a + b, (a + b) + c, ..., together; `out`
/// is the shape of the last. The operands fit.
constexpr Count broadcast_elements(const Operands& operands, const Shape& out) {
    return detail::pairwise_elements(operands, out, broadcast);
}

namespace expect {

/// The operands of an element-wise merge can be broadcast to one shape.
constexpr Misfit broadcast(const Operands& operands) {
    return detail::pairwise_misfit(operands, ctnn::broadcast);
}

} // namespace expect
} // namespace ctnn
