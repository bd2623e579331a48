// What sentences about errors are put together from: words with facts, shapes, real numbers, paths.
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

/// What words say of an error where `$got` or another of these names stands in them.
enum class Fact {
    expected_axes,
    expected,
    got_axes,
    got,
    field,
    setting,
    axis,
    input,
    other,
    name
};

constexpr const char* const fact_names[] = {"expected_axes", "expected", "got_axes", "got",
                                            "field",         "setting",  "axis",     "input",
                                            "other",         "name"};

constexpr void append_fact(Sentence& text, const Error& error, Fact fact) {
    const Misfit& misfit = error.misfit;
    Count number = misfit.got;
    switch (fact) {
    case Fact::field: text.append(name_of(misfit.field)); return;
    case Fact::axis: text.append(name_of(misfit.axis)); return;
    case Fact::input: append(text, error.input); return;
    case Fact::other: append(text, error.other); return;
    case Fact::name:
        if (error.name != nullptr) append_shortened(text, error.name);
        return;
    case Fact::setting: // kernel_size, or kernel_size.height where the misfit is about one axis
        text.append(name_of(misfit.field));
        if (misfit.axis != Axis::none) text.append('.').append(name_of(misfit.axis));
        return;
    case Fact::expected:
    case Fact::expected_axes: number = misfit.expected; break;
    case Fact::got:
    case Fact::got_axes: break;
    }
    text.append(number);
    if (fact == Fact::expected || fact == Fact::got) return;
    text.append(number == 1 ? " axis" : " axes");
}

/// The length of a name that a text starts with; 0 if it does not.
constexpr int length_at_start(const char* text, const char* name) {
    int length = 0;
    for (; name[length] != '\0'; ++length) {
        if (name[length] != text[length]) return 0;
    }
    return length;
}

/// Appends words with facts in them: `expects $expected channels, gets $got`. (A compiler pays for
/// every call, so it reads one string faster than its pieces.)
constexpr Sentence& append(Sentence& text, const Error& error, const char* words) {
    for (; *words != '\0'; ++words) {
        int length = 0;
        int fact = 0;
        if (*words == '$') {
            for (const char* const name : fact_names) {
                length = length_at_start(words + 1, name);
                if (length > 0) break;
                ++fact;
            }
        }
        if (length > 0) {
            append_fact(text, error, static_cast<Fact>(fact));
        } else {
            text.append(*words);
        }
        words += length;
    }
    return text;
}

} // namespace ctnn::detail
