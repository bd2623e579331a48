// Tools that trace PyTorch's operations. They see the MACs inside any layer, a user's included.
#pragma once

#include "../core/convention.hpp"
#include "tally.hpp"

namespace ctnn::conventions {

/// torchvision's published GFLOPS (0.14 and 0.21), reproduced by torchtnt's FlopTensorDispatchMode
/// with PyTorch 1.13. They are MACs.
inline constexpr Convention torchvision{
    "torchvision", "FLOPs", "a MAC is 1 (not 2); the rest is 0",
    [](const Operation& operation) { return operation.record.work.macs; }};

/// PyTorch's own torch.utils.flop_counter.FlopCounterMode, as of 2.6.
inline constexpr Convention flop_counter_mode{
    "FlopCounterMode", "FLOPs", "a MAC is 2; the rest is 0",
    [](const Operation& operation) { return mul(2, operation.record.work.macs); }};

/// fvcore's FlopCountAnalysis, as on its main branch, with PyTorch 1.13; timm's gmacs are the same.
/// There it counts 0 for a convolution with padding 'same' or 'valid', which it does not support;
/// here such a convolution counts like any other.
inline constexpr Convention fvcore{
    "fvcore", "FLOPs",
    "a MAC is 1; norms 1 to 5 an input, adaptive pools 1, Upsample 1 or 4 an output; the rest 0",
    [](const Operation& operation) {
        switch (operation.record.op) {
        case Op::batch_norm: return tally::batch_norm(operation);
        case Op::layer_norm:
        case Op::group_norm:
        case Op::instance_norm: return tally::normalizing(operation, 4);
        case Op::adaptive_avg_pool:
            return operation.input.rank == 3 ? tally::inputs(operation) : Count{0};
        case Op::upsample:
            return operation.input.rank == 3 ? tally::upsampling(operation, 1, 4, 0) : Count{0};
        case Op::rnn:
        case Op::lstm:
        case Op::gru:
        case Op::bilinear: return Count{0};
        default: return operation.record.work.macs;
        }
    }};

} // namespace ctnn::conventions
