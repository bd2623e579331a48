// The sum of a network's activations, and the most that are alive at one time: each from the
// operation that writes it to the last one that reads it.
#pragma once

#include "detail/checked.hpp"
#include "dtype.hpp"
#include "summary.hpp"

namespace ctnn {

/// What writes its output over an operand that nobody reads later, as inference runtimes do.
struct InPlace {
    /// Batch normalisation, activations but for Softmax, Dropout, Identity, Flatten: a runtime does
    /// them with the layer before, or in its memory.
    bool elementwise = true;
    bool sums = true; ///< Add, over one of its operands
    /// Depthwise convolutions channel by channel, with a buffer of one channel that is not counted
    /// (MCUNetV2, arXiv:2110.15352).
    bool depthwise = false;
};

/// Each operation has an output of its own.
inline constexpr InPlace nothing_in_place{false, false, false};

namespace detail {

/// One kernel for each channel: the weights of an output see one channel of the input.
constexpr bool is_depthwise(const Record& row) {
    const Count area = mul(row.window.height.kernel, row.window.width.kernel);
    return row.op == Op::conv && row.input.channels() == row.output.channels() &&
           row.params.weights == mul(area, row.output.channels());
}

constexpr bool may_be_in_place(const Record& row, const InPlace& in_place) {
    const Op op = row.op;
    if (op == Op::add) return in_place.sums;
    if (op == Op::conv) return in_place.depthwise && is_depthwise(row);
    return in_place.elementwise && (op == Op::batch_norm || is_activation(op) ||
                                    op == Op::dropout || op == Op::flatten || op == Op::identity);
}

/// The last row that reads each row's output and, behind them, the network's input. What no row
/// reads and what the network gives are results, which live to the end: their number is that of the
/// rows. An input that no row reads, where a source comes first, is there for the first row alone.
constexpr void find_last_readers(const Rows& rows, int* last_reader) {
    for (int i = 0; i < rows.count; ++i) last_reader[i] = rows.count;
    last_reader[rows.count] = 0;
    for (int i = 0; i < rows.count; ++i) {
        for (int k = 0; k < rows[i].operands; ++k) {
            const int row = rows.operand(rows[i], k);
            last_reader[row < 0 ? rows.count : row] = i;
        }
    }
    last_reader[rows.output_row < 0 ? rows.count : rows.output_row] = rows.count;
}

/// The most that is alive at one time, and the row that runs then.
struct Peak {
    Count elements; ///< or bytes; `overflow` if past 63 bits
    int row;
    bool is_in_place = false; ///< its output lies over an operand
};

/// The most alive at one time, in elements or bytes, as `size` says of a shape. `last_reader` has a
/// place per row and one more. The input may be kept to the end.
template <class Size>
constexpr Peak peak_alive(const Rows& rows, const InPlace& in_place, int* last_reader, Size size,
                          bool keep_input = false) {
    find_last_readers(rows, last_reader);
    if (keep_input) last_reader[rows.count] = rows.count;
    Count alive = size(rows.input);
    Peak peak{alive, 0};
    for (int i = 0; i < rows.count; ++i) {
        const Count output = size(rows[i].output);
        if (add(alive, output) == overflow) return {overflow, i};
        Count freed = 0;
        bool is_in_place = false;
        for (int k = 0; k < rows[i].operands; ++k) {
            const int row = rows.operand(rows[i], k);
            int& reader = last_reader[row < 0 ? rows.count : row];
            if (reader != i) continue;
            const Count operand = size(rows.shape(row));
            freed += operand;
            if (operand >= output && may_be_in_place(rows[i], in_place)) is_in_place = true;
            reader = -1; // freed once, though it may be read twice here
        }
        if (i == 0 && last_reader[rows.count] == 0) freed += size(rows.input); // nobody reads it
        const Count during = is_in_place ? alive : alive + output;
        if (i == 0 || during > peak.elements) peak = {during, i, is_in_place};
        alive = alive - freed + output;
    }
    return peak;
}

template <int Operations, int Edges>
constexpr Peak peak_of(const Summary<Operations, Edges>& summary, const InPlace& in_place) {
    int last_reader[static_cast<unsigned>(Operations) + 1] = {};
    return peak_alive(summary, in_place, last_reader,
                      [](const Shape& shape) { return shape.elements(); });
}

} // namespace detail

/// The elements of the tensors that are alive at one time, at most: an operation's inputs and
/// output, and whatever a later operation still reads. Linear in the operations. Throws shape_error
/// past 63 bits, and if the summary has an error.
template <int Operations, int Edges>
constexpr Count peak_activations(const Summary<Operations, Edges>& summary,
                                 const InPlace& in_place = {}) {
    detail::refuse(summary.error);
    return detail::checked(detail::peak_of(summary, in_place).elements);
}

/// The same of a network on an input. Throws shape_error as output_shape.
template <Layer L>
constexpr Count peak_activations(const L& net, const Shape& input, const InPlace& in_place = {}) {
    return peak_activations(ctnn::summarize(net, input), in_place);
}

/// The most bytes of activations, the input among them, that are alive at one time; not aligned.
/// Throws shape_error past 63 bits, and as output_shape.
template <int Operations, int Edges>
constexpr Count peak_activation_bytes(const Summary<Operations, Edges>& summary,
                                      DType dtype = DType::fp32, const InPlace& in_place = {}) {
    detail::refuse(summary.error);
    int last_reader[static_cast<unsigned>(Operations) + 1] = {};
    return detail::checked(
        detail::peak_alive(summary, in_place, last_reader, [dtype](const Shape& shape) {
            return bytes_of(dtype, shape.elements());
        }).elements);
}

/// The same of a network on an input. Throws shape_error as output_shape.
template <Layer L>
constexpr Count peak_activation_bytes(const L& net, const Shape& input, DType dtype = DType::fp32,
                                      const InPlace& in_place = {}) {
    return peak_activation_bytes(ctnn::summarize(net, input), dtype, in_place);
}

/// The bytes of every operation's output together, as if none took another's place; the network's
/// input is not among them. Throws shape_error as peak_activation_bytes.
template <int Operations, int Edges>
constexpr Count activation_bytes(const Summary<Operations, Edges>& summary,
                                 DType dtype = DType::fp32) {
    detail::refuse(summary.error);
    Count sum = 0;
    for (const Record& row : summary) sum = add(sum, bytes_of(dtype, row.output.elements()));
    return detail::checked(sum);
}

/// The same of a network on an input. Throws shape_error as output_shape.
template <Layer L>
constexpr Count activation_bytes(const L& net, const Shape& input, DType dtype = DType::fp32) {
    return activation_bytes(ctnn::summarize(net, input), dtype);
}

} // namespace ctnn
