// Which rows read a tensor, and for how long it is needed.
#pragma once

#include "../../core/rows.hpp"
#include "per_tensor.hpp"

namespace ctnn::detail {

/// The rows that read a tensor.
struct Readers {
    int last = 0; ///< the last reader; the number of rows for a result, which lives to the end
    bool is_sole = false; ///< only one row reads it, and it is not a result
    bool is_freed = false;
};

/// Finds the readers of each tensor. The network's outputs and tensors that no row reads are
/// results. An input that no row reads (the network starts with a source) is alive for the first
/// row alone.
constexpr void find_readers(const Rows& rows, const PerTensor<Readers>& readers) {
    for (int input = -readers.inputs; input < 0; ++input) readers[input] = {};
    // Up to what there is room for: else g++ 12 suspects writes beyond the room of an empty
    // network.
    for (int row = 0; row < readers.rows; ++row) readers[row] = {.last = rows.count};
    for (int row = 0; row < rows.count; ++row) {
        for (int k = 0; k < rows[row].operands; ++k) {
            Readers& of_operand = readers[rows.operand(row, k)];
            of_operand.is_sole = of_operand.last == rows.count;
            of_operand.last = row;
        }
    }
    readers[rows.output_row] = {.last = rows.count};
    for (int i = 0; i < rows.output_count; ++i) readers[rows.outputs[i].row] = {.last = rows.count};
}

/// What a tensor measures as an activation: nothing, if it is a Parameter, which is stored with the
/// weights.
template <class Measure>
constexpr Count measured(const Rows& rows, int row, Measure measure) {
    return row >= 0 && rows[row].op == Op::parameter ? 0 : measure(rows.output_of(row));
}

} // namespace ctnn::detail
