// A summary as a table: a line per part of the network, down to a depth.
#pragma once

#include <string>
#include <vector>

#include "detail/columns.hpp"
#include "detail/ends.hpp"
#include "detail/table.hpp"

namespace ctnn::format {
namespace detail {

/// `0: Conv2d`, `0-2: Sequential x3`; `Conv2d` for a network of one layer.
inline std::string label_of(const Node& node) {
    std::string label = node.step.empty() ? "" : one_line(node.step) + ": ";
    label += one_line(node.kind);
    if (node.times > 1) label += fmt::format(" x{}", node.times);
    return label;
}

/// A line per node of the tree.
class SummaryLines {
  public:
    SummaryLines(const AnySummary& of_, const std::vector<Node>& tree_, const Options& chosen_)
        : summary_(of_),
          nodes_(tree_),
          options_(chosen_),
          cells_(summary_, chosen_),
          error_row_(summary_.error ? summary_.rows.size() : -1) {}

    void add_to(Table& table) {
        for (const Node& node : nodes_) {
            const bool is_network = node.depth == 0 && !node.is_operation;
            if (is_network || node.depth > options_.depth || options_.depth <= 0) continue;
            table.lines.push_back(line_of(node));
        }
        if (!summary_.error) table.lines.push_back(total());
    }

  private:
    Line line_of(const Node& node) {
        const auto depth = static_cast<std::size_t>(node.depth > 0 ? node.depth : 1);
        lasts_.resize(depth);
        lasts_[depth - 1] = node.is_last;
        Line line{.lasts = {lasts_.begin() + 1, lasts_.end()}, .cells = {label_of(node)}};
        const bool holds_error = error_row_ >= node.first && error_row_ < node.first + node.count;
        if (!holds_error) {
            for (auto& cell : cells_.of_part(node)) line.cells.push_back(std::move(cell));
        } else if (node.is_operation || node.depth == options_.depth) {
            line.kind = Line::Kind::error;
            line.cells.push_back("<-- does not fit");
        }
        return line;
    }

    Line total() const {
        Line line{.kind = Line::Kind::total, .cells = {"total"}};
        for (auto& cell : cells_.of_network()) line.cells.push_back(std::move(cell));
        return line;
    }

    const AnySummary& summary_;
    const std::vector<Node>& nodes_;
    const Options& options_;
    Cells cells_;
    int error_row_; ///< the row of the misfit layer in the tree; -1: none
    std::vector<bool> lasts_ = {};
};

/// Is any line shown for several copies?
inline bool shows_copies(const std::vector<Node>& nodes, const Options& options) {
    for (const Node& node : nodes) {
        if (node.times > 1 && node.depth <= options.depth) return true;
    }
    return false;
}

/// What activation bytes count.
inline std::string activation_note(const Options& options) {
    return fmt::format("activation bytes: each output as {}, batch {}; {}", name_of(options.dtype),
                       options.batch,
                       options.fused ? "batch normalisation folded and ReLU fused where they can be"
                                     : "batch normalisation and ReLU have outputs too");
}

/// The notes below a table: input, convention, legend of the columns.
inline std::vector<std::string> notes_of(const AnySummary& summary, const Options& options,
                                         const std::vector<Node>& nodes) {
    std::vector<std::string> notes;
    if (summary.error) {
        notes.push_back(one_line(sentence(summary.error).c_str()));
    }
    const ConventionName& convention = summary.convention;
    std::string input = summary.name.empty() ? "" : one_line(summary.name) + ": ";
    input += fmt::format("{} {}", summary.rows.input_count() > 1 ? "inputs" : "input",
                         inputs_line(summary.rows));
    if (shows(options, Column::flops) || shows(options, Column::flops_share)) {
        input += fmt::format("; {} by the convention '{}': {}", one_line(convention.unit),
                             one_line(convention.name), one_line(convention.rule));
    }
    notes.push_back(input);
    for (const Record& record : summary.rows) {
        if (!record.reads_channels_last) continue;
        const Shape& map = (*summary.rows.inputs)[0];
        notes.push_back(fmt::format(
            "input {} looks like height x width x channels; shapes are channels x height x width: "
            "{}x{}x{}",
            to_string(map), map[2], map[0], map[1]));
        break;
    }
    if (summary.totals.buffers > 0) {
        notes.push_back(
            fmt::format("buffers, not trained: {}", number(summary.totals.buffers, options.units)));
    }
    if (shows(options, Column::activation_bytes)) {
        notes.push_back(activation_note(options));
    }
    if (shows(options, Column::parameter_bytes)) {
        notes.push_back(fmt::format(
            "parameter bytes: as {}{}", name_of(options.dtype),
            is_quantized(options.dtype) ? ", batch normalisation folded, biases of 32 bits" : ""));
    }
    if (shows_arena(options) && !summary.error) {
        std::string why_none;
        const AnyMemoryPlan plan = try_plan_memory(summary, options.memory, why_none);
        if (!why_none.empty()) {
            notes.push_back(fmt::format("no memory plan: {}", one_line(why_none)));
        } else {
            for (std::string& line : memory_notes(summary, plan, options.units)) {
                notes.push_back(std::move(line));
            }
        }
    }
    if (shows(options, Column::receptive_field)) {
        notes.push_back("receptive field: * larger than the input; the total's is that of the last "
                        "map before it is flattened or pooled to 1x1");
    }
    if (shows_copies(nodes, options)) {
        notes.push_back(
            "equal parts are one line: x3 is the sum of three, lines under it are of the first");
    }
    if (shares_parameters(summary.rows)) {
        notes.push_back("shared parameters count where they are used first");
    }
    for (std::string& line : output_lines(summary.rows)) notes.push_back(std::move(line));
    return notes;
}

} // namespace detail

/// A line per part down to `options.depth`, then the totals, or the layer that does not fit. A
/// part's line has the sums over its contents, so the totals do not depend on the depth.
[[nodiscard]] inline Table table_of(const AnySummary& summary, const Options& options = {}) {
    Table table{.headings = {{"layer", true}}, .lines = {}, .notes = {}};
    for (std::size_t i = 0; i < options.columns.size(); ++i) {
        table.headings.push_back(
            {heading_of(summary, options, i), starts_left(options.columns[i])});
    }
    const auto nodes = tree_of(RowsWithError(summary).rows(), options.fold_copies);
    detail::SummaryLines(summary, nodes, options).add_to(table);
    table.notes = detail::notes_of(summary, options, nodes);
    return table;
}

/// An aligned text table with the tree of layers in its first column.
[[nodiscard]] inline std::string to_text(const AnySummary& summary, const Options& options = {}) {
    return to_text(table_of(summary, options), {options.ascii, options.color});
}

} // namespace ctnn::format
