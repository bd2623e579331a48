// torchinfo: parameters times output positions.
#pragma once

#include "../core/convention.hpp"
#include "tally.hpp"

namespace ctnn::conventions {

/// torchinfo's `total_mult_adds`, as on its main branch, with PyTorch 1.13.
inline constexpr Convention torchinfo{
    "torchinfo", "mult-adds",
    "parameters times places of the output: a MAC is 1, a bias 1; norms once, activations 0",
    [](const Operation& operation) {
        const Count params = operation.record.params.trainable();
        switch (operation.record.op) {
        case Op::conv:
        case Op::conv_transpose: return mul(params, tally::positions(operation.record.output));
        case Op::linear:
            return mul(params, tally::outputs(operation) / operation.record.output.last());
        case Op::rnn:
        case Op::lstm:
        case Op::gru: return mul(params, operation.input[0]);
        case Op::rnn_cell:
        case Op::lstm_cell:
        case Op::gru_cell: return mul(params, operation.record.output[0]);
        case Op::parameter: return Count{0}; // no module
        default: return params;
        }
    }};

/// torchinfo's `total_mult_adds` in release 1.8.0, with PyTorch 1.13.
inline constexpr Convention torchinfo_1_8_0{
    "torchinfo 1.8.0", "mult-adds", "as torchinfo, but a Linear's parameters once for all rows",
    [](const Operation& operation) {
        if (operation.record.op == Op::linear) return operation.record.params.trainable();
        return torchinfo.count(operation);
    }};

} // namespace ctnn::conventions
