// What is known of one operation of a network, and of all of them.
#pragma once

#include "error.hpp"
#include "layer.hpp"

namespace ctnn {
namespace detail {

struct Counter;
struct Records;

} // namespace detail

/// What computed an operation's input, for conventions of runtimes that fuse two operations into
/// one. Dropout and Identity compute nothing and are looked through; `identity` is the network's
/// input.
struct Producer {
    Op op = Op::identity;
    bool has_biases = false;

    constexpr bool operator==(const Producer&) const = default;
};

// Records have no default values: g++ stores every constant that was written, zeros too, and takes
// time for each. What is never written is 0 and costs nothing.

/// A layer's Params in a record.
struct RecordParams {
    Count weights;
    Count biases;
    Count buffers;

    constexpr RecordParams& operator=(const Params& params) {
        if (params.weights != 0) weights = params.weights;
        if (params.biases != 0) biases = params.biases;
        if (params.buffers != 0) buffers = params.buffers;
        return *this;
    }

    constexpr operator Params() const { return {weights, biases, buffers}; }
    constexpr bool operator==(const RecordParams&) const = default;

    /// Trainable parameters: weights and biases, no buffers.
    constexpr Count trainable() const { return add(weights, biases); }
};

/// A layer's Work in a record.
struct RecordWork {
    Count macs;
    Count additions; ///< and subtractions
    Count multiplications;
    Count comparisons;
    Count divisions;
    Count exponentials; ///< and other functions: power, tanh, erf

    constexpr RecordWork& operator=(const Work& work) {
        if (work.macs != 0) macs = work.macs;
        if (work.additions != 0) additions = work.additions;
        if (work.multiplications != 0) multiplications = work.multiplications;
        if (work.comparisons != 0) comparisons = work.comparisons;
        if (work.divisions != 0) divisions = work.divisions;
        if (work.exponentials != 0) exponentials = work.exponentials;
        return *this;
    }
    constexpr bool operator==(const RecordWork&) const = default;
    constexpr operator Work() const {
        return {macs, additions, multiplications, comparisons, divisions, exponentials};
    }
};

/// One operation, flat: what every question reads. Counts are per sample. What follows from other
/// records is not in it: a summary knows an operation's input (its operands' output) and path.
struct Record {
    const char* name; ///< the layer's name: "Conv2d"
    Step step;        ///< its step in the part that it stands in
    int part;         ///< that part; 0: the network itself
    int operands;     ///< how many inputs it has: 0 of a source, several at a merge
    int first_edge;   ///< where the summary's edges list them
    Op op;
    bool is_opaque;         ///< a user's, which does not say what its outputs see of the input
    bool takes_output_size; ///< was told its output's size and no factor (Upsample)
    Shape output;
    RecordParams params;
    RecordWork work;
    StoredWindow window;
    Count flops; ///< under the walk's convention
};

/// A record beside what it follows from: what a convention counts.
struct Operation {
    const Record& record;
    const Shape& input; ///< of a merge, its first branch's output; of a source, no axes
    Producer producer;  ///< what computed that input
};

namespace detail {

inline constexpr Shape no_shape = {};
inline constexpr Producer no_producer = {};

} // namespace detail

/// What flows between layers. Only a walk makes one; a composite layer copies it and passes it on.
class Tensor {
  public:
    constexpr Tensor() = default;

    constexpr const Shape& shape() const { return shape_; }

  private:
    friend class Walk;
    friend struct detail::Counter;
    friend struct detail::Records;

    Shape shape_ = {};
    int record_ = -1;        ///< whose output it is; -1: the network's input
    Producer producer_ = {}; ///< known where a convention is asked
};

/// A non-template view of a summary. Every summary converts to it; it is valid as long as the
/// summary is. Where a row is a number, -1 is the network's input.
struct Rows {
    const Record* rows;
    int count;
    const int* edges;  ///< for each row in turn, the rows that feed it
    const Part* parts; ///< composite layers, each before those in it
    int part_count;
    Shape input;    ///< the network's
    int output_row; ///< whose output is the network's

    constexpr int size() const { return count; }
    constexpr const Record* begin() const { return rows; }
    constexpr const Record* end() const { return rows + count; }
    constexpr const Record& operator[](int row) const { return rows[row]; }

    /// The row whose output is an operand of another one.
    constexpr int operand(int row, int which = 0) const {
        return edges[rows[row].first_edge + which];
    }

    /// What a row gives.
    constexpr const Shape& output_of(int row) const { return row < 0 ? input : rows[row].output; }

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
            if (from.op != Op::dropout && from.op != Op::identity) {
                return {from.op, from.params.biases != 0};
            }
        }
        return {};
    }

    /// A row as conventions see it.
    constexpr Operation operation(int row) const {
        return {rows[row], input_of(row), producer(row)};
    }
};

namespace detail {

/// An error of a question about one row.
constexpr Error error_at(const Rows& rows, int row, const Misfit& misfit) {
    Error error;
    error.misfit = misfit;
    error.layer = rows[row].name;
    error.op = rows[row].op;
    error.path = rows.path(row);
    error.index = row;
    error.input = rows.input_of(row);
    return error;
}

template <class L>
constexpr Params params_of(const L& layer, const Shape& in) {
    if constexpr (requires { layer.params(); }) {
        return layer.params();
    } else {
        return layer.params(in);
    }
}

template <class L>
constexpr Op op_of() {
    if constexpr (has_op<L>()) {
        return L::op;
    } else {
        return Op::custom;
    }
}

/// Is it by its window alone that such an operation tells what its outputs see?
constexpr bool needs_window(Op op) {
    switch (op) {
    case Op::custom:
    case Op::conv:
    case Op::conv_transpose:
    case Op::max_pool:
    case Op::avg_pool:
    case Op::zero_pad:
    case Op::upsample: return true;
    default: return false;
    }
}

/// A constant, because it is asked of every operation.
template <class L>
inline constexpr bool is_opaque = !has_window<L>() && needs_window(op_of<L>());

} // namespace detail
} // namespace ctnn
