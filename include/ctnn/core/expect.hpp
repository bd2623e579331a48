// The checks that layers share.
#pragma once

#include "misfit.hpp"

namespace ctnn {
namespace detail {

/// A real number in rounded millionths; `inferred` if it is NaN or its magnitude is 1e9 or more.
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

/// The input has `expected` axes.
constexpr Misfit rank(int expected, const Shape& in) {
    if (in.rank == expected) return {};
    return {Problem::rank, Field::none, Axis::none, expected, in.rank};
}

/// `given` is inferred or the input's channels.
constexpr Misfit channels(Field field, Count given, const Shape& in) {
    if (given == inferred || given == in.channels()) return {};
    return {Problem::channels, field, Axis::none, given, in.channels()};
}

/// `groups` divide `value`, the given or inferred value of `field`.
constexpr Misfit divides(Field field, Count value, Count groups) {
    if (groups <= 0 || value % groups == 0) return {};
    return {Problem::groups, field, Axis::none, value, groups};
}

/// A probability, 0 to 1.
constexpr Misfit unit_interval(Field field, double value) {
    if (value >= 0 && value <= 1) return {};
    return {Problem::out_of_range, field, Axis::none, 0, detail::millionths(value)};
}

/// A positive factor.
constexpr Misfit over_zero(Field field, double value, Axis axis = Axis::none) {
    if (value > 0) return {};
    return {Problem::out_of_range, field, axis, 0, detail::millionths(value)};
}

} // namespace expect

namespace detail {

/// The given value, or the input's where it was left out.
constexpr Count given_or(Count given, Count incoming) {
    return given == inferred ? incoming : given;
}

/// The field if it was left out, else none.
constexpr Field if_inferred(Field field, Count value) {
    return value == inferred ? field : Field::none;
}

} // namespace detail
} // namespace ctnn
