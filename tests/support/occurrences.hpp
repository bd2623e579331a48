// How often a text has a part.
#pragma once

#include <string>

inline std::size_t occurrences(const std::string& text, const std::string& part) {
    std::size_t times = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++times;
    return times;
}
