// torchstat: its two counts, Flops and MAdd.
#pragma once

#include "../core/convention.hpp"
#include "tally.hpp"

namespace ctnn::conventions {

/// torchstat's `Flops`, as on its main branch, with PyTorch 1.13. It counts a module that is called
/// several times (ResNet's ReLU) in its last call only; records do not identify modules, so every
/// call counts here. LayerNorm and torch.matmul make torchstat fail; here they are 0.
inline constexpr Convention torchstat_flops{
    "torchstat, Flops", "Flops",
    "a MAC is 1, a convolution's bias 1 (a Linear's 0); BatchNorm 1 or 2 an input, pools and some "
    "activations 1",
    [](const Operation& operation) {
        switch (operation.record.op) {
        case Op::conv: return tally::biased_macs(operation);
        case Op::linear: return operation.record.work.macs;
        case Op::batch_norm: return tally::normalizing(operation, 1);
        case Op::relu:
        case Op::relu6:
        case Op::leaky_relu:
        case Op::prelu:
        case Op::elu:
        case Op::max_pool:
        case Op::avg_pool: return tally::inputs(operation);
        case Op::upsample: return tally::positions(operation.record.output);
        default: return Count{0};
        }
    }};

/// torchstat's `MAdd` of the same version; repeated calls, LayerNorm and torch.matmul as for
/// `Flops`.
inline constexpr Convention torchstat_madd{
    "torchstat, MAdd", "MAdd",
    "a multiplication is 1, an addition 1, a Linear's bias 0; BatchNorm 4 an input, a window's "
    "element 1",
    [](const Operation& operation) {
        const RecordWork& work = operation.record.work;
        switch (operation.record.op) {
        case Op::conv: return add(work.multiplications, work.additions);
        case Op::linear: return tally::less(mul(2, work.macs), tally::outputs(operation));
        case Op::conv_transpose: {
            const Count free =
                mul(tally::positions(operation.input), operation.record.output.channels());
            return tally::less(mul(2, work.macs), operation.record.params.biases != 0 ? 0 : free);
        }
        case Op::batch_norm: return mul(4, tally::inputs(operation));
        case Op::relu:
        case Op::relu6: return tally::inputs(operation);
        case Op::softmax: return tally::less(mul(3, tally::inputs(operation)), 1);
        case Op::max_pool: return work.comparisons;
        case Op::avg_pool: return mul(tally::area(operation), tally::outputs(operation));
        default: return Count{0};
        }
    }};

} // namespace ctnn::conventions
