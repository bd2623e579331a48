// A table of strings, and its layout as aligned text.
#pragma once

#include <string>
#include <vector>

#include "text.hpp"

namespace ctnn::format {

/// A line of a table. The first cell is a name, indented by its level in the tree. A line may have
/// fewer cells than the table has columns; an error has two, the name and a mark.
struct Line {
    enum class Kind : unsigned char { part, total, error };

    Kind kind = Kind::part;
    /// For each enclosing part with a branch, then the line itself: is it the last of its siblings?
    /// Empty at the left edge.
    std::vector<bool> lasts = {};
    std::vector<std::string> cells = {};
};

/// Headings, lines, and notes below. The first column is left-aligned, the others right-aligned
/// unless `left` is set.
struct Table {
    struct Heading {
        std::string text;
        bool left = false;
        bool is_prose = false; ///< sentences: a text table rules off the heading's width only
    };

    std::vector<Heading> headings;
    std::vector<Line> lines;
    std::vector<std::string> notes;
};

/// How a text table is drawn.
struct Drawing {
    bool ascii = false; ///< ASCII only, no box-drawing characters
    bool color = false; ///< terminal colours: the misfit line red, totals bold
};

namespace detail {

/// The tree branches in front of a name.
inline std::string branches(const std::vector<bool>& lasts, bool ascii) {
    std::string text;
    for (std::size_t i = 0; i < lasts.size(); ++i) {
        const bool is_own = i + 1 == lasts.size();
        if (is_own) {
            text += ascii ? (lasts[i] ? "`- " : "|- ") : (lasts[i] ? "└─ " : "├─ ");
        } else {
            text += lasts[i] ? "   " : ascii ? "|  " : "│  ";
        }
    }
    return text;
}

inline std::string repeated(const char* text, std::size_t times) {
    std::string result;
    while (times-- > 0) result += text;
    return result;
}

/// Replaces each character outside ASCII by `?`.
inline std::string ascii(std::string_view text) {
    std::string plain;
    for (const char character : text) {
        const auto code = static_cast<unsigned char>(character);
        if (code < 0x80) plain += character;
        if (code >= 0xc0) plain += '?';
    }
    return plain;
}

/// Lays out columns as wide as their widest cells.
class TextWriter {
  public:
    TextWriter(const Table& content_, const Drawing& how_)
        : table_(content_), drawing_(how_), widths_(content_.headings.size()) {
        std::vector<std::string> head;
        for (const auto& heading : table_.headings) head.push_back(heading.text);
        widen(head);
        for (const Line& line : table_.lines) {
            auto cells = cells_of(line);
            if (line.kind == Line::Kind::error) cells.resize(1); // its mark is outside the columns
            widen(cells);
        }
    }

    std::string write() {
        std::vector<std::string> head;
        for (const auto& heading : table_.headings) head.push_back(heading.text);
        add(head, Line::Kind::part);
        rule();
        auto before = Line::Kind::total;
        for (const Line& line : table_.lines) {
            if (before == Line::Kind::error && line.kind != before) rule();
            if (before == Line::Kind::part && line.kind == Line::Kind::total) rule();
            before = line.kind;
            add(cells_of(line), line.kind);
        }
        if (before == Line::Kind::error) rule();
        for (const std::string& note : table_.notes) text_ += note + '\n';
        return drawing_.ascii ? ascii(text_) : text_;
    }

  private:
    std::vector<std::string> cells_of(const Line& line) const {
        std::vector<std::string> cells = line.cells;
        if (!cells.empty()) cells[0] = branches(line.lasts, drawing_.ascii) + cells[0];
        return cells;
    }

    void widen(const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (width_of(cells[i]) > widths_[i]) widths_[i] = width_of(cells[i]);
        }
    }

    void add(const std::vector<std::string>& cells, Line::Kind kind) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const bool is_mark = i > 0 && kind == Line::Kind::error;
            const std::string gap(is_mark ? 0 : widths_[i] - width_of(cells[i]), ' ');
            const bool left = i == 0 || is_mark || table_.headings[i].left;
            if (i > 0) line += "  ";
            line += left ? cells[i] + gap : gap + cells[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        if (drawing_.color && kind == Line::Kind::error) line = "\033[31m" + line + "\033[0m";
        if (drawing_.color && kind == Line::Kind::total) line = "\033[1m" + line + "\033[0m";
        text_ += line + '\n';
    }

    void rule() {
        std::size_t width = widths_.empty() ? 0 : 2 * (widths_.size() - 1);
        for (std::size_t i = 0; i < widths_.size(); ++i) {
            const Table::Heading& heading = table_.headings[i];
            width += heading.is_prose ? width_of(heading.text) : widths_[i];
        }
        text_ += repeated(drawing_.ascii ? "-" : "─", width) + '\n';
    }

    const Table& table_;
    Drawing drawing_;
    std::vector<std::size_t> widths_;
    std::string text_;
};

} // namespace detail

/// An aligned table, without trailing spaces.
inline std::string to_text(const Table& table, const Drawing& drawing = {}) {
    return detail::TextWriter(table, drawing).write();
}

} // namespace ctnn::format
