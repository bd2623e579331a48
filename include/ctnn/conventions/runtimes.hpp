// Network compilers, which fuse layers before counting.
#pragma once

#include "../core/convention.hpp"
#include "tally.hpp"

namespace ctnn::conventions {

/// TensorFlow's profiler on an inference graph with BatchNorm folded into the convolution before
/// it, as in the table of google-research/receptive_field.
inline constexpr Convention tf_profiler{
    "TF profiler", "FLOPs", "a MAC is 2, a bias 1, an element of a pool's window 1; the rest is 0",
    [](const Operation& operation) {
        switch (operation.record.op) {
        case Op::conv:
        case Op::conv_transpose:
        case Op::linear:
        case Op::matmul:
            return add(mul(2, operation.record.work.macs), tally::bias_additions(operation));
        case Op::max_pool:
        case Op::avg_pool: return mul(tally::area(operation), tally::outputs(operation));
        case Op::adaptive_avg_pool:
            return add(operation.record.work.additions, operation.record.work.divisions);
        default: return Count{0};
        }
    }};

/// The MACC of ST Edge AI's `analyze`, after fusion: a ReLU is fused into a convolution, a Linear,
/// a BatchNorm or an addition before it; a BatchNorm into a convolution or Linear, which then has
/// biases. Other readers of the tensor in between are not considered. Everything else (other
/// activations, a BatchNorm elsewhere) is 0, for lack of published figures.
inline constexpr Convention st_macc{
    "ST Edge AI", "MACC",
    "a MAC is 1, a bias 1 (not per place), a pool's window element 1, an addition 1, a ReLU that "
    "is not fused 1, Softmax 15 an element",
    [](const Operation& operation) {
        const Op before = operation.producer.op;
        const bool weighted =
            before == Op::conv || before == Op::conv_transpose || before == Op::linear;
        switch (operation.record.op) {
        case Op::conv:
        case Op::conv_transpose:
        case Op::linear:
        case Op::matmul: return add(operation.record.work.macs, operation.record.params.biases);
        case Op::batch_norm:
            return weighted && !operation.producer.has_biases ? operation.input.channels() : 0;
        case Op::relu:
        case Op::relu6: {
            const bool fused = weighted || before == Op::batch_norm || before == Op::add;
            return fused ? 0 : tally::inputs(operation);
        }
        case Op::max_pool:
        case Op::avg_pool: return mul(tally::area(operation), tally::outputs(operation));
        case Op::adaptive_avg_pool:
            return add(operation.record.work.additions, operation.record.work.divisions);
        case Op::add: return operation.record.work.additions;
        case Op::softmax: return mul(15, tally::inputs(operation));
        default: return Count{0};
        }
    }};

} // namespace ctnn::conventions
