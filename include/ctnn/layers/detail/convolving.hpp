// The checks and the arithmetic that convolutions share.
#pragma once

#include "../../core/layer.hpp"
#include "../../core/padding.hpp"

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

/// The number that groups must divide: the gcd of the input's channels, if known, and the output's.
constexpr Advice advise_groups(Count in_channels, Count out_channels, const Shape& in) {
    const Count given = in_channels == inferred && in.rank == 3 ? in.channels() : in_channels;
    return {.divisible = given > 0 ? greatest_common_divisor(given, out_channels) : out_channels};
}

/// Are all settings in range, and the stride 1 if the padding is `same`?
constexpr Misfit check_window(const Extent& kernel, const Extent& stride, const Padding& padding,
                              const Extent& dilation) {
    const Misfit misfit = check_settings(kernel, stride, padding.size, dilation);
    if (misfit || padding.rule == PaddingRule::symmetric) return misfit;
    return check_padding(stride, padding);
}

/// Does the window fit into the padded map?
constexpr Misfit check_window(const Extent& kernel, const Padding& padding, const Extent& dilation,
                              const Shape& in) {
    if (padding.rule == PaddingRule::symmetric) {
        if (extent(kernel.height, dilation.height) <= in.dims[1] + 2 * padding.size.height &&
            extent(kernel.width, dilation.width) <= in.dims[2] + 2 * padding.size.width) {
            return {};
        }
        return window_misfit(kernel, padding.size, dilation, in);
    }
    if (padding.rule != PaddingRule::each_side) return {};
    if (extent(kernel.height, dilation.height) <=
            in.dims[1] + padding.size.height + padding.end.height &&
        extent(kernel.width, dilation.width) <=
            in.dims[2] + padding.size.width + padding.end.width) {
        return {};
    }
    return window_misfit(kernel, padding, dilation, in);
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

/// The output map.
constexpr Shape convolved(Count channels, const Extent& kernel, const Extent& stride,
                          const Padding& padding, const Extent& dilation, const Shape& in) {
    if (padding.rule != PaddingRule::symmetric) {
        const Window window = padded_window(kernel, stride, padding, dilation, in);
        return {channels, output_size(in.dims[1], window.height),
                output_size(in.dims[2], window.width)};
    }
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
