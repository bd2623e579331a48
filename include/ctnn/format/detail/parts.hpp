// The parts of a network that a picture shows, and the tensors between them.
#pragma once

#include <string>
#include <vector>

#include "tree.hpp"

namespace ctnn::format::detail {

/// A box in a picture: an operation, or a composite layer at the chosen depth.
struct ShownPart {
    std::string kind = {}; ///< see Node
    std::string path = {}; ///< `layer1.0`; `layer1.1-2` of equal copies
    std::string step = {}; ///< the last step of the path
    int first = 0;         ///< its rows, those of all copies
    int count = 0;
    int times = 1; ///< how many equal parts are folded into it
    bool is_operation = false;

    int end() const { return first + count; }
};

/// A tensor that one part reads from another.
struct Flow {
    int from = -1; ///< a part; -1: the network's input
    int to = 0;
    Shape shape = {};
};

/// Cuts the tree at a depth. Copies above it are unfolded: each is a part.
class PartsBuilder {
  public:
    PartsBuilder(const Rows& summary_rows_, const std::vector<Node>& tree_, int deepest_)
        : rows_(summary_rows_), nodes_(tree_), depth_(deepest_) {}

    std::vector<ShownPart> build() {
        if (rows_.size() > 0) add(0, 0);
        return parts_;
    }

  private:
    /// `shift`: how many rows this copy comes after the first one, whose rows the node has.
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
        int above = rows_[node.first + shift].part; // the parent of the node
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

/// The parts at a depth of the tree, in execution order: every operation at INT_MAX, one part at 0.
/// With `fold_copies`, consecutive equal parts at that depth are one.
inline std::vector<ShownPart> parts_of(const Rows& rows, int depth, bool fold_copies) {
    return PartsBuilder(rows, tree_of(rows, fold_copies), depth).build();
}

/// The parts of what fits.
inline std::vector<ShownPart> parts_of_what_fits(const AnySummary& summary, int depth,
                                                 bool fold_copies) {
    return PartsBuilder(summary.rows, tree_of_what_fits(summary, fold_copies), depth).build();
}

/// The part that each row stands in.
inline std::vector<int> parts_of_rows(const std::vector<ShownPart>& parts) {
    std::vector<int> part_of_row;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        part_of_row.insert(part_of_row.end(), static_cast<std::size_t>(parts[i].count),
                           static_cast<int>(i));
    }
    return part_of_row;
}

/// The tensors that each part reads, in operand order. Tensors inside a part are left out; one that
/// a composite part reads twice is listed once.
inline std::vector<Flow> flows_of(const Rows& rows, const std::vector<ShownPart>& parts) {
    const std::vector<int> part_of_row = parts_of_rows(parts);
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
                flows.push_back({from < 0 ? from : part_of_row[static_cast<std::size_t>(from)],
                                 static_cast<int>(i), rows.output_of(from)});
            }
        }
    }
    return flows;
}

/// Could the misfit layer read the output of the last row? It may still begin another branch, so
/// pictures connect the two by a line without an arrowhead.
inline bool may_follow_last(const AnySummary& summary) {
    const int last = summary.rows.size() - 1;
    return summary.rows.output_of(last) == summary.error.input && summary.error.index == last + 1;
}

} // namespace ctnn::format::detail
