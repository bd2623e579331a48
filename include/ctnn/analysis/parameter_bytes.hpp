// The bytes of a network's parameters, by the type in which they are stored.
#pragma once

#include "../core/detail/checked_count.hpp"
#include "../core/summary.hpp"
#include "dtype.hpp"
#include "in_place.hpp"

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

/// The batch normalisation that is folded into a row; -1: none.
constexpr int norm_of(const Rows& rows, int row, const PerTensor<Readers>& readers) {
    const int norm = readers[row].last;
    const bool is_normalised = norm < rows.size() && readers[row].is_sole &&
                               rows.operand(norm) == row && is_folded(rows, norm, readers);
    return is_normalised ? norm : -1;
}

/// The row that has a row's parameters: itself, or the first use of its Shared layer; of -1, -1.
constexpr int owner_of(const Rows& rows, int row) {
    return row >= 0 && rows[row].shares != Shares::nothing ? rows[row].owner : row;
}

/// Does an earlier row store the same weights, normalised by the same numbers or by none?
constexpr bool is_stored_before(const Rows& rows, int row, const PerTensor<Readers>& readers) {
    const int owner = owner_of(rows, row);
    const int norm = owner_of(rows, norm_of(rows, row, readers));
    for (int before = owner; before < row; ++before) {
        if (owner_of(rows, before) != owner || is_folded(rows, before, readers)) continue;
        if (owner_of(rows, norm_of(rows, before, readers)) == norm) return true;
    }
    return false;
}

/// The parameters of a row once batch normalisation is folded into what it reads. Weights that
/// several rows share are stored once for each way in which they are normalised.
constexpr Params folded_params(const Rows& rows, int row, const PerTensor<Readers>& readers) {
    if (is_folded(rows, row, readers)) return {};
    const Record& record = rows[row];
    const bool is_normalised = norm_of(rows, row, readers) >= 0;
    const bool is_stored = record.shares != Shares::nothing && is_stored_before(rows, row, readers);
    Params params = is_stored ? record.own_params() : Params(record.params);
    if (is_normalised) {
        params.biases = is_stored && record.shares == Shares::all ? 0 : record.output.channels();
    }
    return params;
}

/// The bytes that a row stores; `readers` is used if batch normalisation is folded.
constexpr Count stored_bytes(const Rows& rows, int row, const ParameterStorage& storage,
                             const PerTensor<Readers>& readers) {
    const Params params =
        storage.folds_batch_norm() ? folded_params(rows, row, readers) : rows[row].own_params();
    return add(bytes_of(storage.dtype, params.weights), bias_bytes(storage.dtype, params.biases));
}

/// The bytes that all rows store; `overflow` past 63 bits.
constexpr Count stored_bytes(const Rows& rows, const ParameterStorage& storage,
                             const PerTensor<Readers>& readers) {
    if (storage.folds_batch_norm()) find_readers(rows, readers);
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
    detail::PerTensorOf<detail::Readers, Capacity> of_tensors;
    const auto readers = of_tensors.view();
    detail::find_readers(summary, readers);
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
    detail::PerTensorOf<detail::Readers, Capacity> readers;
    return detail::checked(detail::stored_bytes(summary, storage, readers.view()));
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
