// A summary as a table in GitHub's Markdown.
#pragma once

#include <string>
#include <string_view>

#include "summary_table.hpp"

namespace ctnn::format {

/// Escapes text for Markdown, in table cells too.
[[nodiscard]] inline std::string markdown_text(std::string_view text) {
    std::string escaped;
    for (const char character : one_line(text)) {
        switch (character) {
        case '<': escaped += "&lt;"; break;
        case '>': escaped += "&gt;"; break;
        case '&': escaped += "&amp;"; break;
        case '\\':
        case '`':
        case '*':
        case '_':
        case '|':
        case '~':
        case '$':
        case '#':
        case '[':
        case ']':
        case '!': escaped += '\\'; [[fallthrough]];
        default: escaped += character;
        }
    }
    return escaped;
}

namespace detail {

inline std::string markdown_line(const Table& table, const Line& line) {
    const auto is_strong = [&](std::size_t cell) {
        return line.kind == Line::Kind::total || (line.kind == Line::Kind::error && cell > 0);
    };
    std::string text = "|";
    for (std::size_t i = 0; i < table.headings.size(); ++i) {
        const std::string cell = i < line.cells.size() ? markdown_text(line.cells[i]) : "";
        const char* const mark = is_strong(i) && !cell.empty() ? "**" : "";
        text +=
            ' ' + repeated("&emsp;", i == 0 ? line.lasts.size() : 0) + mark + cell + mark + " |";
    }
    return text + '\n';
}

} // namespace detail

/// A table, with its notes as a list below. The tree is shown by indentation.
[[nodiscard]] inline std::string to_markdown(const Table& table) {
    Line head;
    std::string rule = "|";
    for (const Table::Heading& heading : table.headings) {
        head.cells.push_back(heading.text);
        rule += heading.left ? " :--- |" : " ---: |";
    }
    std::string text = detail::markdown_line(table, head) + rule + '\n';
    for (const Line& line : table.lines) text += detail::markdown_line(table, line);
    if (!table.notes.empty()) text += '\n';
    for (const std::string& note : table.notes) text += fmt::format("- {}\n", markdown_text(note));
    return text;
}

/// The same table as to_text, for a README or an issue.
[[nodiscard]] inline std::string to_markdown(const AnySummary& summary,
                                             const Options& options = {}) {
    return to_markdown(table_of(summary, options));
}

} // namespace ctnn::format
