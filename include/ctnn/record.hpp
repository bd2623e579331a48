// What is known of one operation of a network.
#pragma once

#include "error.hpp"
#include "layer.hpp"

namespace ctnn {

/// What computed an operation's input, for conventions of runtimes that fuse two operations into
/// one. Dropout and Identity compute nothing and are looked through; `identity` is the network's
/// input.
struct Producer {
    Op op = Op::identity;
    bool has_biases = false;

    constexpr bool operator==(const Producer&) const = default;
};

/// The composites of a user's that an operation stands in. Those of the library are seen by the
/// steps of paths.
struct Blocks {
    unsigned levels = 0;        ///< bit i: at i steps of the path
    const char* name = nullptr; ///< of the innermost

    constexpr bool operator==(const Blocks&) const = default;
};

/// One operation, flat: what every question reads. Counts are per sample.
struct Record {
    Op op = Op::custom;
    const char* name = ""; ///< the layer's name: "Conv2d"
    Path path = {};        ///< where it stands: `3.body.0`
    Shape input = {};      ///< of a source, which reads none, the shape that it stands behind
    Shape output = {};
    int from =
        -1; ///< the record whose output is this one's input; -1: the network's input, or none
    Producer producer = {}; ///< what computed that input
    int operands = 1;       ///< how many inputs it has: 0 of a source, several at a merge
    int first_edge = 0;     ///< where the summary's edges list them
    Params params = {};
    Work work = {};
    Window window = {};
    bool is_opaque = false; ///< a user's, which does not say what its outputs see of the input
    bool is_sized = false;  ///< was told its output's size and no factor (Upsample)
    Blocks blocks = {};
    Count flops = 0; ///< under the walk's convention
};

/// What flows between layers: a shape, and the record that made it (-1: the network's input).
struct Tensor {
    Shape shape = {};
    int record = -1;
    Producer producer = {}; ///< known where a convention is asked
};

/// A network's records, whatever their number: what a question that is no template loops over.
/// Every summary converts to it; it is valid as long as the summary is.
struct Rows {
    const Record* rows;
    int count;
    const int* edges; ///< for each row in turn, the rows that feed it
    Shape input;      ///< the network's
    int output_row;   ///< whose output is the network's; -1: its input

    constexpr int size() const { return count; }
    constexpr const Record* begin() const { return rows; }
    constexpr const Record* end() const { return rows + count; }
    constexpr const Record& operator[](int row) const { return rows[row]; }

    /// The row whose output is one of another row's `operands`; -1: the network's input.
    constexpr int operand(const Record& row, int which) const {
        return edges[row.first_edge + which];
    }

    /// What a row gives; of -1, the network's input.
    constexpr const Shape& shape(int row) const { return row < 0 ? input : rows[row].output; }
};

namespace detail {

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

template <class L>
constexpr Window window_of(const L& layer, const Shape& in) {
    if constexpr (has_window<L>()) {
        return layer.window(in);
    } else {
        return {};
    }
}

template <class L>
constexpr bool is_sized(const L& layer) {
    if constexpr (has_is_sized<L>()) {
        return layer.is_sized();
    } else {
        return false;
    }
}

/// What a layer says about itself on an input that passed its checks; `out` is its output.
template <class L>
constexpr Record record_of(const L& layer, const Shape& in, const Tensor& out) {
    return {.op = op_of<L>(),
            .name = L::name,
            .input = in,
            .output = out.shape,
            .params = detail::params_of(layer, in),
            .work = layer.work(in, out.shape),
            .window = detail::window_of(layer, in),
            .is_opaque = detail::is_opaque<L>,
            .is_sized = detail::is_sized(layer)};
}

} // namespace detail
} // namespace ctnn
