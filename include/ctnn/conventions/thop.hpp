// thop (pytorch-OpCounter).
#pragma once

#include "../core/convention.hpp"
#include "tally.hpp"

namespace ctnn::conventions {

/// thop (pytorch-OpCounter), as on its main branch, with PyTorch 1.13; releases differ (see
/// 0.0.31). Its adaptive pools count int((P + 1) * O), where P is the ratio of the inputs to the
/// outputs O: inputs plus outputs. (thop's floating point may give 1 less if the sizes do not
/// divide.)
inline constexpr Convention thop{
    "thop", "MACs", "a MAC is 1, no bias; norms 2 or 4 an input, average pools 1 an output, ReLU 0",
    [](const Operation& operation) {
        switch (operation.record.op) {
        case Op::conv:
        case Op::linear: return operation.record.work.macs;
        case Op::conv_transpose: // Cin / groups * k * k per output, as if not transposed
            return mul(tally::outputs(operation),
                       operation.record.params.weights / operation.record.output.channels());
        case Op::batch_norm:
        case Op::layer_norm:
        case Op::instance_norm: return mul(2, tally::normalizing(operation, 1));
        case Op::rnn:
        case Op::gru:
        case Op::rnn_cell:
        case Op::gru_cell: return tally::recurrent(operation);
        case Op::lstm:
        case Op::lstm_cell: return tally::recurrent(operation, 8);
        case Op::prelu: return tally::inputs(operation);
        case Op::softmax:
            return add(mul(2, tally::inputs(operation)), operation.record.work.additions);
        case Op::avg_pool: return tally::outputs(operation);
        case Op::adaptive_avg_pool: return add(tally::inputs(operation), tally::outputs(operation));
        case Op::upsample: return tally::upsampling(operation, 1, 11, 259);
        default: return Count{0};
        }
    }};

/// thop 0.0.31 (May 2020), with PyTorch 1.13. Its adaptive pools round the inputs per output down
/// along each axis.
inline constexpr Convention thop_0_0_31{
    "thop 0.0.31", "MACs",
    "a MAC is 1, a convolution's bias 1; BatchNorm 2 an input, average pools 1 an output, ReLU 0",
    [](const Operation& operation) {
        const Count outputs = tally::outputs(operation);
        switch (operation.record.op) {
        case Op::conv: return tally::biased_macs(operation);
        case Op::conv_transpose:
            return add(thop.count(operation), tally::bias_additions(operation));
        case Op::linear: return operation.record.work.macs;
        case Op::batch_norm: return mul(2, tally::inputs(operation));
        case Op::leaky_relu: return tally::inputs(operation);
        case Op::avg_pool: return outputs;
        case Op::adaptive_avg_pool: {
            // Else a user's pool to one position.
            const bool is_map = operation.record.output.rank == 3;
            const Count height =
                operation.input.height() / (is_map ? operation.record.output.height() : 1);
            const Count width =
                operation.input.width() / (is_map ? operation.record.output.width() : 1);
            return mul(add(mul(height, width), 1), outputs);
        }
        case Op::upsample: return tally::upsampling(operation, 0, 11, 259);
        default: return Count{0};
        }
    }};

} // namespace ctnn::conventions
