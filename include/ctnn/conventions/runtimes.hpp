// Compilers of networks, which fuse layers before they count.
#pragma once

#include "../core/convention.hpp"
#include "tally.hpp"

namespace ctnn::conventions {

/// TensorFlow's profiler on an inference graph, in which BatchNorm is folded into the convolution
/// before it, as in google-research/receptive_field's table.
inline constexpr Convention tf_profiler{
    "TF profiler", "FLOPs", "a MAC is 2, a bias 1, an element of a pool's window 1; the rest is 0",
    [](const Operation& operation) {
        switch (operation.record.op) {
        case Op::conv:
        case Op::conv_transpose:
        case Op::linear:
            return add(mul(2, operation.record.work.macs), tally::bias_additions(operation));
        case Op::max_pool:
        case Op::avg_pool: return mul(tally::area(operation), tally::outputs(operation));
        case Op::adaptive_avg_pool:
            return add(operation.record.work.additions, operation.record.work.divisions);
        default: return Count{0};
        }
    }};

/// The MACC of ST Edge AI's `analyze`, after its compiler has fused: a ReLU into a convolution, a
/// Linear, a BatchNorm or an addition before it, and a BatchNorm into a convolution or a Linear,
/// which then has biases (whether anything else reads what comes between is not asked). What else
/// there is (other activations, a BatchNorm elsewhere) is 0, for no published figure tells.
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
        case Op::linear: return add(operation.record.work.macs, operation.record.params.biases);
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
