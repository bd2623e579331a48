// A constexpr string of bounded length, for sentences and for what compilers show of a path.
#pragma once

#include "count.hpp"

namespace ctnn {

/// Up to `Capacity` characters and a terminating zero. What does not fit is cut off at the end.
template <unsigned Capacity>
struct Text {
    unsigned size = 0;
    char characters[Capacity + 1] = {};

    constexpr const char* c_str() const { return characters; }
    constexpr const char* begin() const { return characters; }
    constexpr const char* end() const { return characters + size; }

    constexpr Text& append(char character) {
        if (size < Capacity) characters[size++] = character;
        return *this;
    }

    constexpr Text& append(const char* text) {
        while (*text != '\0' && size < Capacity) characters[size++] = *text++;
        return *this;
    }

    constexpr Text& append(Integer auto number) {
        const auto value = static_cast<Count>(number);
        if (value >= 0 && value < 10) return append(static_cast<char>('0' + value));
        char digits[20] = {};
        int length = 0;
        // Negative remainders, since the smallest number has no positive counterpart.
        for (Count rest = value; rest != 0 || length == 0; rest /= 10) {
            const auto digit = static_cast<int>(rest % 10);
            digits[length++] = static_cast<char>('0' + (digit < 0 ? -digit : digit));
        }
        if (value < 0) append('-');
        while (length > 0) append(digits[--length]);
        return *this;
    }

    /// Overwrites the last characters with `text`.
    constexpr void end_with(const char* text) {
        unsigned length = 0;
        while (text[length] != '\0') ++length;
        if (length > size) return;
        size -= length;
        append(text);
    }

    constexpr bool operator==(const char* text) const {
        unsigned length = 0;
        for (; text[length] != '\0'; ++length) {
            if (length == size || text[length] != characters[length]) return false;
        }
        return length == size;
    }

    template <unsigned OtherCapacity>
    constexpr bool operator==(const Text<OtherCapacity>& other) const {
        return *this == other.c_str();
    }
};

/// Is the text full? Its end may have been cut off.
template <unsigned Capacity>
constexpr bool is_full(const Text<Capacity>& text) {
    return text.size == Capacity;
}

} // namespace ctnn
