// The padding of convolutions and pools.
#pragma once

#include "window.hpp"

namespace ctnn {

/// How padding is given.
enum class PaddingRule : unsigned char { symmetric, each_side, same, same_upper };

/// Zero padding of a convolution or a pool over a map: one number for all sides, {height, width},
/// {top, bottom, left, right}, `same` or `same_upper`.
struct Padding {
    Extent size = 0; ///< at the top and on the left; if symmetric, at the bottom and on the right
    Extent end = 0;  ///< of each_side, at the bottom and on the right
    PaddingRule rule = PaddingRule::symmetric;

    constexpr Padding() = default;
    constexpr Padding(Integer auto all_) : size(all_) {}
    constexpr Padding(Integer auto height_, Integer auto width_) : size(height_, width_) {}
    constexpr Padding(const Extent& each_) : size(each_) {}
    constexpr Padding(Integer auto top_, Integer auto bottom_, Integer auto left_,
                      Integer auto right_)
        : size(top_, left_), end(bottom_, right_), rule(PaddingRule::each_side) {}
    /// Python's "same".
    template <unsigned long Size>
    constexpr Padding(const char (&)[Size]) {
        static_assert(Size == 0, "`same`, without quotes (or valid, same_upper)");
    }

    constexpr bool operator==(const Padding&) const = default;
};

/// PyTorch's padding='same': the output has the input's height and width (stride 1 only). If the
/// total padding is odd, the extra zero is at the bottom and on the right.
inline constexpr Padding same = [] {
    Padding padding;
    padding.rule = PaddingRule::same;
    return padding;
}();

/// TensorFlow's and Keras' padding='same', ONNX's SAME_UPPER, with any stride: O = ceil(I/S), total
/// padding max((O - 1)*S + D*(K - 1) + 1 - I, 0), of which the larger half is at the bottom and on
/// the right. With stride 1 it is PyTorch's `same`.
inline constexpr Padding same_upper = [] {
    Padding padding;
    padding.rule = PaddingRule::same_upper;
    return padding;
}();

/// PyTorch's padding='valid': none.
inline constexpr Padding valid{0};

namespace detail {

/// TensorFlow's and ONNX's SAME_UPPER along an axis: O = ceil(I/S), and the total padding that it
/// needs. Settings and size are within max_size.
constexpr Count same_upper_size(Count in, Count stride) {
    return (in - 1) / stride + 1;
}
constexpr Count same_upper_padding(Count in, Count kernel, Count stride, Count dilation) {
    const Count total = (same_upper_size(in, stride) - 1) * stride + extent(kernel, dilation) - in;
    return total > 0 ? total : 0;
}
constexpr WindowAxis same_upper_axis(Count in, Count kernel, Count stride, Count dilation) {
    const Count total = same_upper_padding(in, kernel, stride, dilation);
    return {kernel, stride, dilation, total / 2, total - total / 2};
}

/// A window with any padding, over a valid map.
constexpr Window padded_window(const Extent& kernel, const Extent& stride, const Padding& padding,
                               const Extent& dilation, const Shape& in) {
    switch (padding.rule) {
    case PaddingRule::symmetric: break;
    case PaddingRule::each_side:
        return {
            {kernel.height, stride.height, dilation.height, padding.size.height,
             padding.end.height},
            {kernel.width, stride.width, dilation.width, padding.size.width, padding.end.width}};
    case PaddingRule::same:
        return {same_axis(kernel.height, dilation.height), same_axis(kernel.width, dilation.width)};
    case PaddingRule::same_upper:
        return {same_upper_axis(in.height(), kernel.height, stride.height, dilation.height),
                same_upper_axis(in.width(), kernel.width, stride.width, dilation.width)};
    }
    return {window_axis(kernel.height, stride.height, dilation.height, padding.size.height),
            window_axis(kernel.width, stride.width, dilation.width, padding.size.width)};
}

/// O along one axis, of a window with any padding; 0 if it exceeds the padded input.
constexpr Count output_size(Count in, const WindowAxis& window) {
    const Count room = in + window.before + window.after - extent(window.kernel, window.dilation);
    return room < 0 ? 0 : room / window.stride + 1;
}

/// Are the numbers of padding in range, and the stride 1 if it is `same`?
constexpr Misfit check_padding(const Extent& stride, const Padding& padding) {
    if (padding.rule == PaddingRule::each_side) {
        return expect::size(Field::padding, padding.end, 0);
    }
    if (padding.rule != PaddingRule::same || stride == Extent{1}) return {};
    return {Problem::same_with_stride, Field::stride, Axis::none, 1,
            stride.height != 1 ? stride.height : stride.width};
}

/// The axis along which a window with padding of each side exceeds the padded input.
constexpr Misfit window_misfit(const Extent& kernel, const Padding& padding, const Extent& dilation,
                               const Shape& in) {
    const Count height = in.height() + padding.size.height + padding.end.height;
    const Count width = in.width() + padding.size.width + padding.end.width;
    const Count high = extent(kernel.height, dilation.height);
    if (high > height) {
        return {Problem::kernel_exceeds_input, Field::kernel_size, Axis::height, high, height};
    }
    return {Problem::kernel_exceeds_input, Field::kernel_size, Axis::width,
            extent(kernel.width, dilation.width), width};
}

/// The padding that gives TensorFlow's size, if the input is a valid map.
constexpr Advice advise_padding(const Shape& in, const Extent& kernel, const Extent& stride,
                                const Extent& dilation) {
    if (check_map(in) || !in.is_positive()) return {};
    return {
        .padding = {same_upper_padding(in.height(), kernel.height, stride.height, dilation.height),
                    same_upper_padding(in.width(), kernel.width, stride.width, dilation.width)},
        .output = {same_upper_size(in.height(), stride.height),
                   same_upper_size(in.width(), stride.width)}};
}

} // namespace detail
} // namespace ctnn
