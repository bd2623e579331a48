// What PyTorch's recurrent layers save for the backward pass, beside their input.
#pragma once

#include "../../core/detail/derived_settings.hpp"

namespace ctnn::detail {

/// The weights of a recurrent layer without a projection, if it has so many directions.
constexpr Count recurrent_weights(Count gates, Count in, Count hidden, Count layers,
                                  Count directions) {
    const Count first = mul(gates, hidden, add(in, hidden));
    const Count further = mul(gates, hidden, add(mul(directions, hidden), hidden));
    return mul(directions, add(first, mul(layers - 1, further)));
}

/// The numbers of one sample: 7 for each unit of an LSTM or a GRU in each step, and of an RNN its
/// output, and the state before the first step; the sequences between layers; of two directions,
/// the input in the other order. Measured with PyTorch 1.13 on a CPU, where `returns` is the
/// sequence and nothing is projected; a lower bound otherwise.
constexpr Count saved_by_recurrence(const Record& record, const Shape& input) {
    const Count units = recurrent_units(record);
    switch (record.op) {
    case Op::rnn_cell: return mul(2, units);
    case Op::lstm_cell: return mul(6, units);
    case Op::gru_cell: return mul(7, units);
    default: break;
    }
    const Count steps = input[0];
    const Count outputs = mul(steps, record.output.last());
    const bool is_rnn = record.op == Op::rnn;
    const Count gates = is_rnn ? 1 : record.op == Op::gru ? 3 : 4;
    const Count width = record.output.last();
    const Count layers = outputs > 0 ? units / outputs : 0;
    const Count once = recurrent_weights(gates, input.last(), width, layers, 1);
    const Count in_order = record.params.weights == once ? 0 : input.elements();
    const Count between = units > outputs ? units - outputs : 0;
    const Count states = is_rnn && steps > 0 ? units / steps : 0;
    return add(add(mul(is_rnn ? 1 : 7, units), states), add(between, in_order));
}

} // namespace ctnn::detail
