// Paths as text, of any length.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "../../core/rows.hpp"

namespace ctnn::format {

/// `3`, `body`.
inline std::string step_text(const Step& step) {
    return step.name != nullptr ? step.name : std::to_string(step.number);
}

inline bool is_number(std::string_view step) {
    return !step.empty() && step.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A path and one more step, which may be silent.
inline std::string joined(const std::string& path, const std::string& step) {
    if (path.empty() || step.empty()) return path + step;
    return path + '.' + step;
}

/// `3.body` of a part; empty of the network itself.
inline std::string path_text(const Rows& rows, int part) {
    std::vector<int> parts;
    for (; part > 0; part = rows.parts[part].parent) parts.push_back(part);
    std::string path;
    for (auto at = parts.rbegin(); at != parts.rend(); ++at) {
        path = joined(path, step_text(rows.parts[*at].step));
    }
    return path;
}

/// `3.body.0` of a row.
inline std::string path_of_row(const Rows& rows, int row) {
    return joined(path_text(rows, rows[row].part), step_text(rows[row].step));
}

/// `3.body.0`, as an error or an overrun has it.
inline std::string path_text(const Path& path) {
    std::string text;
    path.spell([&text](char character) { text += character; });
    return text;
}

} // namespace ctnn::format
