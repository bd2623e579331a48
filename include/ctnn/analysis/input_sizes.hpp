// Which inputs a network takes: the least height and width, and the multiple that they must have.
#pragma once

#include "../core/detail/positive_figure.hpp"
#include "../core/summary.hpp"

namespace ctnn {

/// The heights and widths that fit: the least of each, and every `multiple` further. A U-Net of
/// four levels takes 16x16 and multiples of 16. `multiple` is 0 where the sizes that fit have no
/// such rule: a Linear that expects the features of one size takes no other.
struct InputSizes {
    Shape smallest = {}; ///< no axes: no size up to the limit fits
    Count multiple = 0;
};

namespace detail {

template <Layer L>
constexpr bool fits(const L& net, const Inputs& inputs) {
    Walk walk{Walk::Ask::shape};
    walk.run(net, inputs);
    return !walk.error();
}

/// The next size, from `size` up to `most`, that fits as height and width; 0 if none does.
template <Layer L>
constexpr Count next_fitting_size(const L& net, Shape input, Count size, Count most) {
    for (; size <= most; ++size) {
        input.dims[1] = size;
        input.dims[2] = size;
        if (detail::fits(net, input)) return size;
    }
    return 0;
}

/// The least size of one axis that fits beside the other's, which does.
template <Layer L>
constexpr Count least_size(const L& net, Shape input, int axis) {
    const Count most = input.dims[axis];
    for (Count size = 1; size < most; ++size) {
        input.dims[axis] = size;
        if (detail::fits(net, input)) return size;
    }
    return most;
}

} // namespace detail

/// Searches the sizes that fit, of which the channels of `input` are given, up to `most` pixels.
/// Asks for a shape once for each size that it tries, so at compile time it is for small networks
/// and limits. Throws shape_error unless the input is a map CxHxW and `most` is positive.
template <Layer L>
[[nodiscard]] constexpr InputSizes input_sizes(const L& net, const Shape& input, Count most = 512) {
    detail::refuse_unless_positive(most, "most of input_sizes");
    if (input.rank != 3) detail::refuse(Error{.misfit = expect::rank(3, input), .index = -1});
    const Count first = detail::next_fitting_size(net, input, 1, most);
    if (first == 0) return {};
    InputSizes sizes{{input.channels(), first, first}};
    const Count second = detail::next_fitting_size(net, input, first + 1, most);
    const Count step = second - first;
    bool is_rule = second > 0;
    for (Count size = second; is_rule && size + step <= most && size < second + 4 * step;) {
        const Count next = detail::next_fitting_size(net, input, size + 1, size + step);
        is_rule = next == size + step;
        size = next;
    }
    if (is_rule) sizes.multiple = step;
    const Shape square = sizes.smallest;
    sizes.smallest.dims[1] = detail::least_size(net, square, 1);
    sizes.smallest.dims[2] = detail::least_size(net, square, 2);
    return sizes;
}

/// The least height and width that fit; no axes if none up to `most` does. Throws as input_sizes.
template <Layer L>
[[nodiscard]] constexpr Shape smallest_input(const L& net, const Shape& input, Count most = 512) {
    return ctnn::input_sizes(net, input, most).smallest;
}

/// By what steps height and width grow: 1 for most networks, 16 for a U-Net of four levels, 0 where
/// there is no rule. Throws as input_sizes.
template <Layer L>
[[nodiscard]] constexpr Count input_multiple(const L& net, const Shape& input, Count most = 512) {
    return ctnn::input_sizes(net, input, most).multiple;
}

} // namespace ctnn
