// A summary as a tree of parts and operations.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "../any_summary.hpp"
#include "path_text.hpp"
#include "sums.hpp"

namespace ctnn::format::detail {

/// A node of the tree: an operation, or a composite layer.
struct Node {
    std::string step = {};     ///< the last step of its path: `3`, `body`; `1-3` for folded copies
    std::string kind = {};     ///< the layer's name, or "Sequential", "Residual", "Add", ...
    std::string path = {};     ///< from the network to it: `layer1.0-1.body`
    int depth = 0;             ///< 0: the network
    int first = 0;             ///< its first row
    int count = 0;             ///< its rows, those of all copies
    int times = 1;             ///< how many equal consecutive parts are folded into it
    bool is_operation = false; ///< a single operation, not a composite layer
    bool is_last = true;       ///< among its siblings
    bool is_cut = false;       ///< something in it does not fit; its rows end there
};

/// Builds the nodes in preorder: a part, then its children.
class TreeBuilder {
  public:
    TreeBuilder(const Rows& summary_rows_, bool fold_copies_)
        : rows_(summary_rows_), folds_copies_(fold_copies_) {}

    std::vector<Node> build() {
        Node root{.kind = rows_.part_count > 0 ? rows_.parts[0].kind : "", .count = rows_.size()};
        const bool is_one_layer =
            rows_.size() == 1 && rows_[0].part == 0 && rows_[0].step.is_silent();
        if (is_one_layer) {
            root.kind = rows_[0].name;
            root.is_operation = true;
        }
        nodes_.push_back(root);
        if (!is_one_layer) add_children(0, 0, rows_.size(), root);
        return nodes_;
    }

  private:
    /// A child of a part: an operation (`part` is -1), or a composite layer and its rows.
    struct Child {
        int part;
        int first;
        int end;

        int count() const { return end - first; }
    };

    Child child_at(int first, int end, int parent) const {
        int part = rows_[first].part;
        if (part == parent) return {-1, first, first + 1};
        while (rows_.parts[part].parent != parent) part = rows_.parts[part].parent;
        int next = first + 1;
        while (next < end && is_in(next, part)) ++next;
        return {part, first, next};
    }

    bool is_in(int row, int part) const {
        int at = rows_[row].part;
        while (at > part) at = rows_.parts[at].parent; // parents come before their children
        return at == part;
    }

    const Step& step_of(const Child& child) const {
        return child.part < 0 ? rows_[child.first].step : rows_.parts[child.part].step;
    }

    void add_children(int parent, int first, int end, const Node& above) {
        std::size_t last = 0;
        while (first < end) {
            const Child child = child_at(first, end, parent);
            int times = 1;
            Child copy = child;
            while (folds_copies_ && copy.end < end) {
                const Child next = child_at(copy.end, end, parent);
                if (!is_copy(child, copy, next)) break;
                copy = next;
                ++times;
            }
            last = nodes_.size();
            add(child, copy, times, above);
            nodes_[last].is_last = false;
            first = copy.end;
        }
        if (last > 0) nodes_[last].is_last = true;
    }

    void add(const Child& child, const Child& last, int times, const Node& above) {
        const bool is_operation = child.part < 0;
        Node node{.step = step_text(step_of(child)),
                  .kind = is_operation ? rows_[child.first].name : rows_.parts[child.part].kind,
                  .depth = above.depth + 1,
                  .first = child.first,
                  .count = child.count() * times,
                  .times = times,
                  .is_operation = is_operation};
        if (times > 1) node.step += '-' + step_text(step_of(last));
        node.path = joined(above.path, node.step);
        nodes_.push_back(node);
        if (!is_operation) add_children(child.part, child.first, child.end, node);
    }

    /// Is `next` equal to the first copy, and numbered one higher than the copy before it?
    bool is_copy(const Child& first, const Child& before, const Child& next) const {
        if (next.count() != first.count() || (next.part < 0) != (first.part < 0)) return false;
        const Step& one = step_of(before);
        const Step& two = step_of(next);
        if (one.name != nullptr || two.name != nullptr || two.number != one.number + 1) {
            return false;
        }
        for (int i = 0; i < first.count(); ++i) {
            if (!is_alike(first.first + i, next.first + i)) return false;
            if (!is_fed_alike(before.first, next.first, i)) return false;
            if (!is_nested_alike(first, next, i)) return false;
        }
        return true;
    }

    /// Are the parents of a row, up to the two parts, of the same steps and kinds in both?
    bool is_nested_alike(const Child& one, const Child& other, int row) const {
        if (one.part < 0) return true;
        if (!(rows_[one.first + row].step == rows_[other.first + row].step)) return false;
        int a = rows_[one.first + row].part;
        int b = rows_[other.first + row].part;
        while (a != one.part && b != other.part) {
            const ctnn::Part& part = rows_.parts[a];
            const ctnn::Part& twin = rows_.parts[b];
            if (!(part.step == twin.step) || !is_same(part.kind, twin.kind)) return false;
            a = part.parent;
            b = twin.parent;
        }
        return a == one.part && b == other.part &&
               is_same(rows_.parts[a].kind, rows_.parts[b].kind);
    }

    static bool is_same(const char* one, const char* other) {
        return std::string_view(one) == other;
    }

    bool is_alike(int row, int copy) const {
        const Record& one = rows_[row];
        const Record& other = rows_[copy];
        return one.op == other.op && is_same(one.name, other.name) &&
               rows_.input_of(row) == rows_.input_of(copy) && one.output == other.output &&
               one.params == other.params && one.work == other.work && one.window == other.window &&
               one.takes_output_size == other.takes_output_size &&
               one.is_opaque == other.is_opaque && one.shares == other.shares &&
               one.flops == other.flops && one.operands == other.operands;
    }

    /// Do the copy's rows read each other as the first part's do, and otherwise the output just
    /// before the copy? Equal branches of a merge, which read the same tensor, are not folded.
    bool is_fed_alike(int first, int copy, int row) const {
        for (int which = 0; which < rows_[first + row].operands; ++which) {
            const int one = rows_.operand(first + row, which);
            const int other = rows_.operand(copy + row, which);
            if (other != (one >= first ? one + copy - first : copy - 1)) return false;
        }
        return true;
    }

    Rows rows_;
    bool folds_copies_;
    std::vector<Node> nodes_ = {};
};

/// The tree in preorder, the network first. With `fold_copies`, equal consecutive parts with
/// consecutive numbers, as in a Repeat, are one node.
inline std::vector<Node> tree_of(const Rows& rows, bool fold_copies = true) {
    return TreeBuilder(rows, fold_copies).build();
}

/// The tree of what fits; a part that something does not fit into keeps its kind and is cut there.
inline std::vector<Node> tree_of_what_fits(const AnySummary& summary, bool fold_copies = true) {
    const int end = summary.rows.size();
    if (!summary.error || end == 0) return tree_of(summary.rows, fold_copies);
    std::vector<Node> nodes;
    for (Node node : tree_of(RowsWithError(summary).rows(), fold_copies)) {
        node.is_cut = node.first + node.count > end;
        if (node.is_cut) node.count = end - node.first;
        if (node.count > 0) nodes.push_back(node);
    }
    // Cutting changes which node is the last among its siblings.
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        std::size_t next = i + 1;
        while (next < nodes.size() && nodes[next].depth > nodes[i].depth) ++next;
        nodes[i].is_last = next == nodes.size() || nodes[next].depth < nodes[i].depth;
    }
    return nodes;
}

} // namespace ctnn::format::detail
