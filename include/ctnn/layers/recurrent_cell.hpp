// Recurrent cells: one step, from a vector.
#pragma once

#include "recurrent.hpp"

namespace ctnn {

/// torch.nn.RNNCell: a vector of input_size -> one of hidden_size, h' = tanh(W x + b + V h + c).
/// Parameters as a RNN's of one layer; MACs: the weights.
struct RNNCell {
    static constexpr const char* name = "RNNCell";
    static constexpr Op op = Op::rnn_cell;

    Count input_size = inferred; ///< left out: the input's features
    Count hidden_size = 0;       ///< required
    bool bias = true;
    Nonlinearity nonlinearity = Nonlinearity::tanh;

    constexpr Misfit check() const { return sequence().check(); }
    constexpr Misfit check(const Shape& in) const {
        if (in.rank != 1) return expect::rank(1, in);
        return sequence().check(Shape{1, in[0]});
    }
    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::input_size, input_size);
    }
    constexpr Shape output_shape(const Shape&) const { return {hidden_size}; }
    constexpr Params params(const Shape& in) const { return sequence().params({1, in[0]}); }
    constexpr Work work(const Shape& in, const Shape&) const {
        return sequence().work({1, in[0]}, {});
    }
    constexpr KernelMemory kernel_memory(const Shape& in, const Shape& out) const {
        return sequence().kernel_memory({1, in[0]}, out);
    }

  private:
    constexpr RNN sequence() const { return {input_size, hidden_size, 1, nonlinearity, bias}; }
};

/// torch.nn.LSTMCell: a vector of input_size -> one of hidden_size, the new hidden state; the
/// cell's stays inside. Parameters as a LSTM's of one layer; MACs: the weights.
struct LSTMCell {
    static constexpr const char* name = "LSTMCell";
    static constexpr Op op = Op::lstm_cell;

    Count input_size = inferred; ///< left out: the input's features
    Count hidden_size = 0;       ///< required
    bool bias = true;

    constexpr Misfit check() const { return sequence().check(); }
    constexpr Misfit check(const Shape& in) const {
        if (in.rank != 1) return expect::rank(1, in);
        return sequence().check(Shape{1, in[0]});
    }
    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::input_size, input_size);
    }
    constexpr Shape output_shape(const Shape&) const { return {hidden_size}; }
    constexpr Params params(const Shape& in) const { return sequence().params({1, in[0]}); }
    constexpr Work work(const Shape& in, const Shape&) const {
        return sequence().work({1, in[0]}, {});
    }
    constexpr KernelMemory kernel_memory(const Shape& in, const Shape& out) const {
        return sequence().kernel_memory({1, in[0]}, out);
    }

  private:
    constexpr LSTM sequence() const { return {input_size, hidden_size, 1, bias}; }
};

/// torch.nn.GRUCell: a vector of input_size -> one of hidden_size, the new hidden state.
/// Parameters as a GRU's of one layer; MACs: the weights.
struct GRUCell {
    static constexpr const char* name = "GRUCell";
    static constexpr Op op = Op::gru_cell;

    Count input_size = inferred; ///< left out: the input's features
    Count hidden_size = 0;       ///< required
    bool bias = true;

    constexpr Misfit check() const { return sequence().check(); }
    constexpr Misfit check(const Shape& in) const {
        if (in.rank != 1) return expect::rank(1, in);
        return sequence().check(Shape{1, in[0]});
    }
    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::input_size, input_size);
    }
    constexpr Shape output_shape(const Shape&) const { return {hidden_size}; }
    constexpr Params params(const Shape& in) const { return sequence().params({1, in[0]}); }
    constexpr Work work(const Shape& in, const Shape&) const {
        return sequence().work({1, in[0]}, {});
    }
    constexpr KernelMemory kernel_memory(const Shape& in, const Shape& out) const {
        return sequence().kernel_memory({1, in[0]}, out);
    }

  private:
    constexpr GRU sequence() const { return {input_size, hidden_size, 1, bias}; }
};

} // namespace ctnn
