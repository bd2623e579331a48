// The checks and the arithmetic that convolutions share.
#pragma once

#include "../../core/layer.hpp"

namespace ctnn {

/// What a convolution pads with (PyTorch's padding_mode). Receptive fields count all of it as
/// padding.
enum class PaddingMode : unsigned char { zeros, reflect, replicate, circular };

} // namespace ctnn

namespace ctnn::detail {

/// Checks channels and groups without an input; inferred ones are skipped.
constexpr Misfit check_channels(Count in_channels, Count out_channels, Count groups) {
    if (in_channels > 0 && out_channels > 0 && groups == 1) return {};
    if (auto misfit = expect::positive_or_inferred(Field::in_channels, in_channels)) return misfit;
    if (auto misfit = expect::positive(Field::out_channels, out_channels)) return misfit;
    if (auto misfit = expect::positive(Field::groups, groups)) return misfit;
    if (auto misfit = expect::divides(Field::out_channels, out_channels, groups)) return misfit;
    if (in_channels == inferred) return {};
    return expect::divides(Field::in_channels, in_channels, groups);
}

/// Checks that the input is a map with suitable channels.
constexpr Misfit check_channels(Count in_channels, Count groups, const Shape& in) {
    if (auto misfit = check_map(in)) return misfit;
    if (in_channels == in.dims[0]) return {};
    if (auto misfit = expect::channels(Field::in_channels, in_channels, in)) return misfit;
    return expect::divides(Field::in_channels, in.channels(), groups);
}

/// TensorFlow's and ONNX's SAME_UPPER along an axis: O = ceil(I/S), and the total padding that it
/// needs. Settings and size are within max_size.
constexpr Count same_upper_size(Count in, Count stride) {
    return (in - 1) / stride + 1;
}
constexpr Count same_upper_padding(Count in, Count kernel, Count stride, Count dilation) {
    const Count total = (same_upper_size(in, stride) - 1) * stride + extent(kernel, dilation) - in;
    return total > 0 ? total : 0;
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

/// The number that groups must divide: the gcd of the input's channels, if known, and the output's.
constexpr Advice advise_groups(Count in_channels, Count out_channels, const Shape& in) {
    const Count given = in_channels == inferred && in.rank == 3 ? in.channels() : in_channels;
    return {.divisible = given > 0 ? greatest_common_divisor(given, out_channels) : out_channels};
}

/// Are all settings in range, and the stride 1 if the padding is `same`?
constexpr Misfit check_window(const Extent& kernel, const Extent& stride, const Padding& padding,
                              const Extent& dilation) {
    const Misfit misfit = check_settings(kernel, stride, padding.size, dilation);
    if (misfit || !padding.is_same || stride == Extent{1}) return misfit;
    return {Problem::same_with_stride, Field::stride, Axis::none, 1,
            stride.height != 1 ? stride.height : stride.width};
}

/// Does the window fit into the padded map?
constexpr Misfit check_window(const Extent& kernel, const Padding& padding, const Extent& dilation,
                              const Shape& in) {
    if (padding.is_same ||
        (extent(kernel.height, dilation.height) <= in.dims[1] + 2 * padding.size.height &&
         extent(kernel.width, dilation.width) <= in.dims[2] + 2 * padding.size.width)) {
        return {};
    }
    return window_misfit(kernel, padding.size, dilation, in);
}

/// Reflection needs an input larger than the padding, circular padding one as large (PyTorch).
constexpr Misfit check_padding_mode(PaddingMode mode, const WindowAxis& window, Count size,
                                    Axis axis) {
    const Count most = window.before > window.after ? window.before : window.after;
    const Count least = mode == PaddingMode::reflect ? most + 1 : most;
    if (mode == PaddingMode::replicate || size >= least) return {};
    Misfit misfit{Problem::own_words, Field::padding, axis, least, size};
    misfit.words = mode == PaddingMode::reflect
                       ? "expects a $axis of at least $expected, more than the reflected padding, "
                         "gets $got ($input)"
                       : "expects a $axis of at least $expected, the circular padding, gets $got "
                         "($input)";
    return misfit;
}

/// The same of both axes of a map.
constexpr Misfit check_padding_mode(PaddingMode mode, const Window& window, const Shape& in) {
    if (mode == PaddingMode::zeros) return {};
    const Misfit misfit = check_padding_mode(mode, window.height, in.dims[1], Axis::height);
    return misfit ? misfit : check_padding_mode(mode, window.width, in.dims[2], Axis::width);
}

constexpr Window convolution_window(const Extent& kernel, const Extent& stride,
                                    const Padding& padding, const Extent& dilation) {
    if (padding.is_same) {
        return {same_axis(kernel.height, dilation.height), same_axis(kernel.width, dilation.width)};
    }
    return {window_axis(kernel.height, stride.height, dilation.height, padding.size.height),
            window_axis(kernel.width, stride.width, dilation.width, padding.size.width)};
}

/// The output map.
constexpr Shape convolved(Count channels, const Extent& kernel, const Extent& stride,
                          const Padding& padding, const Extent& dilation, const Shape& in) {
    if (padding.is_same) return {channels, in.dims[1], in.dims[2]};
    return {
        channels,
        output_size(in.dims[1], kernel.height, stride.height, padding.size.height, dilation.height),
        output_size(in.dims[2], kernel.width, stride.width, padding.size.width, dilation.width)};
}

/// The work of `per_output` multiply-accumulates per output element.
constexpr Work convolution_work(Count per_output, bool bias, const Shape& out) {
    const Count outputs = out.elements();
    const Count macs = mul(outputs, per_output);
    if (macs == overflow) {
        return {.macs = overflow, .additions = overflow, .multiplications = overflow};
    }
    return {.macs = macs, .additions = bias ? macs : macs - outputs, .multiplications = macs};
}

} // namespace ctnn::detail
