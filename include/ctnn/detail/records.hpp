// Where a walk keeps records, if it does: in a summary's rows and edges.
#pragma once

#include "../record.hpp"
#include "frame.hpp"

namespace ctnn::detail {

/// Copies of a part that are alike: its first record and how many it has, the number of the copy
/// that they are, how many copies follow, and the record that the next one reads.
struct Copies {
    int first;
    int count;
    int number;
    int rest;
    int output;
};

struct Records {
    Record* rows = nullptr; ///< null: nothing is kept
    int* edges = nullptr;
    int max_rows = 0; ///< the places there are
    int max_edges = 0;
    int edge_count = 0;

    /// Is there a place for so many more? Not if a user's composite layer gives more operations
    /// than it says.
    constexpr bool have_room(int count, int more_rows, int more_edges) const {
        return rows == nullptr ||
               (more_rows <= max_rows - count && more_edges <= max_edges - edge_count);
    }

    constexpr void add(Record& record, int row, const Tensor* operands) {
        record.first_edge = edge_count;
        for (int i = 0; i < record.operands; ++i) edges[edge_count++] = operands[i].record;
        rows[row] = record;
    }

    /// Each copy is made from the one before; all that it reads from outside is that one's output.
    template <Layer L>
    constexpr void copy(const Copies& copies, const Path& above) {
        if (rows == nullptr) return;
        const unsigned place = above.size > 0 ? above.size + 1 : 0;
        const int begin = copies.first + copies.count;
        for (int next = begin; next < begin + copies.count * copies.rest; ++next) {
            Record record = rows[next - copies.count];
            if constexpr (!requires { L::is_named; }) {
                renumber(record.path, place, copies.number + (next - copies.first) / copies.count);
            }
            const int* const operands = edges + record.first_edge;
            record.first_edge = edge_count;
            for (int i = 0; i < record.operands; ++i) {
                const bool is_inside = operands[i] >= copies.first;
                edges[edge_count++] = is_inside ? operands[i] + copies.count : copies.output;
            }
            record.from = edges[record.first_edge];
            rows[next] = record;
        }
    }
};

} // namespace ctnn::detail
