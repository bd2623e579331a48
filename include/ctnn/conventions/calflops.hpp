// calflops, and the profiler of DeepSpeed that it comes from.
#pragma once

#include "../conventions.hpp"
#include "tally.hpp"

namespace ctnn::detail {

/// The output size of one axis by the formula of a convolution that is not transposed; negative
/// where the kernel exceeds the input by more than a stride.
constexpr Count untransposed(Count in, const WindowAxis& axis) {
    const Count room = in + axis.before + axis.after - extent(axis.kernel, axis.dilation);
    return (room >= 0 ? room : room - axis.stride + 1) / axis.stride + 1;
}

/// calflops gives a transposed convolution the bias additions of one that is not: an output
/// channel of one group at each place that this would have. A negative number of places, where one
/// size is negative, is taken off.
constexpr Count with_transposed_bias(Count flops, const Record& record) {
    if (record.params.biases == 0) return flops;
    const Count groups = convolution_groups(record);
    const bool has_places = record.window.height.stride > 0 && record.window.width.stride > 0;
    if (groups < 1 || !has_places) return overflow; // a user's layer
    const Count height = untransposed(record.input.height(), record.window.height);
    const Count width = untransposed(record.input.width(), record.window.width);
    const Count places = mul(height < 0 ? -height : height, width < 0 ? -width : width);
    const Count biases = mul(record.output.channels() / groups, places);
    return (height < 0) == (width < 0) ? add(flops, biases) : tally::less(flops, biases);
}

} // namespace ctnn::detail

namespace ctnn::conventions {

/// calflops' and DeepSpeed's MACs. Those of a transposed convolution are divided by its groups once
/// more.
inline constexpr Convention calflops_macs{
    "calflops, MACs", "MACs", "a MAC is 1; the rest is 0", [](const Record& record) {
        switch (record.op) {
        case Op::conv:
        case Op::linear: return record.work.macs;
        case Op::conv_transpose: return record.work.macs / detail::convolution_groups(record);
        default: return Count{0};
        }
    }};

/// calflops' FLOPs.
inline constexpr Convention calflops{
    "calflops", "FLOPs",
    "a MAC is 2, a convolution's bias 1 (a Linear's 0); norms 1 to 5 an input, pools and most "
    "activations 1",
    [](const Record& record) {
        const Count inputs = tally::inputs(record);
        switch (record.op) {
        case Op::conv: return add(mul(2, record.work.macs), tally::bias_additions(record));
        case Op::linear: return mul(2, record.work.macs);
        case Op::conv_transpose:
            return detail::with_transposed_bias(mul(2, calflops_macs.count(record)), record);
        case Op::batch_norm: return tally::normalizing(record, 1);
        case Op::layer_norm:
        case Op::group_norm: return tally::normalizing(record, 4);
        case Op::local_response_norm: return tally::response_norm(record);
        case Op::upsample: return record.is_sized ? tally::places(record.output) : inputs;
        case Op::relu:
        case Op::leaky_relu:
        case Op::prelu:
        case Op::elu:
        case Op::gelu:
        case Op::silu:
        case Op::softmax:
        case Op::max_pool:
        case Op::avg_pool:
        case Op::adaptive_avg_pool: return inputs;
        default: return Count{0};
        }
    }};

/// The FLOPs of DeepSpeed's profiler.
inline constexpr Convention deepspeed{
    "DeepSpeed", "FLOPs", "as calflops, but Upsample by a factor 1 an output",
    [](const Record& record) {
        const bool is_scaled = record.op == Op::upsample && !record.is_sized;
        return is_scaled ? tally::outputs(record) : calflops.count(record);
    }};

} // namespace ctnn::conventions
