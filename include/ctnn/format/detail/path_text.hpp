// Paths as text. Those of rows and parts have any length; a Path, as in an error, is limited.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "../../core/rows.hpp"

namespace ctnn::format::detail {

/// `3`, `body`.
inline std::string step_text(const Step& step) {
    return step.name != nullptr ? step.name : std::to_string(step.number);
}

inline bool is_number(std::string_view step) {
    return !step.empty() && step.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A path extended by a step; a silent step adds nothing.
inline std::string joined(const std::string& path, const std::string& step) {
    if (path.empty() || step.empty()) return path + step;
    return path + '.' + step;
}

/// The path of a part, `3.body`; empty for the network itself.
inline std::string path_text(const Rows& rows, int part) {
    std::vector<int> parts;
    for (; part > 0; part = rows.parts[part].parent) parts.push_back(part);
    std::string path;
    for (auto at = parts.rbegin(); at != parts.rend(); ++at) {
        path = joined(path, step_text(rows.parts[*at].step));
    }
    return path;
}

/// The path of a row, `3.body.0`.
inline std::string path_of_row(const Rows& rows, int row) {
    return joined(path_text(rows, rows[row].part), step_text(rows[row].step));
}

/// The path in an error or overrun, `3.body.0`.
inline std::string path_text(const Path& path) {
    std::string text;
    path.spell([&text](char character) { text += character; });
    return text;
}

} // namespace ctnn::format::detail
