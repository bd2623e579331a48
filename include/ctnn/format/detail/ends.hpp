// What reports say of a network's inputs, outputs and shared parameters.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "path_text.hpp"
#include "text.hpp"

namespace ctnn::format::detail {

/// `3x224x224`, or the shapes of several inputs: `3x224x224, 8`.
inline std::string inputs_line(const Rows& rows) {
    std::string text;
    for (const Shape& input : *rows.inputs) {
        if (!text.empty()) text += ", ";
        text += to_string(input);
    }
    return text;
}

/// The outputs that have names, a line each: `output small: 255x26x26, of layer 23 (12.1)`.
inline std::vector<std::string> output_lines(const Rows& rows) {
    std::vector<std::string> lines;
    for (int i = 0; i < rows.output_count; ++i) {
        const NetworkOutput& output = rows.outputs[i];
        if (*output.name == '\0') continue;
        std::string line =
            fmt::format("output {}: {}", one_line(output.name), to_string(output.shape));
        if (output.row >= 0) {
            line += fmt::format(", of layer {}", output.row);
            const std::string path = one_line(path_of_row(rows, output.row));
            if (!path.empty()) line += fmt::format(" ({})", path);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

/// Do several operations have the same parameters?
inline bool shares_parameters(const Rows& rows) {
    for (const Record& record : rows) {
        if (record.shares != Shares::nothing && record.params.trainable() != 0) return true;
    }
    return false;
}

} // namespace ctnn::format::detail
