// Which operations need no output tensor of their own: what a runtime fuses or overwrites.
#pragma once

#include "../core/rows.hpp"
#include "detail/readers.hpp"

namespace ctnn {

/// Which operations need no output tensor of their own. By default none: every operation, Flatten
/// and Dropout too, writes a separate output, which is safe for a runtime that is not named. SiLU
/// and Hardsigmoid have a temporary tensor beside it, since many runtimes run them as two
/// operations.
struct InPlace {
    /// Operations that become part of the one before, if nothing else reads that one's output:
    /// batch normalisation with running statistics, folded into a convolution, a transposed
    /// convolution or a linear layer of a vector; ReLU, ReLU6 and Hardtanh of -1 to 1 after a
    /// convolution or linear layer (with or without folded normalisation), a max or average pool
    /// with a kernel, a sum or a product.
    bool fused = false;
    /// Batch normalisation, activations except Softmax, Dropout, Identity, Flatten and Reshape
    /// overwrite their operand, if no later operation reads it; none has a temporary tensor.
    bool elementwise = false;
    bool sums = false; ///< Add overwrites one of its operands
    /// Depthwise convolutions run channel by channel, with a buffer of one channel that is not
    /// counted (MCUNetV2, arXiv:2110.15352).
    bool depthwise = false;
};

/// Each operation writes an output of its own.
inline constexpr InPlace nothing_in_place{};

/// What most runtimes for inference fuse: batch normalisation and ReLU.
inline constexpr InPlace fused_in_place{.fused = true};

/// A bound for a runtime that does all elementwise operations and sums in place, which TensorFlow
/// Lite Micro does not.
inline constexpr InPlace ideal_in_place{.fused = true, .elementwise = true, .sums = true};

namespace detail {

/// One kernel per channel: each output channel depends on one input channel.
constexpr bool is_depthwise(const Rows& rows, int row) {
    const Record& record = rows[row];
    return record.op == Op::conv && rows.input_of(row).channels() == record.output.channels() &&
           record.params.weights == mul(record.window.area(), record.output.channels());
}

/// May a row overwrite an operand that nothing reads later?
constexpr bool may_be_in_place(const Rows& rows, int row, const InPlace& in_place) {
    const Op op = rows[row].op;
    if (op == Op::add) return in_place.sums;
    if (op == Op::conv) return in_place.depthwise && is_depthwise(rows, row);
    return in_place.elementwise &&
           (op == Op::batch_norm || is_activation(op) || op == Op::dropout || op == Op::flatten ||
            op == Op::reshape || op == Op::identity);
}

/// Has an operation a temporary tensor as large as its output, where it is run as two?
constexpr bool has_temporary(Op op, const InPlace& in_place) {
    return (op == Op::silu || op == Op::hardsigmoid) && !in_place.elementwise;
}

/// May batch normalisation after it be folded into its weights?
constexpr bool folds_batch_norm(const Record& record) {
    return record.op == Op::conv || record.op == Op::conv_transpose ||
           (record.op == Op::linear && record.output.rank == 1);
}

/// An activation that runtimes fuse.
constexpr bool is_relu(const Record& record) {
    return record.op == Op::relu || record.op == Op::relu6 || record.clips_to_one;
}

/// May a ReLU be fused into it? (Into batch normalisation, it depends on where that goes.)
constexpr bool takes_relu(Op op) {
    return slides(op) || op == Op::linear || op == Op::add || op == Op::multiply;
}

/// Is a row batch normalisation that is folded into the weights before it?
constexpr bool is_folded(const Rows& rows, int row, const PerTensor<Readers>& readers) {
    const Record& record = rows[row];
    if (record.op != Op::batch_norm || record.params.buffers == 0 || record.operands == 0) {
        return false;
    }
    const int from = rows.operand(row);
    if (from < 0) return false;
    const Record& before = rows[from];
    return readers[from].is_sole && record.output == before.output && folds_batch_norm(before);
}

/// Is a row fused into the operation that it reads?
constexpr bool is_fused(const Rows& rows, int row, const PerTensor<Readers>& readers) {
    const Record& record = rows[row];
    if (!is_relu(record)) return is_folded(rows, row, readers);
    const int from = record.operands > 0 ? rows.operand(row) : -1;
    if (from < 0 || !readers[from].is_sole || record.output != rows[from].output) return false;
    if (rows[from].op != Op::batch_norm) return takes_relu(rows[from].op);
    return is_folded(rows, from, readers) && rows[rows.operand(from)].op != Op::conv_transpose;
}

} // namespace detail
} // namespace ctnn
