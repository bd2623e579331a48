// A static arena: an offset for every tensor of a network, such that none overlaps a tensor that is
// still to be read.
#pragma once

#include "activation_memory.hpp"
#include "arena.hpp"
#include "detail/tflite_tensors.hpp"

namespace ctnn {

/// An arena for a network's activations. An output written in place shares its operand's buffer.
/// Steps are operators: the rows of the summary, from 0; of Runtime::tflm, the converter's
/// operators from 1, since the inputs are there before, at 0. A row has at most three buffers: its
/// output, its scratch, and a temporary tensor or a padded copy.
///
///     constexpr auto plan = plan_memory(net, {1, 96, 96}, MemoryOptions::tflm());
///     alignas(16) static std::byte arena[plan.bytes];
template <Size Capacity>
struct MemoryPlan
    : ArenaPlan<3 * static_cast<int>(Capacity.operations) + detail::most_inputs(Capacity)> {
    static constexpr int inputs = detail::most_inputs(Capacity);

    /// What layers keep from one inference to the next (a recurrent layer's state), aligned; beside
    /// the arena.
    Count state_bytes = 0;
    int operators = 0; ///< steps that run
    /// Of Runtime::tflm, without exact_padding: the layers whose padding has SAME's size, but is
    /// not SAME. In a network that was trained in PyTorch, they read padded copies.
    int counted_as_same = 0;

    /// The buffer of each input, the last first, then of each row's output.
    int buffer_of[detail::room_for(Capacity.operations + inputs)] = {};

    /// The buffer of a row's output; of -1, of the network's first input, of -2 its second. Its
    /// first and last use cover all tensors in it, and its size is theirs, rounded up to the
    /// alignment; 0 of a Parameter, which is stored with the weights. Buffers that are no row's are
    /// scratch, padded copies and temporary tensors.
    constexpr const Buffer& operator[](int row) const {
        return this->buffers[buffer_of[row + inputs]];
    }
};

namespace detail {

/// The buffers of a network's tensors, in the order of their first uses.
struct Tensors {
    Buffer* buffers;
    PerTensor<int> buffer_of;
    PerTensor<Readers> readers;
    bool shares_larger; ///< a smaller output may share a larger operand's buffer
    int size = 0;
    Count state = 0; ///< bytes

    constexpr bool fits(const Shape& operand, const Shape& output) const {
        const Count room = operand.elements() - output.elements();
        return shares_larger ? room >= 0 : room == 0;
    }

    constexpr int last_use(const Rows& rows, int row) const {
        const int reader = readers[row].last;
        return reader < rows.count ? reader : rows.count - 1;
    }

    constexpr void add_buffer(const Rows& rows, int row, Count bytes) {
        buffer_of[row] = size;
        buffers[size++] = {bytes, row < 0 ? 0 : row, last_use(rows, row)};
    }

    /// The buffer that a row overwrites; -1 if it needs its own. A smaller output keeps the larger
    /// buffer alive, which may cost more than it saves.
    constexpr int overwritten(const Rows& rows, int row, const InPlace& in_place) const {
        if (in_place.fused && is_fused(rows, row, readers)) return buffer_of[rows.operand(row)];
        if (!may_be_in_place(rows, row, in_place)) return -1;
        for (int k = 0; k < rows[row].operands; ++k) {
            const int from = rows.operand(row, k);
            const bool is_parameter = from >= 0 && rows[from].op == Op::parameter;
            if (!is_parameter && readers[from].last == row &&
                fits(rows.output_of(from), rows[row].output)) {
                return buffer_of[from];
            }
        }
        return -1;
    }

    /// Scratch, which is alive with the row, and state.
    constexpr void add_memory(const Rows& rows, int row, const MemoryOptions& options) {
        const Count scratch = scratch_bytes(rows, row, options);
        if (scratch != 0) buffers[size++] = {round_up(scratch, options.alignment), row, row};
        state = add(state, state_bytes(rows, row, options));
    }

    constexpr void collect(const Rows& rows, const MemoryOptions& options) {
        const bool plans_kernels = options.kernels != Kernels::reference;
        const auto bytes = [&options](const Shape& shape) { return aligned_bytes(shape, options); };
        find_readers(rows, readers);
        for (int i = 0; i < rows.inputs->count && rows.count > 0; ++i) {
            if (options.keep_input) readers[-1 - i].last = rows.count;
            add_buffer(rows, -1 - i, bytes((*rows.inputs)[i]));
        }
        for (int row = 0; row < rows.count; ++row) {
            if (rows[row].has_memory || plans_kernels) add_memory(rows, row, options);
            if (has_temporary(rows[row].op, options.in_place)) {
                buffers[size++] = {bytes(rows[row].output), row, row};
            }
            const int shared = overwritten(rows, row, options.in_place);
            if (shared < 0) {
                add_buffer(rows, row, measured(rows, row, bytes));
            } else {
                buffer_of[row] = shared;
                buffers[shared].last_use = last_use(rows, row);
            }
        }
    }
};

/// What a plan knows beside its buffers.
struct Collected {
    int size = 0; ///< number of buffers
    int operators = 0;
    int counted_as_same = 0;
    Count state = 0; ///< bytes
};

/// Fills `buffers` and `buffer_of` with what a runtime has. Throws shape_error for an operation of
/// unknown operators.
constexpr Collected collect_buffers(const Rows& rows, const MemoryOptions& options, Buffer* buffers,
                                    const PerTensor<int>& buffer_of,
                                    const PerTensor<Readers>& readers, bool shares_larger) {
    if (options.runtime == Runtime::tflm) {
        TfliteTensors tensors{buffers, buffer_of, readers, options};
        tensors.collect(rows);
        refuse(tensors.error);
        return {tensors.size, tensors.step, tensors.counted_as_same, tensors.state};
    }
    Tensors tensors{buffers, buffer_of, readers, shares_larger};
    tensors.collect(rows, options);
    return {tensors.size, rows.count, 0, tensors.state};
}

template <Size Capacity>
constexpr MemoryPlan<Capacity> plan_tensors(const Summary<Capacity>& summary,
                                            const MemoryOptions& options, bool shares_larger) {
    MemoryPlan<Capacity> plan;
    PerTensorOf<Readers, Capacity> readers;
    const Collected all = collect_buffers(summary, options, plan.buffers,
                                          {plan.buffer_of, summary.size(), plan.inputs},
                                          readers.view(), shares_larger);
    plan.size = all.size;
    plan.operators = all.operators;
    plan.counted_as_same = all.counted_as_same;
    plan.state_bytes = all.state;
    plan_arena(plan, options.planner);
    return plan;
}

/// The most bytes of tensors, each rounded up to the alignment, that are alive at one time.
template <Size Capacity>
constexpr Count aligned_peak(const Summary<Capacity>& summary, const MemoryOptions& options) {
    const auto bytes = [&options](const Shape& shape) { return aligned_bytes(shape, options); };
    return peak_of(summary, options.in_place, bytes, options.keep_input).elements;
}

/// May some row write a smaller tensor into a larger one's buffer? A strided depthwise convolution
/// may.
constexpr bool may_shrink_in_place(const Rows& rows, const MemoryOptions& options) {
    if (!options.in_place.depthwise || options.runtime != Runtime::any) return false;
    for (int row = 0; row < rows.count; ++row) {
        if (is_depthwise(rows, row) && rows.input_of(row) != rows[row].output) return true;
    }
    return false;
}

} // namespace detail

/// Plans one arena for the inputs, every output and the operations' scratch buffers. A tensor is
/// kept from the operation that writes it to the last one that reads it; the network's outputs to
/// the end. A network without operations needs 0 bytes. Throws shape_error if the alignment is not
/// positive, if the sum of the sizes exceeds 63 bits, if the runtime's operators for a layer are
/// not known, and as output_shape. Clang's default limits suffice for 4,000 operations, or 3,000 if
/// the input is kept.
template <Size Capacity>
[[nodiscard]] constexpr MemoryPlan<Capacity> plan_memory(const Summary<Capacity>& summary,
                                                         const MemoryOptions& options = {}) {
    detail::refuse(summary.error);
    detail::check(options);
    MemoryPlan<Capacity> plan = detail::plan_tensors(summary, options, false);
    if (detail::may_shrink_in_place(summary, options)) {
        plan.lower_bound = detail::aligned_peak(summary, options);
        if (plan.lower_bound < plan.bytes) {
            MemoryPlan<Capacity> other = detail::plan_tensors(summary, options, true);
            other.lower_bound = plan.lower_bound;
            if (other.bytes < plan.bytes) plan = other;
        }
    }
    detail::checked(plan.bytes);
    detail::checked(plan.state_bytes);
    return plan;
}

/// The same of a network on an input. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr auto plan_memory(const L& net, const Inputs& inputs,
                                         const MemoryOptions& options = {}) {
    return plan_memory(ctnn::summarize(net, inputs), options);
}

/// The same for any runtime, with a data type: `plan_memory(net, {3, 96, 96}, DType::int8)`.
template <Size Capacity, class T>
    requires detail::is_dtype<T>
[[nodiscard]] constexpr auto plan_memory(const Summary<Capacity>& summary, T dtype) {
    return plan_memory(summary, MemoryOptions{.dtype = dtype});
}

/// The same of a network on an input.
template <Layer L, class T>
    requires detail::is_dtype<T>
[[nodiscard]] constexpr auto plan_memory(const L& net, const Inputs& inputs, T dtype) {
    return plan_memory(ctnn::summarize(net, inputs), dtype);
}

} // namespace ctnn
