// The tensors of a TensorFlow Lite model, as TensorFlow Lite Micro plans them.
#pragma once

#include "scratch.hpp"
#include "tflite_converter.hpp"

namespace ctnn::detail {

/// The tensors of the model that TensorFlow Lite's converter makes, and each one's lifetime.
struct TfliteTensors {
    Buffer* buffers;
    PerTensor<int> buffer_of;
    PerTensor<Readers> readers;
    const MemoryOptions& options;
    int size = 0;
    int step = 0; ///< of the newest operator; the inputs are there at 0
    int counted_as_same = 0;
    Count state = 0; ///< bytes
    Error error = {};

    /// A buffer that the operator of this step writes.
    constexpr void add_buffer(Count bytes) {
        buffers[size++] = {round_up(bytes, options.alignment), step, step};
    }
    constexpr void add_tensor(int row, Count bytes) {
        buffer_of[row] = size;
        add_buffer(bytes);
    }
    /// The operator of this step reads a row's operands.
    constexpr void read_operands(const Rows& rows, int row) {
        for (int k = 0; k < rows[row].operands; ++k) {
            buffers[buffer_of[rows.operand(row, k)]].last_use = step;
        }
    }
    /// The bytes of an input with its padding.
    constexpr Count padded_bytes(const Rows& rows, int row) const {
        const Record& record = rows[row];
        Shape padded = rows.input_of(row);
        for (const Axis axis : map_axes) {
            const WindowAxis window = record.window[axis];
            Count& side = padded.dims[axis == Axis::height ? 1 : 2];
            side = add(side, add(window.before, window.after));
        }
        return bytes_of(options.dtype, padded.elements());
    }
    /// An operator that writes a temporary tensor, which the next one reads.
    constexpr void add_temporary(const Rows& rows, int row, Count bytes) {
        ++step;
        read_operands(rows, row);
        add_buffer(bytes);
        buffers[size - 1].last_use = step + 1;
    }
    constexpr void fail_at(const Rows& rows, int row) {
        Misfit misfit{Problem::own_words};
        misfit.words = "has no known plan in TensorFlow Lite Micro, which lacks it or splits it "
                       "into operators with temporary tensors; plan without MemoryOptions::tflm(), "
                       "or give a layer of your own with its kernel_memory";
        error = error_at(rows, row, misfit);
    }
    /// Operators that come before the last one of a row. Returns whether that one reads the row's
    /// operands.
    constexpr bool add_first_operators(const Rows& rows, int row, Converted converted) {
        const Count output = bytes_of(options.dtype, rows[row].output.elements());
        if (converted == Converted::two || converted == Converted::sigmoid_and_product) {
            add_temporary(rows, row, output);
            return converted == Converted::sigmoid_and_product;
        }
        if (!slides(rows[row].op)) return true;
        const TflitePadding padding = tflite_padding(rows, row, options.exact_padding);
        if (padding.counts_as_same) ++counted_as_same;
        if (padding.needs_copy) add_temporary(rows, row, padded_bytes(rows, row));
        return !padding.needs_copy;
    }
    constexpr void add_row(const Rows& rows, int row) {
        const Converted made = converted(rows, row, readers);
        if (made == Converted::unknown) return fail_at(rows, row);
        if (made == Converted::removed || made == Converted::fused) {
            buffer_of[row] = buffer_of[rows.operand(row)];
            return;
        }
        if (rows[row].op == Op::parameter) return add_tensor(row, 0);
        const bool reads_operands = add_first_operators(rows, row, made);
        ++step;
        if (reads_operands) read_operands(rows, row);
        const Count scratch = scratch_bytes(rows, row, options);
        add_tensor(row, bytes_of(options.dtype, rows[row].output.elements()));
        if (scratch != 0) add_buffer(scratch);
        state = add(state, state_bytes(rows, row, options));
    }
    constexpr void collect(const Rows& rows) {
        find_readers(rows, readers);
        for (int i = 0; i < rows.inputs->count && rows.count > 0; ++i) {
            add_tensor(-1 - i, bytes_of(options.dtype, (*rows.inputs)[i].elements()));
        }
        for (int row = 0; row < rows.count && !error; ++row) add_row(rows, row);
        for (int i = -rows.inputs->count; i < rows.count && rows.count > 0; ++i) {
            const bool is_result = readers[i].last == rows.count || (i < 0 && options.keep_input);
            if (is_result && !error) buffers[buffer_of[i]].last_use = step;
        }
    }
};

} // namespace ctnn::detail
