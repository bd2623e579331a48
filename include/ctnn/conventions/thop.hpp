// thop, which is pytorch-OpCounter.
#pragma once

#include "../conventions.hpp"
#include "tally.hpp"

namespace ctnn::conventions {

/// thop (pytorch-OpCounter), as its main branch has it, on PyTorch 1.13; releases differ, as 0.0.31
/// does. Its adaptive pools are int((P + 1) * O), P the real ratio of the inputs to the outputs O:
/// the inputs and the outputs together. (thop's own floating point may come out 1 less where the
/// sizes do not divide.)
inline constexpr Convention thop{
    "thop", "MACs", "a MAC is 1, no bias; norms 2 or 4 an input, average pools 1 an output, ReLU 0",
    [](const Record& record) {
        switch (record.op) {
        case Op::conv:
        case Op::linear: return record.work.macs;
        case Op::conv_transpose: // Cin / groups * k * k an output, as if not transposed
            return mul(tally::outputs(record), record.params.weights / record.output.channels());
        case Op::batch_norm:
        case Op::layer_norm: return mul(2, tally::normalizing(record, 1));
        case Op::prelu: return tally::inputs(record);
        case Op::softmax: return add(mul(2, tally::inputs(record)), record.work.additions);
        case Op::avg_pool: return tally::outputs(record);
        case Op::adaptive_avg_pool: return add(tally::inputs(record), tally::outputs(record));
        case Op::upsample: return tally::upsampling(record, 1, 11, 259);
        default: return Count{0};
        }
    }};

/// thop of version 0.0.31, of May 2020, on PyTorch 1.13. Its adaptive pools round the inputs per
/// output down, per axis.
inline constexpr Convention thop_0_0_31{
    "thop 0.0.31", "MACs",
    "a MAC is 1, a convolution's bias 1; BatchNorm 2 an input, average pools 1 an output, ReLU 0",
    [](const Record& record) {
        const Count outputs = tally::outputs(record);
        switch (record.op) {
        case Op::conv: return tally::biased_macs(record);
        case Op::conv_transpose: return add(thop.count(record), tally::bias_additions(record));
        case Op::linear: return record.work.macs;
        case Op::batch_norm: return mul(2, tally::inputs(record));
        case Op::leaky_relu: return tally::inputs(record);
        case Op::avg_pool: return outputs;
        case Op::adaptive_avg_pool: {
            const bool is_map = record.output.rank == 3; // else a user's pool, to one place
            const Count height = record.input.height() / (is_map ? record.output.height() : 1);
            const Count width = record.input.width() / (is_map ? record.output.width() : 1);
            return mul(add(mul(height, width), 1), outputs);
        }
        case Op::upsample: return tally::upsampling(record, 0, 11, 259);
        default: return Count{0};
        }
    }};

} // namespace ctnn::conventions
