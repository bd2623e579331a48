// A network as a graph for Graphviz.
#pragma once

#include <string>
#include <vector>

#include "../core/sentence.hpp"
#include "detail/columns.hpp"
#include "detail/ends.hpp"
#include "detail/parts.hpp"
#include "detail/xml.hpp"
#include "options.hpp"

namespace ctnn::format {

/// Escapes text for a quoted DOT label, in which Graphviz expands HTML entities.
[[nodiscard]] inline std::string escape_dot(std::string_view name) {
    std::string text;
    for (const char character : xml_line(name)) { // Graphviz writes XML too
        if (character == '"' || character == '\\') text += '\\';
        if (character == '&') {
            text += "&amp;";
        } else {
            text += character;
        }
    }
    return text;
}

namespace detail {

class DotWriter {
  public:
    DotWriter(const AnySummary& of_, const Options& chosen_)
        : summary_(of_),
          options_(chosen_),
          nodes_(tree_of_what_fits(summary_, false)),
          parts_(parts_of_what_fits(summary_, chosen_.depth, false)) {}

    std::string write() {
        text_ = "digraph network {\n"
                "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=Helvetica, "
                "fontsize=11];\n"
                "  edge [fontname=Helvetica, fontsize=9];\n"
                "  graph [fontname=Helvetica, fontsize=11, labelloc=t, labeljust=l, color=gray60, "
                "style=rounded];\n";
        add_title();
        for (int i = 0; i < summary_.rows.input_count(); ++i) {
            text_ += fmt::format("  {} [label=\"input{}\\n{}\", shape=ellipse];\n",
                                 name_of_part(-1 - i), i > 0 ? fmt::format(" {}", i) : "",
                                 to_string((*summary_.rows.inputs)[i]));
        }
        if (!parts_.empty()) add_node(0);
        for (const Flow& flow : flows_of(summary_.rows, parts_)) {
            text_ += fmt::format("  {} -> n{} [label=\" {}\"];\n", name_of_part(flow.from), flow.to,
                                 to_string(flow.shape));
        }
        add_outputs();
        if (summary_.error) add_error();
        return text_ + "}\n";
    }

  private:
    void add_title() {
        const Totals& totals = summary_.totals;
        const ConventionName& convention = summary_.convention;
        text_ += fmt::format(
            "  label=\"{}{}{} parameters, {} MACs, {} {}\\n{} by the convention '{}': {}\";\n",
            summary_.name.empty() ? "" : escape_dot(summary_.name) + ": ",
            summary_.error ? "what fits: " : "", number(totals.params, options_.units),
            number(totals.macs, options_.units), number(totals.flops, options_.units),
            escape_dot(convention.unit), escape_dot(convention.unit), escape_dot(convention.name),
            escape_dot(convention.rule));
    }

    /// Draws a node of the tree: as a box at the chosen depth, as a cluster above it.
    void add_node(std::size_t which) {
        const Node& node = nodes_[which];
        const std::string indent(node.depth > 0 ? 2 * static_cast<std::size_t>(node.depth) : 2,
                                 ' ');
        if (node.is_operation || node.depth >= options_.depth) {
            text_ += indent + part(parts_[next_part_], next_part_);
            ++next_part_;
            return;
        }
        if (node.depth > 0) {
            text_ += fmt::format("{}subgraph cluster_{} {{\n{}  label=\"{}: {}\";\n", indent, which,
                                 indent, escape_dot(node.step), escape_dot(node.kind));
        }
        for (std::size_t i = which + 1; i < nodes_.size() && nodes_[i].depth > node.depth; ++i) {
            if (nodes_[i].depth == node.depth + 1) add_node(i);
        }
        if (node.depth > 0) text_ += indent + "}\n";
    }

    std::string part(const ShownPart& shown, std::size_t index) const {
        const Sums sums = sums_of(summary_.rows, shown.first, shown.count);
        const Record& record = summary_.rows[shown.first];
        const std::string kernel = shown.is_operation ? kernel_text(record) : std::string{};
        std::string label = escape_dot(shown.kind);
        if (!kernel.empty()) label += ' ' + kernel;
        if (!shown.path.empty()) label += fmt::format("\\n{}", escape_dot(shown.path));
        label += fmt::format("\\n{}", to_string(summary_.rows[shown.end() - 1].output));
        if (sums.params > 0) {
            label += fmt::format("\\n{} parameters", number(sums.params, options_.units));
        }
        return fmt::format("n{} [label=\"{}\"{}, params={}, macs={}, flops={}];\n", index, label,
                           shown.is_operation ? "" : ", shape=box3d, style=filled", sums.params,
                           sums.macs, sums.flops);
    }

    /// An ellipse for each output that has a name.
    void add_outputs() {
        const std::vector<int> part_of_row = parts_of_rows(parts_);
        for (int i = 0; i < summary_.rows.output_count; ++i) {
            const NetworkOutput& output = summary_.rows.outputs[i];
            if (*output.name == '\0') continue;
            const int from =
                output.row < 0 ? output.row : part_of_row[static_cast<std::size_t>(output.row)];
            text_ += fmt::format(
                "  output{} [label=\"{}\\n{}\", shape=ellipse];\n  {} -> output{};\n", i,
                escape_dot(output.name), to_string(output.shape), name_of_part(from), i);
        }
    }

    /// The layer that does not fit, below the last one that does.
    void add_error() {
        const Error& error = summary_.error;
        text_ += fmt::format("  error [label=\"{}\\n{}\\n{}\", color=red, fontcolor=red];\n",
                             escape_dot(error.layer), escape_dot(path_text(error.path)),
                             escape_dot(sentence(error).c_str()));
        text_ += fmt::format(
            "  {} -> error [{}];\n", name_of_part(static_cast<int>(parts_.size()) - 1),
            may_follow_last(summary_) ? "style=dashed, dir=none, color=red" : "style=invis");
    }

    static std::string name_of_part(int index) {
        if (index >= 0) return fmt::format("n{}", index);
        return index == -1 ? "input" : fmt::format("input{}", -1 - index);
    }

    const AnySummary& summary_;
    const Options& options_;
    std::vector<Node> nodes_;
    std::vector<ShownPart> parts_;
    std::size_t next_part_ = 0;
    std::string text_ = {};
};

} // namespace detail

/// A graph in Graphviz's DOT language: a node per operation with its path, output and parameters;
/// composite layers as clusters, those at `depth` as one node; edges labelled with shapes. Each
/// node has the attributes `params`, `macs` and `flops`. Copies are not folded.
[[nodiscard]] inline std::string to_dot(const AnySummary& summary, const Options& options = {}) {
    return detail::DotWriter(summary, options).write();
}

} // namespace ctnn::format
