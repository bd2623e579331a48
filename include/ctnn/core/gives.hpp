// An assertion of an output shape, whose error shows the shape.
#pragma once

#include "summary.hpp"

namespace ctnn {

/// Does the network give this shape? In an assertion that fails, the compiler's error shows the
/// shape that it gives instead, which g++ does not for `output_shape(net, image) == Shape{10}`.
/// Throws shape_error as output_shape.
///
///     static_assert(gives<Shape{6, 28, 28}>(net, {1, 32, 32}));
template <Shape Expected, Layer L>
[[nodiscard]] constexpr bool gives(const L& net, const Inputs& inputs) {
    const Shape actual = ctnn::output_shape(net, inputs);
    if (actual == Expected) return true;
    if (__builtin_is_constant_evaluated()) detail::print_in_compiler(Expected, actual);
    return false;
}

} // namespace ctnn
