// Where a walk keeps records, if it does: in a summary's rows, edges and parts.
#pragma once

#include "../rows.hpp"
#include "../size.hpp"
#include "../tensor.hpp"

namespace ctnn {

namespace detail {

/// A summary's arrays and how much of them is filled.
struct Records {
    Record* rows = nullptr; ///< null: nothing is kept
    int* edges = nullptr;
    Part* parts = nullptr;
    Size capacity = {};
    NetworkOutput* outputs = nullptr; ///< null: none are kept
    int inputs = 1;
    int operations = 0;
    int edge_count = 0;
    int part_count = 0;
    int output_count = 0;

    constexpr bool has_room() const { return operations < capacity.operations; }
    /// The row that is filled next, where there is room.
    constexpr Record& next() { return rows[operations]; }

    /// False, and nothing kept, if there is no room or no such operand: a user's composite layer
    /// gives more operations than it says, or a tensor that is none of the walk's.
    constexpr bool add(Record& record, const Tensor* operands) {
        const int row = operations;
        if (!has_room() || record.operands > capacity.edges - edge_count) return false;
        record.first_edge = edge_count;
        for (int i = 0; i < record.operands; ++i) {
            if (operands[i].record_ < -inputs || operands[i].record_ >= row) return false;
            edges[edge_count++] = operands[i].record_;
        }
        if (&record != rows + row) rows[row] = record;
        ++operations;
        return true;
    }

    /// The last tensor is an output too, unless it is one already.
    constexpr void add_last_output(int row, const Shape& shape) {
        if (outputs == nullptr) return;
        for (int i = 0; i < output_count; ++i) {
            if (outputs[i].row == row) return;
        }
        outputs[output_count++] = {"", row, shape};
    }

    /// The number of a new part; -1 if there is no room.
    constexpr int add_part(const Part& part) {
        if (part_count >= capacity.parts) return -1;
        parts[part_count] = part;
        return part_count++;
    }
};

} // namespace detail
} // namespace ctnn
