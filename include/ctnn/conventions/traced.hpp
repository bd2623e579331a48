// Tools that trace PyTorch's operations. They see the MACs inside any layer, and so of a user's
// own.
#pragma once

#include "../core/convention.hpp"
#include "tally.hpp"

namespace ctnn::conventions {

/// torchvision's published GFLOPS (of 0.14 and 0.21), by torchtnt's FlopTensorDispatchMode on
/// PyTorch 1.13. They are MACs.
inline constexpr Convention torchvision{
    "torchvision", "FLOPs", "a MAC is 1 (not 2); the rest is 0",
    [](const Operation& operation) { return operation.record.work.macs; }};

/// PyTorch's own torch.utils.flop_counter.FlopCounterMode, as of 2.6.
inline constexpr Convention flop_counter_mode{
    "FlopCounterMode", "FLOPs", "a MAC is 2; the rest is 0",
    [](const Operation& operation) { return mul(2, operation.record.work.macs); }};

/// fvcore's FlopCountAnalysis, as its main branch has it, on PyTorch 1.13; timm's gmacs are the
/// same. A convolution whose padding is 'same' or 'valid' it does not know there, and counts 0;
/// here it counts as with numbers.
inline constexpr Convention fvcore{
    "fvcore", "FLOPs",
    "a MAC is 1; norms 1 to 5 an input, adaptive pools 1, Upsample 1 or 4 an output; the rest 0",
    [](const Operation& operation) {
        switch (operation.record.op) {
        case Op::batch_norm: return tally::batch_norm(operation);
        case Op::layer_norm:
        case Op::group_norm: return tally::normalizing(operation, 4);
        case Op::adaptive_avg_pool: return tally::inputs(operation);
        case Op::upsample: return tally::upsampling(operation, 1, 4, 0);
        default: return operation.record.work.macs;
        }
    }};

} // namespace ctnn::conventions
