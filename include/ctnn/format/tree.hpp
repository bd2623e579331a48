// A summary as a tree: which operations stand in which part of the network, by the steps of their
// paths.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "any_summary.hpp"
#include "sums.hpp"

namespace ctnn::report {

/// A part of a network: an operation, or a composite layer with all that stands in it.
struct Node {
    std::string step = {}; ///< the last step of its path: `3`, `body`; `1-3` of equal copies
    /// The layer's name, or "Sequential", "Residual", "Add", ...; of a composite of a user's, its
    /// name, or "block" if it has none.
    std::string kind = {};
    std::string path = {}; ///< the steps from the network to it: `layer1.0-1.body`
    int depth = 0;         ///< 0: the network
    int first = 0;         ///< its rows, those of all copies
    int count = 0;
    int times = 1;             ///< how many equal parts stand here one after the other
    bool is_operation = false; ///< a row of its own
    bool is_last = true;       ///< of the parts of its parent
    bool is_cut = false;       ///< something in it does not fit: its rows end there
};

namespace detail {

using Steps = std::vector<std::string_view>;

/// `3.body.0` in its steps; none of an empty path.
inline Steps steps_of(const Path& path) {
    Steps steps;
    std::string_view rest(path.c_str(), path.size);
    while (!rest.empty()) {
        const auto dot = rest.find('.');
        steps.push_back(rest.substr(0, dot));
        rest = dot == std::string_view::npos ? std::string_view{} : rest.substr(dot + 1);
    }
    return steps;
}

inline bool is_number(std::string_view step) {
    return !step.empty() && step.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Builds the nodes in the order of a reader: a part, then what stands in it.
class TreeBuilder {
  public:
    TreeBuilder(const Rows& summary_rows_, bool fold_copies_)
        : rows_(summary_rows_), folds_copies_(fold_copies_) {
        for (const Record& row : rows_) steps_.push_back(steps_of(row.path));
    }

    std::vector<Node> build() {
        Node root{.kind = kind_of(0, rows_.size(), 0), .count = rows_.size()};
        if (rows_.size() == 1 && steps_[0].empty()) {
            root.is_operation = true;
            nodes_.push_back(root);
            return nodes_;
        }
        nodes_.push_back(root);
        add_parts(0, rows_.size(), {}, 1);
        return nodes_;
    }

  private:
    /// The end of the rows from `first` that share their step at `level`.
    int end_of_part(int first, int end, std::size_t level) const {
        int next = first + 1;
        if (is_leaf(first, level)) return next;
        while (next < end && !is_leaf(next, level) &&
               steps_[at(next)][level] == step(first, level)) {
            ++next;
        }
        return next;
    }

    void add_parts(int first, int end, const std::string& path, int depth) {
        const auto level = static_cast<std::size_t>(depth - 1);
        std::size_t last = 0;
        while (first < end) {
            const int part_end = end_of_part(first, end, level);
            const int count = part_end - first;
            int times = 1;
            if (folds_copies_) {
                while (is_copy(first, first + times * count, count, end, level)) ++times;
            }
            last = nodes_.size();
            add_part(first, count, times, path, depth);
            nodes_[last].is_last = false;
            first += times * count;
        }
        if (last > 0) nodes_[last].is_last = true;
    }

    void add_part(int first, int count, int times, const std::string& above, int depth) {
        const auto level = static_cast<std::size_t>(depth - 1);
        Node node{.step = std::string(step(first, level)),
                  .kind = rows_[first].name,
                  .depth = depth,
                  .first = first,
                  .count = count * times,
                  .times = times,
                  .is_operation = is_leaf(first, level)};
        if (times > 1) node.step += '-' + std::string(step(first + count * (times - 1), level));
        if (!node.is_operation) node.kind = kind_of(first, first + count, level + 1);
        if (node.is_operation && is_full(rows_[first].path))
            node.step += "..."; // its end may be lost
        node.path = above.empty() ? node.step : above + '.' + node.step;
        nodes_.push_back(node);
        if (!node.is_operation) add_parts(first, first + count, node.path, depth + 1);
    }

    /// A part whose last operation is a merge of its own is that merge; one with a `body` is a
    /// Residual. Every other one is a sequence, or cut off before its merge.
    const char* kind_of(int first, int end, std::size_t level) const {
        if (first == end) return "Sequential";
        const Record& last = rows_[end - 1];
        if (end - first == 1 && steps_[at(first)].size() <= level && level == 0) return last.name;
        if (is_block(first, end, level)) return name_of_block(first, end, level);
        const bool is_merge =
            last.op == Op::add || last.op == Op::concat || last.op == Op::multiply;
        if (!is_merge || steps_[at(end - 1)].size() != level + 1 ||
            is_number(step(end - 1, level))) {
            return RowsWithError::is_error(last) ? kind_of_cut(first, end, level) : "Sequential";
        }
        const bool has_body =
            last.op == Op::add && step(end - 1, level) == "add" && step(first, level) == "body";
        return has_body ? "Residual" : last.name;
    }

    /// Do all rows stand in a user's composite that has so many steps? What does not fit is no row
    /// that knows.
    bool is_block(int first, int end, std::size_t level) const {
        bool is_block = level < 32;
        for (int row = first; row < end && is_block; ++row) {
            is_block =
                RowsWithError::is_error(rows_[row]) || (rows_[row].blocks.levels >> level & 1) == 1;
        }
        return is_block && !RowsWithError::is_error(rows_[first]);
    }

    /// Rows know the name of the innermost around them.
    const char* name_of_block(int first, int end, std::size_t level) const {
        for (int row = first; row < end; ++row) {
            if (rows_[row].blocks.levels >> level == 1) return rows_[row].blocks.name;
        }
        return "block";
    }

    /// Of a part that ends where something does not fit, what can be told; `...` if nothing can.
    const char* kind_of_cut(int first, int end, std::size_t level) const {
        if (step(first, level) == "body") return "Residual";
        const int second = end_of_part(first, end, level);
        if (second == end) return "...";
        const bool follows = RowsWithError::is_error(rows_[second])
                                 ? rows_[second].input == rows_[second - 1].output
                                 : rows_[second].from == second - 1;
        return follows ? "Sequential" : "...";
    }

    /// Do the rows from `copy` say the same as those from `first`, under the next number?
    bool is_copy(int first, int copy, int count, int end, std::size_t level) const {
        if (copy + count > end || end_of_part(copy, end, level) != copy + count) return false;
        if (!is_next(step(copy - count, level), step(copy, level))) return false;
        for (int i = 0; i < count; ++i) {
            if (!is_alike(rows_[first + i], rows_[copy + i])) return false;
            if (!is_fed_alike(copy - count, copy, i)) return false;
            if (!has_same_end(steps_[at(first + i)], steps_[at(copy + i)], level)) return false;
        }
        return true;
    }

    /// `8` after `7`.
    static bool is_next(std::string_view before, std::string_view next) {
        constexpr std::size_t most_digits = 9;
        if (!is_number(before) || !is_number(next) || before.size() > most_digits ||
            next.size() > most_digits) {
            return false;
        }
        return std::stoi(std::string(next)) == std::stoi(std::string(before)) + 1;
    }

    static bool has_same_end(const Steps& one, const Steps& other, std::size_t level) {
        if (one.size() != other.size()) return false;
        for (std::size_t i = level + 1; i < one.size(); ++i) {
            if (one[i] != other[i]) return false;
        }
        return true;
    }

    static bool is_alike(const Record& one, const Record& other) {
        return one.op == other.op && std::string_view(one.name) == other.name &&
               one.input == other.input && one.output == other.output &&
               one.params == other.params && one.work == other.work && one.window == other.window &&
               one.is_sized == other.is_sized && one.blocks == other.blocks &&
               one.flops == other.flops && one.operands == other.operands;
    }

    /// Do the copy's rows read each other as the first part's do, and else the output before it?
    /// Equal branches of a merge, which all read the same, do not follow each other.
    bool is_fed_alike(int first, int copy, int row) const {
        for (int which = 0; which < rows_[first + row].operands; ++which) {
            const int one = rows_.operand(rows_[first + row], which);
            const int other = rows_.operand(rows_[copy + row], which);
            if (other != (one >= first ? one + copy - first : copy - 1)) return false;
        }
        return true;
    }

    bool is_leaf(int row, std::size_t level) const { return steps_[at(row)].size() <= level + 1; }
    std::string_view step(int row, std::size_t level) const {
        const Steps& steps = steps_[at(row)];
        return level < steps.size() ? steps[level] : std::string_view{};
    }
    static std::size_t at(int row) { return static_cast<std::size_t>(row); }

    Rows rows_;
    bool folds_copies_;
    std::vector<Steps> steps_;
    std::vector<Node> nodes_;
};

} // namespace detail

/// The network and its parts, each before what stands in it. Equal parts that follow each other
/// under numbers, as a Repeat's, are one node if `fold_copies`.
inline std::vector<Node> tree_of(const Rows& rows, bool fold_copies = true) {
    return detail::TreeBuilder(rows, fold_copies).build();
}

/// The tree of what fits, in which a part that something does not fit into is what it is there.
inline std::vector<Node> tree_of_what_fits(const AnySummary& summary, bool fold_copies = true) {
    const int end = summary.rows.size();
    if (!summary.error || end == 0) return tree_of(summary.rows, fold_copies);
    std::vector<Node> nodes;
    for (Node node : tree_of(RowsWithError(summary).rows(), fold_copies)) {
        node.is_cut = node.first + node.count > end;
        if (node.is_cut) node.count = end - node.first;
        if (node.count > 0) nodes.push_back(node);
    }
    // The last part of each has none of its depth behind it, before one above.
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        std::size_t next = i + 1;
        while (next < nodes.size() && nodes[next].depth > nodes[i].depth) ++next;
        nodes[i].is_last = next == nodes.size() || nodes[next].depth < nodes[i].depth;
    }
    return nodes;
}

} // namespace ctnn::report
