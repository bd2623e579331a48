// What does not fit, as data: no text, no place. The walk adds which layer and where (error.hpp).
#pragma once

#include "shape.hpp"

namespace ctnn {

/// The kinds of mistakes that a network and its input can hold. `sentence.hpp` has their sentences.
enum class Problem : unsigned char {
    none,
    not_positive,         ///< a size that must be at least 1
    negative,             ///< a size that must be at least 0
    over_limit,           ///< a height, a width or a setting past max_size or, below 0, -max_size
    out_of_range,         ///< a real number out of its range, `got` millionths; a divisor of 0
    rank,                 ///< the input has `got` axes, the layer takes `expected`
    channels,             ///< `field` is `expected`, the input has `got` channels
    features,             ///< in_features is `expected`, the last axis has `got`
    missing_flatten,      ///< a Linear of `expected` features on a CxHxW map of `got` elements
    kernel_exceeds_input, ///< the padded input is `got`, the dilated kernel `expected`
    pool_padding,         ///< padding `got` is over half the kernel, `expected`
    groups,               ///< `got` groups do not divide `field`, which is `expected`
    same_with_stride,     ///< padding `same` with a stride other than 1
    output_padding,       ///< output_padding must be under `expected` (stride or dilation)
    empty_output,         ///< cropping or padding leaves `got` elements along an axis
    normalized_shape,     ///< axis `axis` of normalized_shape is `expected`, the input's is `got`
    dimension,            ///< `field` names an axis that the input does not have
    axis_order,           ///< end_dim, `got`, comes before start_dim
    size_or_scale,        ///< Upsample takes either a size or a scale factor
    align_corners,        ///< align_corners goes with an interpolating mode
    branches,             ///< branch `got` of a merge has a shape that branch `expected` has not
    needs_input,          ///< `field` is inferred and there is no input to infer it from
    input_shape,          ///< the network's input is empty, or a size in it is not positive
    input_elements,       ///< the network's input has more elements than 63 bits hold
    own_output,           ///< a user's layer gave an output shape with a size that is not positive
    unannounced,          ///< a user's composite gives what it does not say, or no such tensor
    figure,               ///< a figure of a question that must be a number over 0 is not
    too_large,            ///< a size or a count past 63 bits (or, from a user's layer, negative)
};

/// The layers' fields that a misfit can name.
enum class Field : unsigned char {
    none,
    in_channels,
    out_channels,
    channels,
    depth_multiplier,
    in_features,
    out_features,
    num_features,
    num_channels,
    num_groups,
    num_parameters,
    kernel_size,
    stride,
    padding,
    output_padding,
    dilation,
    groups,
    output_size,
    size,
    scale_factor,
    normalized_shape,
    dim,
    start_dim,
    end_dim,
    p,
    divisor_override,
    alignment,
};

/// The axis that a misfit is about, where it is about one.
enum class Axis : unsigned char { none, height, width };

/// One thing that does not fit. Converts to true when something does not.
struct Misfit {
    Problem problem = Problem::none;
    Field field = Field::none;
    Axis axis = Axis::none;
    Count expected = 0;
    Count got = 0;

    constexpr explicit operator bool() const { return problem != Problem::none; }
    constexpr bool operator==(const Misfit&) const = default;
};

/// Numbers that mend a misfit, from a layer that knows more than the misfit says.
struct Advice {
    /// Of `same` with a stride, the zeros along each axis, before and behind together, that give
    /// TensorFlow's size; -1 where there is no input that tells.
    Extent padding = -1;
    Extent output = 0; ///< and that size
    Count divisible =
        0; ///< of groups, what they must divide: of both channels, where both are known
};

/// The most that the height and width of a map, and all settings of a window, may be. It keeps
/// window arithmetic inside 63 bits; channels and features have no such limit.
inline constexpr Count max_size = INT32_MAX;

namespace detail {

/// A real number as a Count, rounded; `inferred` if it is none or has over nine digits.
constexpr Count millionths(double value) {
    const bool fits = value > -1e9 && value < 1e9;
    return fits ? static_cast<Count>(value * 1e6 + (value < 0 ? -0.5 : 0.5)) : inferred;
}

} // namespace detail

/// The checks that layers share. Each returns what does not fit, or nothing.
namespace expect {

/// At least 1.
constexpr Misfit positive(Field field, Count value) {
    if (value > 0) return {};
    return {Problem::not_positive, field, Axis::none, 1, value};
}

/// A field that may be left out: inferred, or at least 1.
constexpr Misfit positive_or_inferred(Field field, Count value) {
    if (value > 0 || value == inferred) return {};
    return positive(field, value);
}

/// From `least` to max_size.
constexpr Misfit size(Field field, Count value, Count least = 1, Axis axis = Axis::none) {
    if (value >= least && value <= max_size) return {};
    if (value > max_size) return {Problem::over_limit, field, axis, max_size, value};
    if (least < 0) return {Problem::over_limit, field, axis, least, value};
    return {least > 0 ? Problem::not_positive : Problem::negative, field, axis, least, value};
}

/// Height and width from `least` to max_size.
constexpr Misfit size(Field field, const Extent& value, Count least = 1) {
    if (value.height >= least && value.height <= max_size && value.width >= least &&
        value.width <= max_size) {
        return {};
    }
    const Misfit height = size(field, value.height, least, Axis::height);
    return height ? height : size(field, value.width, least, Axis::width);
}

/// The input has that many axes.
constexpr Misfit rank(int expected, const Shape& in) {
    if (in.rank == expected) return {};
    return {Problem::rank, Field::none, Axis::none, expected, in.rank};
}

/// A given number of channels is the input's.
constexpr Misfit channels(Field field, Count given, const Shape& in) {
    if (given == inferred || given == in.channels()) return {};
    return {Problem::channels, field, Axis::none, given, in.channels()};
}

/// `groups` divide `value`, which is what `field` holds (or infers).
constexpr Misfit divides(Field field, Count value, Count groups) {
    if (groups <= 0 || value % groups == 0) return {};
    return {Problem::groups, field, Axis::none, value, groups};
}

/// A probability.
constexpr Misfit unit_interval(Field field, double value) {
    if (value >= 0 && value <= 1) return {};
    return {Problem::out_of_range, field, Axis::none, 0, detail::millionths(value)};
}

/// A factor.
constexpr Misfit over_zero(Field field, double value, Axis axis = Axis::none) {
    if (value > 0) return {};
    return {Problem::out_of_range, field, axis, 0, detail::millionths(value)};
}

} // namespace expect

namespace detail {

/// What was given, or what the input says.
constexpr Count given_or(Count given, Count incoming) {
    return given == inferred ? incoming : given;
}

/// The field's name if it was left out.
constexpr Field if_inferred(Field field, Count value) {
    return value == inferred ? field : Field::none;
}

} // namespace detail
} // namespace ctnn
