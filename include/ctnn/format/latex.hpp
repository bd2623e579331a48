// A summary as a LaTeX table.
#pragma once

#include <string>
#include <string_view>

#include "summary_table.hpp"

namespace ctnn::format {

/// Escapes text for LaTeX. Characters missing from the document's fonts are left to LaTeX to
/// report: a Chinese name needs lualatex or xelatex. U+FFFD, which replaces invalid UTF-8, becomes
/// `?`.
[[nodiscard]] inline std::string latex_text(std::string_view text) {
    std::string escaped;
    for (const char character : one_line(text)) {
        switch (character) {
        case '\\': escaped += "\\textbackslash{}"; break;
        case '^': escaped += "\\textasciicircum{}"; break;
        case '~': escaped += "\\textasciitilde{}"; break;
        case '<': escaped += "\\textless{}"; break;
        case '>': escaped += "\\textgreater{}"; break;
        case '|': escaped += "\\textbar{}"; break;
        // Straight quotes; in German `"` starts a shorthand.
        case '"': escaped += "\\texttt{\\char34}"; break;
        case '\'': escaped += "\\textquotesingle{}"; break;
        case '`': escaped += "\\textasciigrave{}"; break;
        // After \\ these would be read as its argument.
        case '[': escaped += "{[}"; break;
        case ']': escaped += "{]}"; break;
        case '*': escaped += "{*}"; break;
        // Two in a row would form a ligature.
        case '-':
        case ',':
            escaped += escaped.ends_with(character) ? "{}" : "";
            escaped += character;
            break;
        case '{':
        case '}':
        case '$':
        case '&':
        case '#':
        case '_':
        case '%': escaped += '\\'; [[fallthrough]];
        default: escaped += character;
        }
    }
    constexpr std::string_view replacement = "\xef\xbf\xbd";
    for (auto at = escaped.find(replacement); at != std::string::npos;
         at = escaped.find(replacement, at)) {
        escaped.replace(at, replacement.size(), 1, '?');
    }
    return escaped;
}

namespace detail {

inline std::string latex_line(const Line& line) {
    std::string text = repeated("\\quad ", line.lasts.size());
    for (std::size_t i = 0; i < line.cells.size(); ++i) {
        const bool is_mark = i > 0 && line.kind == Line::Kind::error;
        if (i > 0) text += " & ";
        text += is_mark ? "\\textbf{does not fit}" : latex_text(line.cells[i]);
    }
    return text + " \\\\\n";
}

} // namespace detail

/// A tabular for \usepackage{booktabs}, with its notes in small print below. Tables of more than 40
/// lines or with prose columns are longtables, which break across pages. The tree is shown by
/// indentation.
[[nodiscard]] inline std::string to_latex(const Table& table) {
    Line head;
    std::string columns;
    for (const Table::Heading& heading : table.headings) {
        head.cells.push_back(heading.text);
        columns += heading.is_prose ? "p{.4\\linewidth}" : heading.left ? "l" : "r";
    }
    bool is_long = table.lines.size() > 40;
    for (const Table::Heading& heading : table.headings) is_long |= heading.is_prose;
    const std::string environment = is_long ? "longtable" : "tabular";
    std::string text = fmt::format("% needs \\usepackage{{booktabs}}{}\n",
                                   is_long ? " and \\usepackage{longtable}" : "");
    if (!is_long) text += "\\noindent\n";
    text += "\\begin{" + environment + "}{" + columns + "}\n\\toprule\n" +
            detail::latex_line(head) + "\\midrule\n" + (is_long ? "\\endhead\n" : "");
    bool was_part = false;
    for (const Line& line : table.lines) {
        if (was_part && line.kind == Line::Kind::total) text += "\\midrule\n";
        was_part = line.kind == Line::Kind::part;
        text += detail::latex_line(line);
    }
    text += "\\bottomrule\n\\end{" + environment + "}\n" + (is_long ? "" : "\\par\\smallskip\n");
    for (const std::string& note : table.notes) {
        text += fmt::format("\\par\\noindent{{\\footnotesize {}\\par}}\n", latex_text(note));
    }
    return text;
}

/// The same table as to_text, for a thesis.
[[nodiscard]] inline std::string to_latex(const AnySummary& summary, const Options& options = {}) {
    return to_latex(table_of(summary, options));
}

} // namespace ctnn::format
