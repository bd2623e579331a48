// calflops, and DeepSpeed's profiler, from which it was derived.
#pragma once

#include "../core/convention.hpp"
#include "tally.hpp"

namespace ctnn::detail {

/// The output size along one axis as of a convolution that is not transposed; negative if the
/// kernel exceeds the input by more than a stride.
constexpr Count untransposed(Count in, const WindowAxis& axis) {
    const Count room = in + axis.before + axis.after - extent(axis.kernel, axis.dilation);
    return (room >= 0 ? room : room - axis.stride + 1) / axis.stride + 1;
}

/// calflops counts the bias of a transposed convolution as if it were not transposed: the output
/// channels of one group at each output position of that. If one size is negative, so is the number
/// of positions, and the additions are subtracted.
constexpr Count with_transposed_bias(Count flops, const Operation& operation) {
    if (operation.record.params.biases == 0) return flops;
    const Count groups = convolution_groups(operation.record, operation.input);
    const Shape& in = operation.input;
    if (groups < 1) return overflow; // a user's layer
    Count biases = operation.record.output.channels() / groups;
    bool is_negative = false;
    for (int axis = 1; axis < in.axes(); ++axis) {
        const WindowAxis window = operation.record.window[window_axis(axis, in.rank)];
        if (!is_sound(window) || in[axis] > max_size) return overflow; // a user's layer
        const Count positions = untransposed(in[axis], window);
        is_negative = is_negative != (positions < 0);
        biases = mul(biases, positions < 0 ? -positions : positions);
    }
    return is_negative ? tally::less(flops, biases) : add(flops, biases);
}

/// A transposed convolution's MACs, divided by its groups once more: calflops divides the output
/// channels of a group by the groups again, rounding down (2 channels by 3 groups is 0).
constexpr Count macs_grouped_twice(const Operation& operation) {
    const Count groups = convolution_groups(operation.record, operation.input);
    if (groups <= 1) return operation.record.work.macs;
    const Count channels = operation.record.output.channels() / groups; // of one group
    return channels == 0 ? 0 : mul(operation.record.work.macs / channels, channels / groups);
}

/// The FLOPs of a recurrent layer: 2 a MAC less 1 for each of the two sums of a gate, the biases,
/// and 10, 7 or 1 for a unit of an LSTM, a GRU, an RNN. (It leaves out the MACs of a projection,
/// which are counted here.)
constexpr Count recurrent_flops(const Operation& operation) {
    const tally::Recurrence of = tally::recurrence(operation);
    const Count sums = mul(of.gates, of.units);
    return add(tally::less(mul(2, operation.record.work.macs), mul(2, sums)),
               add(of.biases, mul(of.elementwise, of.units)));
}

/// Reduces a count over all output positions of a convolution to those that calflops sees: one
/// fewer along each axis that `same` pads with an odd number of zeros.
constexpr Count at_positions_seen(const Operation& operation, Count count) {
    const Shape& out = operation.record.output;
    if (count < 0 || !pads_unevenly(operation.record)) return count;
    Count seen = count / tally::positions(out);
    for (int axis = 1; axis < out.axes(); ++axis) {
        const Axis along = window_axis(axis, out.rank);
        seen = mul(seen, out[axis] - odd_one(operation.record.window[along]));
    }
    return seen;
}

} // namespace ctnn::detail

namespace ctnn::conventions {

/// The MACs of calflops and DeepSpeed, as on their main branches, with PyTorch 1.13. Those of a
/// transposed convolution are divided by its groups twice.
inline constexpr Convention calflops_macs{
    "calflops, MACs", "MACs", "a MAC is 1; the rest is 0", [](const Operation& operation) {
        switch (operation.record.op) {
        case Op::conv: return detail::at_positions_seen(operation, operation.record.work.macs);
        case Op::linear:
        case Op::matmul: return operation.record.work.macs;
        case Op::conv_transpose: return detail::macs_grouped_twice(operation);
        default: return Count{0};
        }
    }};

/// calflops' FLOPs, as on its main branch, with PyTorch 1.13. If Upsample's size is a single
/// number, calflops takes it as the number of output positions; here it counts as height and width.
inline constexpr Convention calflops{
    "calflops", "FLOPs",
    "a MAC is 2, a convolution's bias 1 (a Linear's 0); norms 1 to 5 an input, pools and most "
    "activations 1",
    [](const Operation& operation) {
        const Count inputs = tally::inputs(operation);
        switch (operation.record.op) {
        case Op::conv:
            return detail::at_positions_seen(operation, add(mul(2, operation.record.work.macs),
                                                            tally::bias_additions(operation)));
        case Op::linear:
        case Op::matmul: return mul(2, operation.record.work.macs);
        case Op::conv_transpose:
            return detail::with_transposed_bias(mul(2, calflops_macs.count(operation)), operation);
        case Op::batch_norm: return tally::batch_norm(operation);
        case Op::layer_norm:
        case Op::group_norm:
        case Op::instance_norm: return tally::normalizing(operation, 4);
        case Op::lp_pool: return tally::lp_pooling(operation);
        case Op::rnn:
        case Op::lstm:
        case Op::gru:
        case Op::rnn_cell:
        case Op::lstm_cell:
        case Op::gru_cell: return detail::recurrent_flops(operation);
        case Op::local_response_norm: return tally::response_norm(operation);
        case Op::upsample:
            return operation.record.takes_output_size ? tally::positions(operation.record.output)
                                                      : inputs;
        case Op::relu:
        case Op::leaky_relu:
        case Op::prelu:
        case Op::elu:
        case Op::gelu:
        case Op::silu:
        case Op::softmax:
        case Op::max_pool:
        case Op::avg_pool:
        case Op::adaptive_avg_pool:
        case Op::adaptive_max_pool: return inputs;
        default: return Count{0};
        }
    }};

/// The FLOPs of DeepSpeed's profiler, as on its main branch, with PyTorch 1.13. For an Upsample by
/// a fractional factor it counts the inputs times the factors, rounded down; records do not have
/// the factors, so outputs are counted here.
inline constexpr Convention deepspeed{
    "DeepSpeed", "FLOPs", "as calflops, but Upsample by a factor 1 an output",
    [](const Operation& operation) {
        const bool is_scaled =
            operation.record.op == Op::upsample && !operation.record.takes_output_size;
        return is_scaled ? tally::outputs(operation) : calflops.count(operation);
    }};

} // namespace ctnn::conventions
