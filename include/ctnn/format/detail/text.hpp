// How numbers, shapes and names are spelled in reports.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "../../core/shape.hpp"

namespace ctnn::format {

/// How large numbers are spelled: `1,234,567`; `1.23 M`; `1234567`.
enum class Units : unsigned char { separators, si, plain };

} // namespace ctnn::format

namespace ctnn::format::detail {

/// 1234567 as 1,234,567.
inline std::string with_separators(Count number) {
    std::string text = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t i = text.size(); i > first + 3; i -= 3) text.insert(i - 3, 1, ',');
    return text;
}

/// 1234567 as 1.23 M: rounded to three digits; prefixes are powers of 1000.
inline std::string with_si_prefix(Count number) {
    static constexpr const char* prefixes[] = {"", " k", " M", " G", " T", " P", " E"};
    auto value = static_cast<double>(number);
    std::size_t prefix = 0;
    // 999.5 would round to 1000.
    while (value >= 999.5 && prefix + 1 < std::size(prefixes)) {
        value /= 1000;
        ++prefix;
    }
    if (prefix == 0) return std::to_string(number);
    const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return fmt::format("{:.{}f}{}", value, decimals, prefixes[prefix]);
}

/// A count as text; the word "overflow" for `overflow`.
inline std::string number(Count value, Units units) {
    if (value == overflow) return "overflow";
    switch (units) {
    case Units::separators: return with_separators(value);
    case Units::si: return with_si_prefix(value);
    case Units::plain: return std::to_string(value);
    }
    return {};
}

/// `5x16x16`; `()` for a shape without axes.
inline std::string to_string(const Shape& shape) {
    std::string text;
    for (int axis = 0; axis < shape.axes(); ++axis) {
        if (axis > 0) text += 'x';
        text += std::to_string(shape[axis]);
    }
    return text.empty() ? "()" : text;
}

/// A part of a total in percent; "-" if the total is 0.
inline std::string share(Count part, Count total) {
    if (total == 0) return "-";
    return fmt::format("{:.1f}%", 100.0 * static_cast<double>(part) / static_cast<double>(total));
}

/// The size in bytes of the UTF-8 character at the start of a text; 0 if it is invalid.
inline std::size_t character_size(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    const std::size_t size = first < 0x80                     ? 1
                             : first >= 0xc2 && first <= 0xdf ? 2
                             : first >= 0xe0 && first <= 0xef ? 3
                             : first >= 0xf0 && first <= 0xf4 ? 4
                                                              : 0;
    if (size > text.size()) return 0;
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return 0;
    }
    // Overlong encodings, UTF-16 surrogates, code points past U+10FFFF.
    const bool is_wrong =
        size > 2 && ((first == 0xe0 && byte(1) < 0xa0) || (first == 0xed && byte(1) > 0x9f) ||
                     (first == 0xf0 && byte(1) < 0x90) || (first == 0xf4 && byte(1) > 0x8f));
    return is_wrong ? 0 : size;
}

/// Replaces each byte that is not valid UTF-8 by U+FFFD.
inline std::string valid_utf8(std::string_view text) {
    std::string valid;
    while (!text.empty()) {
        const std::size_t size = character_size(text);
        if (size > 0) {
            valid += text.substr(0, size);
        } else {
            valid += "\xef\xbf\xbd";
        }
        text.remove_prefix(size > 0 ? size : 1);
    }
    return valid;
}

/// The code point at the start of a text if it is a control character outside ASCII, else 0: U+0080
/// to U+009F, line and paragraph separators, and marks that change the writing direction.
inline unsigned wide_control(std::string_view text) {
    const auto byte = [&](std::size_t index) {
        return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
    };
    if (byte(0) == 0xc2 && byte(1) < 0xa0) return byte(1);
    if (byte(0) != 0xe2) return 0;
    const unsigned code = 0x2000 + ((byte(1) & 0x3fU) << 6U) + (byte(2) & 0x3fU);
    const bool is_control = code == 0x200e || code == 0x200f ||
                            (code >= 0x2028 && code <= 0x202e) ||
                            (code >= 0x2066 && code <= 0x2069);
    return is_control ? code : 0;
}

/// A name as one line of valid UTF-8; control characters become `\n` or `\x01`.
inline std::string one_line(std::string_view name) {
    const std::string valid = valid_utf8(name);
    std::string text;
    for (std::size_t i = 0; i < valid.size(); ++i) {
        const auto code = static_cast<unsigned char>(valid[i]);
        const unsigned wide = wide_control(std::string_view(valid).substr(i));
        if (valid[i] == '\n') {
            text += "\\n";
        } else if (code < 0x20 || code == 0x7f) {
            text += fmt::format("\\x{:02x}", code);
        } else if (wide != 0) {
            text += fmt::format("\\u{:04x}", wide);
            i += wide < 0x800 ? 1 : 2;
        } else {
            text += valid[i];
        }
    }
    return text;
}

/// The code point at the start of valid UTF-8.
inline std::uint32_t code_point(std::string_view text) {
    const std::size_t size = character_size(text);
    const auto first = static_cast<unsigned char>(text[0]);
    std::uint32_t code = size <= 1 ? first : first & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        code = (code << 6U) + (static_cast<unsigned char>(text[i]) & 0x3fU);
    }
    return code;
}

/// Terminal columns of a code point: 0 for combining accents, 2 for East Asian characters and emoji
/// (Unicode's UAX #11, by blocks).
inline std::size_t columns_of(std::uint32_t code) {
    const auto is_within = [code](std::uint32_t first, std::uint32_t last) {
        return code >= first && code <= last;
    };
    if (is_within(0x300, 0x36f) || is_within(0x200b, 0x200d) || is_within(0xfe00, 0xfe0f)) return 0;
    const bool is_wide = is_within(0x1100, 0x115f) || is_within(0x2e80, 0xa4cf) ||
                         is_within(0xac00, 0xd7a3) || is_within(0xf900, 0xfaff) ||
                         is_within(0xfe30, 0xfe6f) || is_within(0xff00, 0xff60) ||
                         is_within(0xffe0, 0xffe6) || is_within(0x1f300, 0x1f64f) ||
                         is_within(0x1f900, 0x1f9ff) || is_within(0x20000, 0x3fffd);
    return is_wide ? 2 : 1;
}

/// The terminal columns of UTF-8 text; an invalid byte takes one.
inline std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const std::size_t size = character_size(text);
        width += size == 0 ? 1 : columns_of(code_point(text));
        text.remove_prefix(size > 0 ? size : 1);
    }
    return width;
}

} // namespace ctnn::format::detail
