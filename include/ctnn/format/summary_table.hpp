// A summary as a table: a line for each part of the network, to the depth that was asked for.
#pragma once

#include <string>
#include <vector>

#include "columns.hpp"
#include "table.hpp"

namespace ctnn::report {
namespace detail {

/// `0: Conv2d`, `0-2: Sequential x3`, `Conv2d` of a network of one layer.
inline std::string label_of(const Node& node) {
    std::string label = node.step.empty() ? "" : one_line(node.step) + ": ";
    label += one_line(node.kind);
    if (node.times > 1) label += fmt::format(" x{}", node.times);
    return label;
}

/// Walks the tree and adds a line for each part.
class SummaryLines {
  public:
    SummaryLines(const View& summary, const Options& chosen)
        : view_(summary),
          options_(chosen),
          cells_(summary, chosen),
          error_row_(summary.error ? summary.rows.size() : -1) {}

    void add_to(Table& table) {
        const RowsWithError extended(view_);
        for (const Node& node : tree_of(extended.rows(), options_.fold_copies)) {
            const bool is_network = node.depth == 0 && !node.is_operation;
            if (is_network || node.depth > options_.depth || options_.depth <= 0) continue;
            table.lines.push_back(line_of(node));
            has_copies_ |= node.times > 1 && !node.is_operation && node.depth < options_.depth;
        }
        if (!view_.error) table.lines.push_back(total());
    }

    /// Is there a part of several copies, with lines for what stands in it?
    bool has_copies() const { return has_copies_; }

  private:
    Line line_of(const Node& node) {
        const auto depth = static_cast<std::size_t>(node.depth > 0 ? node.depth : 1);
        lasts_.resize(depth);
        steps_.resize(depth);
        lasts_[depth - 1] = node.is_last;
        steps_[depth - 1] = node.step;
        Line line{.lasts = {lasts_.begin() + 1, lasts_.end()}, .cells = {label_of(node)}};
        const bool holds_error = error_row_ >= node.first && error_row_ < node.first + node.count;
        if (!holds_error) {
            for (auto& cell : cells_.of_part(node, path())) line.cells.push_back(std::move(cell));
        } else if (node.is_operation || node.depth == options_.depth) {
            line.kind = Line::Kind::error;
            line.cells.push_back("<-- does not fit");
        }
        return line;
    }

    /// The steps from the network to the part.
    std::string path() const {
        std::string text;
        for (const std::string& step : steps_) text += (text.empty() ? "" : ".") + one_line(step);
        return text;
    }

    Line total() const {
        Line line{.kind = Line::Kind::total, .cells = {"total"}};
        for (auto& cell : cells_.of_network()) line.cells.push_back(std::move(cell));
        return line;
    }

    const View& view_;
    const Options& options_;
    Cells cells_;
    int error_row_; ///< in the tree, the row behind those that fit; -1: none
    bool has_copies_ = false;
    std::vector<bool> lasts_ = {};
    std::vector<std::string> steps_ = {};
};

inline bool shows(const Options& options, Column column) {
    for (const Column shown : options.columns) {
        if (shown == column) return true;
    }
    return false;
}

/// What stands under a table: what was counted, of what, and how.
inline std::vector<std::string> notes_of(const View& view, const Options& options,
                                         bool has_copies) {
    std::vector<std::string> notes;
    if (view.error) {
        notes.push_back(one_line(sentence(view.error).c_str()));
    }
    const Convention& convention = view.convention;
    notes.push_back(fmt::format("input {}; {} by the convention '{}': {}",
                                to_string(view.rows.input), one_line(convention.unit),
                                one_line(convention.name), one_line(convention.rule)));
    if (view.totals.buffers > 0) {
        notes.push_back("buffers, not trained: " + number(view.totals.buffers, options.units));
    }
    if (shows(options, Column::activation_bytes)) {
        notes.push_back(fmt::format("activation bytes: each output as {}, batch {}",
                                    name_of(options.dtype), options.batch));
    }
    if (has_copies) {
        notes.push_back(
            "equal parts are one line: x3 is the sum of three, the lines under it are of one");
    }
    return notes;
}

} // namespace detail

/// A line for each part down to `options.depth`, then the totals, or where the network does not
/// fit. A part's line has the sums of all that stands in it, so the totals are the same at any
/// depth.
inline Table table_of(const View& view, const Options& options = {}) {
    Table table{.headings = {{"layer", true}}, .lines = {}, .notes = {}};
    for (std::size_t i = 0; i < options.columns.size(); ++i) {
        table.headings.push_back({heading_of(view, options, i), starts_left(options.columns[i])});
    }
    detail::SummaryLines lines(view, options);
    lines.add_to(table);
    table.notes = detail::notes_of(view, options, lines.has_copies());
    return table;
}

/// An aligned table with the tree of layers in front.
inline std::string to_text(const View& view, const Options& options = {}) {
    return to_text(table_of(view, options), {options.ascii, options.color});
}

} // namespace ctnn::report
