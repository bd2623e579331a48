// Printing with {fmt}. The core never includes this header.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>

#include "summary.hpp"

namespace ctnn::detail {

/// 1234567 as 1,234,567.
inline std::string with_separators(Count number) {
    std::string text = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t i = text.size(); i > first + 3; i -= 3) text.insert(i - 3, ",");
    return text;
}

inline std::string to_string(const Shape& shape) {
    std::string text;
    for (int axis = 0; axis < shape.rank; ++axis) {
        if (axis > 0) text += 'x';
        text += std::to_string(shape[axis]);
    }
    return text.empty() ? "()" : text;
}

/// A part of a total in percent, "-" of nothing.
inline std::string share(Count part, Count total) {
    if (total == 0) return "-";
    return fmt::format("{:.1f}%", 100.0 * static_cast<double>(part) / static_cast<double>(total));
}

/// A table of texts, its columns as wide as what they hold.
class Table {
  public:
    static constexpr std::size_t columns = 7;
    using Row = std::string[columns];

    explicit Table(const Row& head) { widen(head); }

    void widen(const Row& row) {
        for (std::size_t i = 0; i < columns; ++i) {
            if (row[i].size() > widths_[i]) widths_[i] = row[i].size();
        }
    }

    /// The first three columns are words and start left, the others are numbers and end right.
    void write(std::string& out, const Row& row) const {
        std::string line;
        for (std::size_t i = 0; i < columns; ++i) {
            const std::string gap(widths_[i] - row[i].size(), ' ');
            line += (i == 0 ? "" : "  ") + (i < 3 ? row[i] + gap : gap + row[i]);
        }
        out += line + '\n';
    }

    void rule(std::string& out) const {
        std::size_t width = 2 * (columns - 1);
        for (const std::size_t column : widths_) width += column;
        out.append(width, '-') += '\n';
    }

  private:
    std::size_t widths_[columns] = {};
};

inline void fill(Table::Row& row, const Record& record, const Totals& totals) {
    row[0] = record.name;
    row[1] = record.path.c_str();
    row[2] = to_string(record.output);
    row[3] = with_separators(record.params.trainable());
    row[4] = with_separators(record.work.macs);
    row[5] = with_separators(record.flops);
    row[6] = share(record.flops, totals.flops);
}

/// The last row: the totals, or where the network does not fit.
template <int Operations, int Edges>
void fill_end(Table::Row& row, const Summary<Operations, Edges>& summary) {
    const Totals& totals = summary.totals;
    if (summary.error) {
        row[0] = summary.error.layer;
        row[1] = summary.error.path.c_str();
        row[2] = "<-- does not fit";
        return;
    }
    row[0] = "total";
    row[2] = to_string(totals.output);
    row[3] = with_separators(totals.params);
    row[4] = with_separators(totals.macs);
    row[5] = with_separators(totals.flops);
    row[6] = share(totals.flops, totals.flops);
}

template <int Operations, int Edges>
std::string to_table(const Summary<Operations, Edges>& summary) {
    const Table::Row head = {
        "layer", "path", "output", "parameters", "MACs", summary.convention.unit, "share"};
    Table::Row end;
    fill_end(end, summary);
    Table table(head);
    table.widen(end);
    for (const Record& record : summary) {
        Table::Row row;
        fill(row, record, summary.totals);
        table.widen(row);
    }
    std::string out;
    table.write(out, head);
    table.rule(out);
    for (const Record& record : summary) {
        Table::Row row;
        fill(row, record, summary.totals);
        table.write(out, row);
    }
    if (summary.error) {
        table.write(out, end);
        table.rule(out);
        return out + sentence(summary.error).c_str() + '\n';
    }
    table.rule(out);
    table.write(out, end);
    out += fmt::format("input {}; {} by the convention '{}': {}\n", to_string(summary.input),
                       summary.convention.unit, summary.convention.name, summary.convention.rule);
    if (summary.totals.buffers > 0) {
        out += fmt::format("buffers, not trained: {}\n", with_separators(summary.totals.buffers));
    }
    return out;
}

} // namespace ctnn::detail

/// `5x16x16`.
template <>
struct fmt::formatter<ctnn::Shape> : fmt::formatter<fmt::string_view> {
    template <class Context>
    auto format(const ctnn::Shape& shape_, Context& context_) const {
        return fmt::formatter<fmt::string_view>::format(ctnn::detail::to_string(shape_), context_);
    }
};

/// A path or a sentence, as it is.
template <unsigned Capacity>
struct fmt::formatter<ctnn::Text<Capacity>> : fmt::formatter<fmt::string_view> {
    template <class Context>
    auto format(const ctnn::Text<Capacity>& text_, Context& context_) const {
        return fmt::formatter<fmt::string_view>::format(text_.c_str(), context_);
    }
};

/// An aligned table: layer, path, output shape, parameters, MACs, FLOPs, share of the FLOPs;
/// totals; and the line that states the convention. Ends with a newline.
template <int Operations, int Edges>
struct fmt::formatter<ctnn::Summary<Operations, Edges>> : fmt::formatter<fmt::string_view> {
    template <class Context>
    auto format(const ctnn::Summary<Operations, Edges>& summary_, Context& context_) const {
        return fmt::formatter<fmt::string_view>::format(ctnn::detail::to_table(summary_), context_);
    }
};
