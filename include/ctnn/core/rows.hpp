// All records of a network, and what follows from one record by the others.
#pragma once

#include "inputs.hpp"
#include "record.hpp"

namespace ctnn {

/// An output of a network: a tensor that an Output named, or the network's last one, whose name is
/// empty unless an Output named it.
struct NetworkOutput {
    const char* name = "";
    int row = -1; ///< whose output it is; -1, -2, ...: an input of the network
    Shape shape = {};
};

/// A non-template view of a summary. Every summary converts to it; it and what it returns are valid
/// as long as the summary is. Where a row is a number, -1 is the network's first input, -2 its
/// second, and so on.
struct Rows {
    const Record* rows;
    int count;
    const int* edges;  ///< for each row in turn, the rows that feed it
    const Part* parts; ///< composite layers, each before those in it
    int part_count;
    const Inputs* inputs;
    const NetworkOutput* outputs; ///< in execution order
    int output_count;
    int output_row; ///< of the network's last tensor

    constexpr int size() const { return count; }
    constexpr int input_count() const { return inputs->count; }
    constexpr const Record* begin() const { return rows; }
    constexpr const Record* end() const { return rows + count; }
    constexpr const Record& operator[](int row) const { return rows[row]; }

    /// The row whose output is an operand of another one.
    constexpr int operand(int row, int which = 0) const {
        return edges[rows[row].first_edge + which];
    }

    /// What a row gives.
    constexpr const Shape& output_of(int row) const {
        return row < 0 ? (*inputs)[-1 - row] : rows[row].output;
    }

    /// What a row gets; at a merge, from its first branch; of a source, no axes.
    constexpr const Shape& input_of(int row) const {
        return rows[row].operands > 0 ? output_of(operand(row)) : detail::no_shape;
    }

    /// Where a row stands: `3.body.0`.
    constexpr Path path(int row) const {
        return detail::path_of(detail::PartClimb{parts, rows[row].part, rows[row].step});
    }

    /// What computed a row's input.
    constexpr Producer producer(int row) const {
        while (rows[row].operands > 0) {
            row = operand(row);
            if (row < 0) break;
            const Record& from = rows[row];
            if (!detail::passes_on(from.op)) return {from.op, from.params.biases != 0};
        }
        return {};
    }

    /// A row as conventions see it.
    constexpr Operation operation(int row) const {
        return {rows[row], input_of(row), producer(row)};
    }
};

} // namespace ctnn
