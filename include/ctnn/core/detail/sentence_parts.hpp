// What sentences about errors are put together from: fields, shapes, real numbers, paths.
#pragma once

#include "../error.hpp"
#include "field_names.hpp"

namespace ctnn::detail {

/// `3x224x224`.
constexpr Sentence& append(Sentence& text, const Shape& shape) {
    for (int axis = 0; axis < shape.axes(); ++axis) {
        if (axis > 0) text.append('x');
        text.append(shape[axis]);
    }
    return shape.axes() == 0 ? text.append("no axes") : text;
}

/// `kernel_size`, or `kernel_size.height` where the misfit is about one axis.
constexpr Sentence& append_field(Sentence& text, const Misfit& misfit) {
    text.append(name_of(misfit.field));
    if (misfit.axis != Axis::none) text.append('.').append(name_of(misfit.axis));
    return text;
}

/// `1 axis`, `3 axes`.
constexpr Sentence& append_axes(Sentence& text, Count axes) {
    return text.append(axes).append(axes == 1 ? " axis" : " axes");
}

/// A user's layer may have a name so long that nothing after it would fit.
constexpr Sentence& append_shortened(Sentence& text, const char* name) {
    for (int length = 0; *name != '\0'; ++length, ++name) {
        if (length == 40) return text.append("...");
        text.append(*name);
    }
    return text;
}

/// `1.5` of 1,500,000 millionths.
constexpr void append_real(Sentence& text, Count millionths) {
    if (millionths < 0) text.append('-');
    const Count size = millionths < 0 ? -millionths : millionths;
    text.append(size / 1'000'000);
    char separator = '.';
    for (Count rest = size % 1'000'000, unit = 100'000; rest > 0; rest %= unit, unit /= 10) {
        if (separator != '\0') text.append(separator);
        separator = '\0';
        text.append(rest / unit);
    }
}

/// Is this a continuation byte of a UTF-8 character?
constexpr bool is_inside_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// The path in `room` characters: whole, or its two ends with `...` between them. UTF-8 characters
/// are never cut.
template <unsigned Capacity>
constexpr Text<Capacity>& append_path(Text<Capacity>& text, const Path& path, unsigned room = 200) {
    const unsigned length = path.length();
    const unsigned left_out = length > room ? length - room + 3 : 0;
    const unsigned middle = room / 2;
    unsigned position = 0;
    bool is_left_out = false;
    path.spell([&](char byte) {
        if (!is_inside_character(byte)) {
            const bool was_left_out = is_left_out;
            is_left_out = position >= middle && position < middle + left_out;
            if (is_left_out && !was_left_out) text.append("...");
        }
        if (!is_left_out) text.append(byte);
        ++position;
    });
    return text;
}

} // namespace ctnn::detail
