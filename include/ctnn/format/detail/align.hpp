// Aligns the parts of two networks.
#pragma once

#include <string>
#include <vector>

#include "tree.hpp"

namespace ctnn::format::detail {

/// A pair of matching parts, as node numbers; -1 if the other has no counterpart.
struct Aligned {
    int a = -1;
    int b = -1;
};

/// The children of a node, empty for an operation.
inline std::vector<int> parts_of(const std::vector<Node>& nodes, int node) {
    const auto at = [&](int i) -> const Node& { return nodes[static_cast<std::size_t>(i)]; };
    std::vector<int> parts;
    if (at(node).is_operation) return parts;
    for (int i = node + 1; i < static_cast<int>(nodes.size()) && at(i).depth > at(node).depth;
         ++i) {
        if (at(i).depth == at(node).depth + 1) parts.push_back(i);
    }
    return parts;
}

/// How well two parts match; 0: not at all. A shared name weighs most, then the output shape, then
/// the kind, then a shared number. Parts without a common name match only if they are of one kind,
/// or operations with the same Op (a Conv2d and a DepthwiseConv) and the same output.
inline int likeness(const Node& a, const Rows& rows_a, const Node& b, const Rows& rows_b) {
    const Record& last_a = rows_a[a.first + a.count - 1];
    const Record& last_b = rows_b[b.first + b.count - 1];
    const bool same_step = a.step == b.step;
    const bool same_name = same_step && !is_number(a.step);
    const bool same_output = last_a.output == last_b.output && !a.is_cut && !b.is_cut;
    const bool same_kind = a.kind == b.kind;
    const bool are_alike = a.is_operation && b.is_operation && last_a.op == last_b.op;
    if (!same_name && !same_kind && !(are_alike && same_output)) return 0;
    return 8 * same_name + 4 * same_output + 2 * same_kind + same_step;
}

/// Aligns parts of `a` with parts of `b`, keeping their order and maximising the total likeness (a
/// weighted longest common subsequence). Parts without a counterpart come between the pairs, those
/// of `a` first.
inline std::vector<Aligned> align(const std::vector<Node>& nodes_a, const Rows& rows_a,
                                  const std::vector<int>& parts_a, const std::vector<Node>& nodes_b,
                                  const Rows& rows_b, const std::vector<int>& parts_b) {
    const std::size_t count_a = parts_a.size();
    const std::size_t count_b = parts_b.size();
    const auto likeness_at = [&](std::size_t i, std::size_t j) {
        return likeness(nodes_a[static_cast<std::size_t>(parts_a[i])], rows_a,
                        nodes_b[static_cast<std::size_t>(parts_b[j])], rows_b);
    };
    // most[i][j]: the maximum likeness of the suffixes from part i of a and part j of b.
    std::vector<std::vector<int>> most(count_a + 1, std::vector<int>(count_b + 1, 0));
    for (std::size_t i = count_a; i-- > 0;) {
        for (std::size_t j = count_b; j-- > 0;) {
            const int alike = likeness_at(i, j);
            most[i][j] = most[i + 1][j] > most[i][j + 1] ? most[i + 1][j] : most[i][j + 1];
            if (alike > 0 && alike + most[i + 1][j + 1] > most[i][j]) {
                most[i][j] = alike + most[i + 1][j + 1];
            }
        }
    }
    std::vector<Aligned> pairs;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < count_a || j < count_b) {
        const bool has_both = i < count_a && j < count_b;
        const int alike = has_both ? likeness_at(i, j) : 0;
        if (alike > 0 && most[i][j] == alike + most[i + 1][j + 1]) {
            pairs.push_back({parts_a[i++], parts_b[j++]});
        } else if (j == count_b || (i < count_a && most[i][j] == most[i + 1][j])) {
            pairs.push_back({parts_a[i++], -1});
        } else {
            pairs.push_back({-1, parts_b[j++]});
        }
    }
    return pairs;
}

} // namespace ctnn::format::detail
