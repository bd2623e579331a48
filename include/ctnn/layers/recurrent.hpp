// Recurrent layers over a sequence of steps x features: RNN, LSTM, GRU.
#pragma once

#include "detail/recurrence.hpp"

namespace ctnn {

/// The function of an RNN's units.
enum class Nonlinearity : unsigned char { tanh, relu };

namespace detail {

/// Of a unit's gates and state; a sigmoid is an addition, a division and an exponential.
constexpr UnitWork rnn_unit(Nonlinearity nonlinearity, bool adds_gates) {
    const bool is_tanh = nonlinearity == Nonlinearity::tanh;
    return {
        .additions = adds_gates, .comparisons = is_tanh ? 0 : 1, .exponentials = is_tanh ? 1 : 0};
}
/// Three sigmoids and two tanh; c' = f*c + i*g; h' = o * tanh(c').
constexpr UnitWork lstm_unit{
    .additions = 3 + 1 + 4, .multiplications = 3, .divisions = 3, .exponentials = 5};
/// Two sigmoids and a tanh; r * h; h' = (1 - z)*n + z*h.
constexpr UnitWork gru_unit{
    .additions = 2 + 2 + 3, .multiplications = 3, .divisions = 2, .exponentials = 3};

} // namespace detail

/// torch.nn.RNN: L x input_size -> L x (directions * hidden_size),
/// h' = tanh(W x + b + V h + c) in each step (Elman).
///
/// Parameters of a layer and direction: H*(in + H), and 2H biases. MACs: the weights, L times.
struct RNN {
    static constexpr const char* name = "RNN";
    static constexpr Op op = Op::rnn;

    Count input_size = inferred; ///< left out: the input's last axis
    Count hidden_size = 0;       ///< required
    Count num_layers = 1;
    Nonlinearity nonlinearity = Nonlinearity::tanh;
    bool bias = true;
    bool batch_first = false; ///< for PyTorch's order of fields: a sample has no batch
    Real dropout = 0.0;       ///< between layers, in training
    bool bidirectional = false;
    Returns returns = Returns::sequence;
    bool single_bias = false; ///< one bias a gate, not PyTorch's two (Keras)

    constexpr Misfit check() const { return recurrence().check(); }
    constexpr Misfit check(const Shape& in) const { return recurrence().check(in); }
    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::input_size, input_size);
    }
    constexpr Shape output_shape(const Shape& in) const { return recurrence().output_shape(in); }
    constexpr Axes axes(const Shape&) const { return {}; }
    constexpr Params params(const Shape& in) const { return recurrence().params(in); }
    constexpr Work work(const Shape& in, const Shape&) const {
        return recurrence().work(in, detail::rnn_unit(nonlinearity, true));
    }
    constexpr KernelMemory kernel_memory(const Shape& in, const Shape&) const {
        return recurrence().memory(in);
    }

  private:
    constexpr detail::Recurrence recurrence() const {
        return {1,       input_size,    hidden_size, num_layers, bias, single_bias,
                dropout, bidirectional, 0,           returns,    false};
    }
};

/// torch.nn.LSTM: L x input_size -> L x (directions * hidden_size), or of proj_size where the
/// output is projected (Hochreiter, Schmidhuber 1997; arXiv:1402.1128).
///
/// Parameters of a layer and direction: 4H*(in + P) and H*P for the projection, where P is
/// proj_size or else H, and 8H biases. MACs: the weights, L times.
struct LSTM {
    static constexpr const char* name = "LSTM";
    static constexpr Op op = Op::lstm;

    Count input_size = inferred; ///< left out: the input's last axis
    Count hidden_size = 0;       ///< required
    Count num_layers = 1;
    bool bias = true;
    bool batch_first = false; ///< for PyTorch's order of fields: a sample has no batch
    Real dropout = 0.0;       ///< between layers, in training
    bool bidirectional = false;
    Count proj_size = 0; ///< 0: the output is not projected
    Returns returns = Returns::sequence;
    bool single_bias = false; ///< one bias a gate, not PyTorch's two (Keras)

    constexpr Misfit check() const { return recurrence().check(); }
    constexpr Misfit check(const Shape& in) const { return recurrence().check(in); }
    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::input_size, input_size);
    }
    constexpr Shape output_shape(const Shape& in) const { return recurrence().output_shape(in); }
    constexpr Axes axes(const Shape&) const { return {}; }
    constexpr Params params(const Shape& in) const { return recurrence().params(in); }
    constexpr Work work(const Shape& in, const Shape&) const {
        return recurrence().work(in, detail::lstm_unit);
    }
    constexpr KernelMemory kernel_memory(const Shape& in, const Shape&) const {
        return recurrence().memory(in);
    }

  private:
    constexpr detail::Recurrence recurrence() const {
        return {4,       input_size,    hidden_size, num_layers, bias, single_bias,
                dropout, bidirectional, proj_size,   returns,    true};
    }
};

/// torch.nn.GRU: L x input_size -> L x (directions * hidden_size) (Cho et al. 2014,
/// arXiv:1406.1078).
///
/// Parameters of a layer and direction: 3H*(in + H), and 6H biases; 3H with single_bias (Keras with
/// reset_after off). MACs: the weights, L times.
struct GRU {
    static constexpr const char* name = "GRU";
    static constexpr Op op = Op::gru;

    Count input_size = inferred; ///< left out: the input's last axis
    Count hidden_size = 0;       ///< required
    Count num_layers = 1;
    bool bias = true;
    bool batch_first = false; ///< for PyTorch's order of fields: a sample has no batch
    Real dropout = 0.0;       ///< between layers, in training
    bool bidirectional = false;
    Returns returns = Returns::sequence;
    bool single_bias = false; ///< one bias a gate, not PyTorch's two (Keras)

    constexpr Misfit check() const { return recurrence().check(); }
    constexpr Misfit check(const Shape& in) const { return recurrence().check(in); }
    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::input_size, input_size);
    }
    constexpr Shape output_shape(const Shape& in) const { return recurrence().output_shape(in); }
    constexpr Axes axes(const Shape&) const { return {}; }
    constexpr Params params(const Shape& in) const { return recurrence().params(in); }
    constexpr Work work(const Shape& in, const Shape&) const {
        return recurrence().work(in, detail::gru_unit);
    }
    constexpr KernelMemory kernel_memory(const Shape& in, const Shape&) const {
        return recurrence().memory(in);
    }

  private:
    constexpr detail::Recurrence recurrence() const {
        return {3,       input_size,    hidden_size, num_layers, bias, single_bias,
                dropout, bidirectional, 0,           returns,    false};
    }
};

} // namespace ctnn
