// The bytes of all activations of a network, and the peak: the most that are alive at one time. A
// tensor is alive from the operation that writes it to the last one that reads it.
#pragma once

#include "../core/detail/checked_count.hpp"
#include "../core/summary.hpp"
#include "detail/per_tensor.hpp"
#include "dtype.hpp"

namespace ctnn {

/// Which operations need no output tensor of their own. By default only those that TensorFlow
/// Lite's converter fuses: every other operation, including Flatten and Dropout, writes a separate
/// output.
struct InPlace {
    /// Operations that become part of the one before, if nothing else reads that one's output:
    /// batch normalisation with running statistics, folded into a convolution, a transposed
    /// convolution or a linear layer of a vector; ReLU and ReLU6 after a convolution or linear
    /// layer (with or without folded normalisation), a max or average pool with a kernel, or a sum.
    bool fused = true;
    /// Batch normalisation, activations except Softmax, Dropout, Identity and Flatten overwrite
    /// their operand, if no later operation reads it.
    bool elementwise = false;
    bool sums = false; ///< Add overwrites one of its operands
    /// Depthwise convolutions run channel by channel, with a buffer of one channel that is not
    /// counted (MCUNetV2, arXiv:2110.15352).
    bool depthwise = false;
};

/// Each operation writes an output of its own.
inline constexpr InPlace nothing_in_place{.fused = false};

/// A bound for a runtime that does all elementwise operations and sums in place, which TensorFlow
/// Lite Micro does not.
inline constexpr InPlace ideal_in_place{.elementwise = true, .sums = true};

namespace detail {

/// One kernel per channel: each output channel depends on one input channel.
constexpr bool is_depthwise(const Rows& rows, int row) {
    const Record& record = rows[row];
    const Count area = mul(record.window[Axis::height].kernel, record.window[Axis::width].kernel);
    return record.op == Op::conv && rows.input_of(row).channels() == record.output.channels() &&
           record.params.weights == mul(area, record.output.channels());
}

/// May a row overwrite an operand that nothing reads later?
constexpr bool may_be_in_place(const Rows& rows, int row, const InPlace& in_place) {
    const Op op = rows[row].op;
    if (op == Op::add) return in_place.sums;
    if (op == Op::conv) return in_place.depthwise && is_depthwise(rows, row);
    return in_place.elementwise && (op == Op::batch_norm || is_activation(op) ||
                                    op == Op::dropout || op == Op::flatten || op == Op::identity);
}

/// The rows that read a tensor.
struct Readers {
    int last = 0; ///< the last reader; the number of rows for a result, which lives to the end
    bool is_sole = false; ///< only one row reads it, and it is not a result
    bool is_freed = false;
};

/// Finds the readers of each tensor. The network's output and tensors that no row reads are
/// results. An input that no row reads (the network starts with a source) is alive for the first
/// row alone.
constexpr void find_readers(const Rows& rows, const PerTensor<Readers>& readers) {
    readers[-1] = {};
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
    return readers[from].is_sole && record.output == before.output &&
           (before.op == Op::conv || before.op == Op::conv_transpose ||
            (before.op == Op::linear && before.output.rank == 1));
}

/// Is a row fused into the operation that it reads?
constexpr bool is_fused(const Rows& rows, int row, const PerTensor<Readers>& readers) {
    const Record& record = rows[row];
    if (record.op != Op::relu && record.op != Op::relu6) return is_folded(rows, row, readers);
    const int from = record.operands > 0 ? rows.operand(row) : -1;
    if (from < 0 || !readers[from].is_sole || record.output != rows[from].output) return false;
    switch (rows[from].op) {
    case Op::conv:
    case Op::linear:
    case Op::max_pool:
    case Op::avg_pool:
    case Op::add: return true;
    case Op::batch_norm:
        return is_folded(rows, from, readers) && rows[rows.operand(from)].op != Op::conv_transpose;
    default: return false;
    }
}

/// The most that is alive at one time, and the row that runs at that time.
struct Peak {
    Count elements; ///< or bytes; `overflow` if past 63 bits
    int row;
    bool is_in_place = false; ///< the row's output overwrites an operand
};

/// The most alive at one time; `measure` gives the elements or bytes of a shape. The input may be
/// kept to the end.
template <class Measure>
constexpr Peak peak_alive(const Rows& rows, const InPlace& in_place,
                          const PerTensor<Readers>& readers, Measure measure,
                          bool keep_input = false) {
    find_readers(rows, readers);
    if (keep_input) readers[-1].last = rows.count;
    Count alive = measure(rows.input);
    Peak peak{alive, 0};
    for (int row = 0; row < rows.count; ++row) {
        const Count output = measure(rows[row].output);
        if (add(alive, output) == overflow) return {overflow, row};
        bool is_in_place = in_place.fused && is_fused(rows, row, readers);
        Count freed = 0;
        for (int k = 0; k < rows[row].operands; ++k) {
            const int from = rows.operand(row, k);
            Readers& of_operand = readers[from];
            if (of_operand.last != row || of_operand.is_freed) continue;
            const Count operand = measure(rows.output_of(from));
            freed += operand;
            if (operand >= output && may_be_in_place(rows, row, in_place)) is_in_place = true;
            of_operand.is_freed =
                true; // only once, even if two operands of this row are the same tensor
        }
        const Readers& of_input = readers[-1];
        const bool is_unread = row == 0 && of_input.last == 0 && !of_input.is_freed;
        if (is_unread) freed += measure(rows.input);
        const Count during = is_in_place ? alive : alive + output;
        if (row == 0 || during > peak.elements) peak = {during, row, is_in_place};
        alive = alive - freed + output;
    }
    return peak;
}

template <Size Capacity>
constexpr Peak peak_of(const Summary<Capacity>& summary, const InPlace& in_place) {
    PerTensorOf<Readers, Capacity.operations> readers;
    return peak_alive(summary, in_place, readers.view(),
                      [](const Shape& shape) { return shape.elements(); });
}

} // namespace detail

/// The most elements of tensors that are alive at one time: an operation's inputs and its output,
/// unless that is in place, and every tensor that a later operation still reads. Takes time linear
/// in the operations. Throws shape_error past 63 bits, and if the summary has an error.
template <Size Capacity>
[[nodiscard]] constexpr Count peak_activations(const Summary<Capacity>& summary,
                                               const InPlace& in_place = {}) {
    detail::refuse(summary.error);
    return detail::checked(detail::peak_of(summary, in_place).elements);
}

/// The same of a network on an input. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr Count peak_activations(const L& net, const Shape& input,
                                               const InPlace& in_place = {}) {
    return peak_activations(ctnn::summarize(net, input), in_place);
}

/// The most bytes of activations, input included, that are alive at one time; not aligned.
/// Throws shape_error past 63 bits, and as output_shape.
template <Size Capacity>
[[nodiscard]] constexpr Count peak_activation_bytes(const Summary<Capacity>& summary,
                                                    DType dtype = DType::fp32,
                                                    const InPlace& in_place = {}) {
    detail::refuse(summary.error);
    detail::PerTensorOf<detail::Readers, Capacity.operations> readers;
    return detail::checked(
        detail::peak_alive(summary, in_place, readers.view(), [dtype](const Shape& shape) {
            return bytes_of(dtype, shape.elements());
        }).elements);
}

/// The same of a network on an input. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr Count peak_activation_bytes(const L& net, const Shape& input,
                                                    DType dtype = DType::fp32,
                                                    const InPlace& in_place = {}) {
    return peak_activation_bytes(ctnn::summarize(net, input), dtype, in_place);
}

/// The sum of the bytes of all operations' outputs, without reuse of memory; the network's input is
/// not included. Throws shape_error as peak_activation_bytes.
template <Size Capacity>
[[nodiscard]] constexpr Count activation_bytes(const Summary<Capacity>& summary,
                                               DType dtype = DType::fp32) {
    detail::refuse(summary.error);
    Count sum = 0;
    for (const Record& record : summary) {
        sum = add(sum, bytes_of(dtype, record.output.elements()));
    }
    return detail::checked(sum);
}

/// The same of a network on an input. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr Count activation_bytes(const L& net, const Shape& input,
                                               DType dtype = DType::fp32) {
    return activation_bytes(ctnn::summarize(net, input), dtype);
}

} // namespace ctnn
