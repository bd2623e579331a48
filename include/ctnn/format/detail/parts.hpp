// A network as the parts that a picture shows, and what flows between them.
#pragma once

#include <string>
#include <vector>

#include "tree.hpp"

namespace ctnn::format {

/// One thing in a picture: an operation, or a composite layer that `depth` folds into one.
struct ShownPart {
    std::string kind = {}; ///< as a Node's
    std::string path = {}; ///< `layer1.0`; `layer1.1-2` of equal copies
    std::string step = {}; ///< the last step of it
    int first = 0;         ///< its rows, those of all copies
    int count = 0;
    int times = 1; ///< how many equal parts it stands for
    bool is_operation = false;

    int end() const { return first + count; }
};

/// What flows from one part into another.
struct Flow {
    int from = -1; ///< a part; -1: the network's input
    int to = 0;
    Shape shape = {};
};

namespace detail {

/// Cuts the tree at a depth. Copies that are shown in full are all parts of their own.
class PartsBuilder {
  public:
    PartsBuilder(const Rows& summary_rows_, const std::vector<Node>& tree_, int deepest_)
        : rows_(summary_rows_), nodes_(tree_), depth_(deepest_) {}

    std::vector<ShownPart> build() {
        if (rows_.size() > 0) add(0, 0);
        return parts_;
    }

  private:
    /// A node's rows start `shift` later in a copy than the tree says of the first one.
    void add(std::size_t which, int shift) {
        const Node& node = nodes_[which];
        if (node.is_operation || node.depth >= depth_) {
            parts_.push_back({.kind = node.kind,
                              .path = path_of(node, shift),
                              .step = node.step,
                              .first = node.first + shift,
                              .count = node.count,
                              .times = node.times,
                              .is_operation = node.is_operation});
            return;
        }
        for (int copy = 0; copy < node.times; ++copy) {
            const int rows_before = node.count / node.times * copy;
            for (std::size_t i = which + 1; i < nodes_.size() && nodes_[i].depth > node.depth;
                 ++i) {
                if (nodes_[i].depth == node.depth + 1) add(i, shift + rows_before);
            }
        }
    }

    std::string path_of(const Node& node, int shift) const {
        if (node.depth == 0) return {};
        int above = rows_[node.first + shift].part; // the part that the node stands in
        for (int levels = depth_of(above) - (node.depth - 1); levels > 0; --levels) {
            above = rows_.parts[above].parent;
        }
        return joined(path_text(rows_, above), node.step);
    }

    int depth_of(int part) const {
        int depth = 0;
        for (; part > 0; part = rows_.parts[part].parent) ++depth;
        return depth;
    }

    Rows rows_;
    const std::vector<Node>& nodes_;
    int depth_;
    std::vector<ShownPart> parts_;
};

} // namespace detail

/// The parts at a depth of the tree, in execution order: every operation at INT_MAX, one part at 0.
/// With `fold_copies`, equal parts that follow each other are one if nothing in them is shown.
inline std::vector<ShownPart> parts_of(const Rows& rows, int depth, bool fold_copies) {
    return detail::PartsBuilder(rows, tree_of(rows, fold_copies), depth).build();
}

/// The parts of what fits.
inline std::vector<ShownPart> parts_of_what_fits(const AnySummary& summary, int depth,
                                                 bool fold_copies) {
    return detail::PartsBuilder(summary.rows, tree_of_what_fits(summary, fold_copies), depth)
        .build();
}

/// What flows into each part, in the order of its operands. What flows inside of a part is left
/// out; so is what one operation gives to a composite part a second time.
inline std::vector<Flow> flows_of(const Rows& rows, const std::vector<ShownPart>& parts) {
    std::vector<int> part_of_row;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        part_of_row.insert(part_of_row.end(), static_cast<std::size_t>(parts[i].count),
                           static_cast<int>(i));
    }
    std::vector<Flow> flows;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const ShownPart& part = parts[i];
        std::vector<int> seen;
        for (int row = part.first; row < part.end(); ++row) {
            for (int k = 0; k < rows[row].operands; ++k) {
                const int from = rows.operand(row, k);
                if (from >= part.first) continue;
                bool is_known = false;
                for (const int other : seen) is_known = is_known || other == from;
                if (is_known && !part.is_operation) continue;
                seen.push_back(from);
                flows.push_back({from < 0 ? -1 : part_of_row[static_cast<std::size_t>(from)],
                                 static_cast<int>(i), rows.output_of(from)});
            }
        }
    }
    return flows;
}

/// Can the layer that does not fit take what the last one gave? It may be the first of another
/// branch all the same, so pictures draw a line between them and no arrow.
inline bool may_follow_last(const AnySummary& summary) {
    const int last = summary.rows.size() - 1;
    return summary.rows.output_of(last) == summary.error.input && summary.error.index == last + 1;
}

} // namespace ctnn::format
