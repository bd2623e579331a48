// The bytes of a network's parameters, by the type in which they are stored.
#pragma once

#include "../core/detail/checked_count.hpp"
#include "../core/summary.hpp"
#include "dtype.hpp"

namespace ctnn {

/// `true`, `false` or not given, in which case a default rule applies.
struct Choice {
    bool is_given = false;
    bool value = false;

    constexpr Choice() = default;
    constexpr Choice(bool value_) : is_given(true), value(value_) {}
};

/// How parameters are stored. In a quantised type biases have 32 bits.
struct ParameterStorage {
    DType dtype = DType::fp32;
    /// Batch normalisation after a convolution or linear layer is folded into its weights and a
    /// bias per channel, as before inference. Default: in the quantised types.
    Choice fold_batch_norm = {};

    constexpr bool folds_batch_norm() const {
        return fold_batch_norm.is_given ? fold_batch_norm.value : is_quantized(dtype);
    }
};

namespace detail {

// A template parameter is not deduced from braces: {DType::int8} stays a ParameterStorage.
template <class T>
inline constexpr bool is_dtype = false;
template <>
inline constexpr bool is_dtype<DType> = true;

/// Is a row batch normalisation with running statistics, right after a layer that it can be folded
/// into and whose output nothing else reads? `readers` has the number of readers of each row.
constexpr bool is_foldable(const Rows& rows, int row, const int* readers) {
    if (row < 1 || row >= rows.size() || rows[row].operands == 0 || rows.operand(row) != row - 1)
        return false;
    if (rows[row].op != Op::batch_norm || rows[row].params.buffers == 0) return false;
    const Record& before = rows[row - 1];
    const bool is_map = before.op == Op::conv || before.op == Op::conv_transpose;
    const bool is_vector = before.op == Op::linear && before.output.rank == 1;
    return readers[row - 1] == 1 && (is_map || is_vector);
}

/// The parameters of a row once batch normalisation is folded.
constexpr Params folded_params(const Rows& rows, int row, const int* readers) {
    if (is_foldable(rows, row, readers)) return {};
    if (!is_foldable(rows, row + 1, readers)) return rows[row].own_params();
    // Weights that are shared, but normalised by numbers of their own, are stored for each use.
    const bool is_shared =
        rows[row].shares != Shares::nothing && rows[row + 1].shares == rows[row].shares;
    Params params = is_shared ? rows[row].own_params() : Params(rows[row].params);
    params.biases = is_shared ? 0 : rows[row].output.channels();
    return params;
}

/// Counts the readers of each row; the user of the network's outputs is one.
constexpr void count_readers(const Rows& rows, int* readers) {
    if (rows.output_row >= 0) ++readers[rows.output_row];
    for (int i = 0; i < rows.output_count; ++i) {
        if (rows.outputs[i].row >= 0) ++readers[rows.outputs[i].row];
    }
    for (int row = 0; row < rows.size(); ++row) {
        for (int k = 0; k < rows[row].operands; ++k) {
            const int operand = rows.operand(row, k);
            if (operand >= 0) ++readers[operand];
        }
    }
}

/// The bytes that a row stores; `readers` is used if batch normalisation is folded.
constexpr Count stored_bytes(const Rows& rows, int row, const ParameterStorage& storage,
                             const int* readers) {
    const Params params =
        storage.folds_batch_norm() ? folded_params(rows, row, readers) : rows[row].own_params();
    return add(bytes_of(storage.dtype, params.weights), bias_bytes(storage.dtype, params.biases));
}

/// The bytes that all rows store; `overflow` past 63 bits. `readers` has a 0 for each row.
constexpr Count stored_bytes(const Rows& rows, const ParameterStorage& storage, int* readers) {
    if (storage.folds_batch_norm()) count_readers(rows, readers);
    Count sum = 0;
    for (int i = 0; i < rows.size(); ++i) sum = add(sum, stored_bytes(rows, i, storage, readers));
    return sum;
}

} // namespace detail

/// The weights and biases left after batch normalisation is folded into the layers before it, each
/// of which then has a bias per channel.
template <Size Capacity>
[[nodiscard]] constexpr Params folded_params(const Summary<Capacity>& summary) {
    detail::refuse(summary.error);
    int readers[detail::room_for(Capacity.operations)] = {};
    detail::count_readers(summary, readers);
    Params sum;
    for (int i = 0; i < summary.size(); ++i) {
        const Params params = detail::folded_params(summary, i, readers);
        sum.weights = add(sum.weights, params.weights);
        sum.biases = add(sum.biases, params.biases);
    }
    return sum;
}

/// The bytes of all trainable parameters, shared ones once, each tensor rounded up to a whole byte.
/// Buffers, which are not trained, are not counted. Throws shape_error past 63 bits, and as
/// output_shape.
template <Size Capacity>
[[nodiscard]] constexpr Count parameter_bytes(const Summary<Capacity>& summary,
                                              const ParameterStorage& storage = {}) {
    detail::refuse(summary.error);
    int readers[detail::room_for(Capacity.operations)] = {};
    return detail::checked(detail::stored_bytes(summary, storage, readers));
}

/// The same, stored in a DType.
template <Size Capacity, class T>
    requires detail::is_dtype<T>
[[nodiscard]] constexpr Count parameter_bytes(const Summary<Capacity>& summary, T dtype) {
    return parameter_bytes(summary, ParameterStorage{dtype});
}

/// The same of a network on an input. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr Params folded_params(const L& net, const Inputs& inputs) {
    return folded_params(ctnn::summarize(net, inputs));
}

/// The same of a network on an input. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr Count parameter_bytes(const L& net, const Inputs& inputs,
                                              const ParameterStorage& storage = {}) {
    return parameter_bytes(ctnn::summarize(net, inputs), storage);
}

/// The same, stored in a DType.
template <Layer L, class T>
    requires detail::is_dtype<T>
[[nodiscard]] constexpr Count parameter_bytes(const L& net, const Inputs& inputs, T dtype) {
    return parameter_bytes(ctnn::summarize(net, inputs), dtype);
}

} // namespace ctnn
