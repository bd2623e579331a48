// Where a walk keeps records, if it does: in a summary's rows and edges.
#pragma once

#include "../record.hpp"
#include "frame.hpp"

namespace ctnn::detail {

/// Has a layer a name in paths instead of a number? A user's data member says nothing of that.
template <class L>
inline constexpr bool is_named = requires {
    takes<const bool*>(&L::is_named);
};

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

    /// False, and nothing kept, if there is no place or no such operand: a user's composite layer
    /// gives more operations than it says, or a tensor that is none of the walk's.
    constexpr bool add(Record& record, int row, const Tensor* operands) {
        if (row >= max_rows || record.operands > max_edges - edge_count) return false;
        record.first_edge = edge_count;
        for (int i = 0; i < record.operands; ++i) {
            if (operands[i].record < -1 || operands[i].record >= row) return false;
            edges[edge_count++] = operands[i].record;
        }
        rows[row] = record;
        return true;
    }

    /// Each copy is made from the one before; all that it reads from outside is that one's output.
    /// False, and nothing kept, if there is no place for all.
    template <Layer L>
    constexpr bool copy(const Copies& copies, const Frame* place) {
        if (rows == nullptr || copies.count == 0) return true;
        const int begin = copies.first + copies.count;
        const Count more = static_cast<Count>(copies.count) * copies.rest;
        const Count edges_each = edge_count - rows[copies.first].first_edge;
        if (more > max_rows - begin || edges_each * copies.rest > max_edges - edge_count) {
            return false;
        }
        const unsigned above = place != nullptr ? place->path.size : 0;
        int next = begin;
        for (int copy = 1; copy <= copies.rest; ++copy) {
            const CopyNumber number{copies.number + copy, above > 0 ? above + 1 : 0};
            for (const int end = next + copies.count; next < end; ++next) {
                Record record = rows[next - copies.count];
                if constexpr (!is_named<L>) number.put_into(record.path);
                const int* const operands = edges + record.first_edge;
                record.first_edge = edge_count;
                for (int i = 0; i < record.operands; ++i) {
                    const bool is_inside = operands[i] >= copies.first;
                    edges[edge_count++] = is_inside ? operands[i] + copies.count : copies.output;
                }
                if (record.operands > 0) record.from = edges[record.first_edge];
                rows[next] = record;
            }
        }
        return true;
    }
};

} // namespace ctnn::detail
