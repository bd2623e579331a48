// What TensorFlow Lite's converter makes of an operation.
#pragma once

#include "../in_place.hpp"
#include "row_error.hpp"

namespace ctnn::detail {

/// The operators that a row becomes.
enum class Converted : unsigned char {
    removed,             ///< none: Dropout, Identity, a reshape to the same shape
    fused,               ///< none: part of the operator before it
    one,                 ///< one operator
    two,                 ///< two: the second reads what the first gives, and not the operand
    sigmoid_and_product, ///< two: the second reads the operand too
    unknown,             ///< several, or one that TensorFlow Lite Micro does not have
};

/// Does the converter remove a row?
constexpr bool is_removed(const Rows& rows, int row) {
    const Record& record = rows[row];
    if (record.operands != 1) return false;
    if (passes_on(record.op)) return true;
    const bool reshapes = record.op == Op::reshape || record.op == Op::flatten;
    return reshapes && rows.input_of(row) == record.output;
}

/// The row whose tensor a row reads, if it is the only reader: what the converter may fuse the row
/// into. Looks through removed rows. -1 if there is none.
constexpr int sole_producer(const Rows& rows, int row, const PerTensor<Readers>& readers) {
    if (rows[row].operands != 1) return -1;
    int from = rows.operand(row);
    while (from >= 0 && readers[from].is_sole && is_removed(rows, from)) from = rows.operand(from);
    return from >= 0 && readers[from].is_sole ? from : -1;
}

/// Is a row a batch normalisation that becomes part of the weights before it?
constexpr bool is_converted_into_weights(const Rows& rows, int row,
                                         const PerTensor<Readers>& readers) {
    const Record& record = rows[row];
    if (record.op != Op::batch_norm || record.params.buffers == 0) return false;
    const int from = sole_producer(rows, row, readers);
    return from >= 0 && folds_batch_norm(rows[from]) && record.output == rows[from].output;
}

/// Is a row an activation that becomes part of the operator before it?
constexpr bool is_fused_activation(const Rows& rows, int row, const PerTensor<Readers>& readers) {
    if (!is_relu(rows[row])) return false;
    const int from = sole_producer(rows, row, readers);
    if (from < 0 || rows[row].output != rows[from].output) return false;
    if (rows[from].op != Op::batch_norm) return takes_relu(rows[from].op);
    if (!is_converted_into_weights(rows, from, readers)) return true; // MUL, ADD
    return rows[sole_producer(rows, from, readers)].op != Op::conv_transpose;
}

inline constexpr Axis map_axes[] = {Axis::height, Axis::width};

/// How TensorFlow Lite's operators would pad a row's window.
struct TflitePadding {
    bool needs_copy = false;     ///< neither SAME nor VALID: a PAD operator comes before
    bool counts_as_same = false; ///< of SAME's size, but elsewhere
};

/// `is_exact`: padding that only gives SAME's size needs a copy too.
constexpr TflitePadding tflite_padding(const Rows& rows, int row, bool is_exact) {
    const Record& record = rows[row];
    const Shape& in = rows.input_of(row);
    bool is_valid = true;
    bool is_same = true;
    bool has_sames_size = true;
    for (const Axis axis : map_axes) {
        const WindowAxis window = record.window[axis];
        const int which = axis == Axis::height ? 1 : 2;
        const Count size = in.dims[which];
        const Count out = record.output.dims[which];
        const Count end = (out - 1) * window.stride + extent(window.kernel, window.dilation);
        const Count total = end > size ? end - size : 0;
        is_valid = is_valid && window.before == 0 && total == 0;
        has_sames_size = has_sames_size && out == (size - 1) / window.stride + 1;
        is_same = is_same && has_sames_size && window.before == total / 2;
    }
    if (is_valid || is_same) return {};
    if (is_exact || !has_sames_size) return {.needs_copy = true};
    return {.counts_as_same = true};
}

constexpr Converted converted_transposed(const Rows& rows, int row) {
    const Record& record = rows[row];
    const Shape& in = rows.input_of(row);
    bool is_valid = true;
    bool is_same = true;
    for (const Axis axis : map_axes) {
        const WindowAxis window = record.window[axis];
        const int which = axis == Axis::height ? 1 : 2;
        const Count size = in.dims[which];
        const Count out = record.output.dims[which];
        const Count whole = (size - 1) * window.stride + extent(window.kernel, window.dilation);
        is_valid = is_valid && out == whole;
        is_same = is_same && out == size * window.stride;
    }
    // Any other size is cut out of a larger one, whose padding the converter would have to know.
    return is_valid || is_same ? Converted::one : Converted::unknown;
}

/// What the converter makes of a row. Its rules are those of TensorFlow 2's converter for a model
/// of Keras' layers: batch normalisation is folded into convolutions and linear layers and is MUL
/// and ADD elsewhere; SiLU is LOGISTIC and MUL; Hardsigmoid ADD and MUL.
constexpr Converted converted(const Rows& rows, int row, const PerTensor<Readers>& readers) {
    if (is_removed(rows, row)) return Converted::removed;
    const Record& record = rows[row];
    const int axes = rows.input_of(row).rank;
    switch (record.op) {
    case Op::relu:
    case Op::relu6:
    case Op::hardtanh:
        if (is_fused_activation(rows, row, readers)) return Converted::fused;
        if (record.op != Op::hardtanh || record.clips_to_one) return Converted::one;
        return Converted::two; // MAXIMUM, MINIMUM
    case Op::batch_norm:
        if (record.params.buffers == 0) return Converted::unknown;
        if (is_converted_into_weights(rows, row, readers)) return Converted::fused;
        return Converted::two;
    case Op::conv:
    case Op::max_pool:
    case Op::avg_pool: return axes == 3 ? Converted::one : Converted::unknown;
    case Op::conv_transpose:
        return axes == 3 ? converted_transposed(rows, row) : Converted::unknown;
    case Op::adaptive_avg_pool: {
        const Shape& out = record.output;
        const bool is_global = axes == 3 && out.dims[1] == 1 && out.dims[2] == 1; // MEAN
        return is_global ? Converted::one : Converted::unknown;
    }
    case Op::silu: return Converted::sigmoid_and_product;
    case Op::hardsigmoid: return Converted::two;
    case Op::custom:
    case Op::parameter:
    case Op::linear:
    case Op::leaky_relu:
    case Op::prelu:
    case Op::elu:
    case Op::sigmoid:
    case Op::tanh:
    case Op::hardswish:
    case Op::softmax:
    case Op::log_softmax:
    case Op::dropout:
    case Op::flatten:
    case Op::identity:
    case Op::zero_pad:
    case Op::upsample:
    case Op::reshape:
    case Op::permute:
    case Op::slice:
    case Op::pixel_shuffle:
    case Op::mean:
    case Op::add:
    case Op::concat:
    case Op::multiply:
    case Op::matmul:
    case Op::embedding:
    case Op::lstm: return Converted::one;
    default: return Converted::unknown;
    }
}

} // namespace ctnn::detail
