// The bytes of all activations of a network, and the peak: the most that are alive at one time. A
// tensor is alive from the operation that writes it to the last one that reads it.
#pragma once

#include "../core/detail/checked_count.hpp"
#include "../core/summary.hpp"
#include "dtype.hpp"
#include "in_place.hpp"

namespace ctnn {

namespace detail {

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
                          const PerTensor<Readers>& readers, Measure measure, bool keep_input) {
    find_readers(rows, readers);
    Count alive = 0;
    for (int input = 0; input < rows.inputs->count; ++input) {
        alive = add(alive, measure((*rows.inputs)[input]));
    }
    for (int input = -readers.inputs; input < 0 && keep_input; ++input) {
        readers[input].last = rows.count;
    }
    Peak peak{alive, 0};
    if (alive == overflow) return peak;
    for (int row = 0; row < rows.count; ++row) {
        const Count output = measured(rows, row, measure);
        if (add(alive, output) == overflow) return {overflow, row};
        bool is_in_place = in_place.fused && is_fused(rows, row, readers);
        Count freed = 0;
        for (int k = 0; k < rows[row].operands; ++k) {
            const int from = rows.operand(row, k);
            Readers& of_operand = readers[from];
            if (of_operand.last != row || of_operand.is_freed) continue;
            const Count operand = measured(rows, from, measure);
            freed += operand;
            if (operand >= output && may_be_in_place(rows, row, in_place)) is_in_place = true;
            // Only once, even if two operands of this row are the same tensor.
            of_operand.is_freed = true;
        }
        const Readers& of_input = readers[-1];
        const bool is_unread = row == 0 && of_input.last == 0 && !of_input.is_freed;
        if (is_unread) freed += measure((*rows.inputs)[0]);
        Count during = is_in_place ? alive : alive + output;
        if (has_temporary(rows[row].op, in_place)) during = add(during, output);
        if (during == overflow) return {overflow, row};
        if (row == 0 || during > peak.elements) peak = {during, row, is_in_place};
        alive = alive - freed + output;
    }
    return peak;
}

template <Size Capacity, class Measure>
constexpr Peak peak_of(const Summary<Capacity>& summary, const InPlace& in_place, Measure measure,
                       bool keep_input = false) {
    PerTensorOf<Readers, Capacity> readers;
    return peak_alive(summary, in_place, readers.view(), measure, keep_input);
}

} // namespace detail

/// The most elements of tensors that are alive at one time: an operation's inputs and its output,
/// unless that is in place, and every tensor that a later operation still reads. Takes time linear
/// in the operations. Throws shape_error past 63 bits, and if the summary has an error.
template <Size Capacity>
[[nodiscard]] constexpr Count peak_activations(const Summary<Capacity>& summary,
                                               const InPlace& in_place = {}) {
    detail::refuse(summary.error);
    const auto elements = [](const Shape& shape) { return shape.elements(); };
    return detail::checked(detail::peak_of(summary, in_place, elements).elements);
}

/// The same of a network on an input. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr Count peak_activations(const L& net, const Inputs& inputs,
                                               const InPlace& in_place = {}) {
    return peak_activations(ctnn::summarize(net, inputs), in_place);
}

/// The most bytes of activations, inputs included, that are alive at one time; not aligned.
/// Throws shape_error past 63 bits, and as output_shape.
template <Size Capacity>
[[nodiscard]] constexpr Count peak_activation_bytes(const Summary<Capacity>& summary,
                                                    DType dtype = DType::fp32,
                                                    const InPlace& in_place = {}) {
    detail::refuse(summary.error);
    const auto bytes = [dtype](const Shape& shape) { return bytes_of(dtype, shape.elements()); };
    return detail::checked(detail::peak_of(summary, in_place, bytes).elements);
}

/// The same of a network on an input. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr Count peak_activation_bytes(const L& net, const Inputs& inputs,
                                                    DType dtype = DType::fp32,
                                                    const InPlace& in_place = {}) {
    return peak_activation_bytes(ctnn::summarize(net, inputs), dtype, in_place);
}

/// The sum of the bytes of all operations' outputs, without reuse of memory; the network's inputs
/// are not included. With `fused_in_place`, without outputs of batch normalisation that is folded
/// and of ReLU that is fused; what overwrites its operand still counts. Throws shape_error as
/// peak_activation_bytes.
template <Size Capacity>
[[nodiscard]] constexpr Count activation_bytes(const Summary<Capacity>& summary,
                                               DType dtype = DType::fp32,
                                               const InPlace& in_place = {}) {
    detail::refuse(summary.error);
    detail::PerTensorOf<detail::Readers, Capacity> storage;
    const auto readers = storage.view();
    if (in_place.fused) detail::find_readers(summary, readers);
    Count sum = 0;
    for (int row = 0; row < summary.size(); ++row) {
        const Record& record = summary[row];
        if (record.op == Op::parameter) continue; // stored with the weights
        if (in_place.fused && detail::is_fused(summary, row, readers)) continue;
        sum = add(sum, bytes_of(dtype, record.output.elements()));
    }
    return detail::checked(sum);
}

/// The same of a network on an input. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr Count activation_bytes(const L& net, const Inputs& inputs,
                                               DType dtype = DType::fp32,
                                               const InPlace& in_place = {}) {
    return activation_bytes(ctnn::summarize(net, inputs), dtype, in_place);
}

} // namespace ctnn
