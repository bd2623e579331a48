// Which parts of two networks stand for each other.
#pragma once

#include <string>
#include <vector>

#include "tree.hpp"

namespace ctnn::format {

/// Two parts that stand for each other, or one that has no counterpart: -1 is none. Numbers of
/// nodes.
struct Aligned {
    int a = -1;
    int b = -1;
};

/// The parts that a part is made of; of a network of one operation, that.
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

namespace detail {

/// How well two parts stand for each other; 0: not at all. What counts is a name, then the output,
/// then the kind; a number is hardly a name. Without a name in common they are of one kind, or
/// operations alike (a Conv2d and a DepthwiseConv) with one output.
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

} // namespace detail

/// Lines up some parts of `a` with some of `b` in their order, so that the pairs are as alike as
/// can be in all (a longest common subsequence with weights). Parts without a counterpart stand
/// between the pairs, those of `a` first.
inline std::vector<Aligned> align(const std::vector<Node>& nodes_a, const Rows& rows_a,
                                  const std::vector<int>& parts_a, const std::vector<Node>& nodes_b,
                                  const Rows& rows_b, const std::vector<int>& parts_b) {
    const std::size_t count_a = parts_a.size();
    const std::size_t count_b = parts_b.size();
    const auto likeness = [&](std::size_t i, std::size_t j) {
        return detail::likeness(nodes_a[static_cast<std::size_t>(parts_a[i])], rows_a,
                                nodes_b[static_cast<std::size_t>(parts_b[j])], rows_b);
    };
    // The most likeness of what is left from part i of a and part j of b on.
    std::vector<std::vector<int>> most(count_a + 1, std::vector<int>(count_b + 1, 0));
    for (std::size_t i = count_a; i-- > 0;) {
        for (std::size_t j = count_b; j-- > 0;) {
            const int alike = likeness(i, j);
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
        const int alike = has_both ? likeness(i, j) : 0;
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

} // namespace ctnn::format
