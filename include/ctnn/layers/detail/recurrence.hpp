// What recurrent layers share: the sizes of their matrices and the work of a step.
#pragma once

#include "../../core/layer.hpp"
#include "../../core/real.hpp"

namespace ctnn {

/// What of a recurrent layer flows on.
enum class Returns : unsigned char {
    sequence,     ///< the outputs of all steps, L x (directions * output size): PyTorch's `output`
    last_output,  ///< that of the last step alone, a vector (Keras' return_sequences=False)
    hidden_state, ///< (layers * directions) x output size, PyTorch's h_n
    cell_state,   ///< (layers * directions) x hidden_size, c_n of an LSTM
};

} // namespace ctnn

namespace ctnn::detail {

/// The arithmetic on one hidden unit in one step, beside the matrix products and biases.
struct UnitWork {
    Count additions = 0;
    Count multiplications = 0;
    Count comparisons = 0;
    Count divisions = 0;
    Count exponentials = 0;
};

/// The settings of a recurrent layer. `gates` are the matrices of a unit: 1, 3 (GRU), 4 (LSTM).
struct Recurrence {
    int gates;
    Count input_size;
    Count hidden_size;
    Count num_layers;
    bool bias;
    bool single_bias;
    double dropout;
    bool bidirectional;
    Count proj_size;
    Returns returns;
    bool has_cell_state;

    constexpr Count directions() const { return bidirectional ? 2 : 1; }
    /// What a step gives to the next one.
    constexpr Count output_size() const { return proj_size > 0 ? proj_size : hidden_size; }
    constexpr Count width() const { return mul(directions(), output_size()); }

    constexpr Misfit check() const {
        if (auto misfit = expect::positive_or_inferred(Field::input_size, input_size)) {
            return misfit;
        }
        if (auto misfit = expect::positive(Field::hidden_size, hidden_size)) return misfit;
        if (auto misfit = expect::positive(Field::num_layers, num_layers)) return misfit;
        if (auto misfit = expect::unit_interval(Field::dropout, dropout)) return misfit;
        if (proj_size < 0) return {Problem::negative, Field::proj_size, Axis::none, 0, proj_size};
        Misfit misfit{Problem::own_words, Field::proj_size, Axis::none, hidden_size, proj_size};
        if (proj_size >= hidden_size) {
            misfit.words = "proj_size must be less than hidden_size, $expected, is $got";
            return misfit;
        }
        if (returns != Returns::cell_state || has_cell_state) return {};
        misfit.words = "returns a cell state, which only an LSTM has";
        return misfit;
    }
    constexpr Misfit check(const Shape& in) const {
        if (in.rank != 2) {
            Misfit misfit{Problem::rank, Field::none, Axis::none, 2, in.rank};
            misfit.words = "expects a sequence, steps x features (2 axes), gets $input ($got_axes)";
            return misfit;
        }
        if (input_size == inferred || in[1] == input_size) return {};
        Misfit misfit{Problem::own_words, Field::input_size, Axis::none, input_size, in[1]};
        misfit.words = in[0] == input_size
                           ? "expects steps x $expected features, gets $input; transpose it, or "
                             "set input_size = $got"
                           : "expects $expected features in a step, gets $got ($input); set "
                             "input_size = $got";
        return misfit;
    }

    constexpr Shape output_shape(const Shape& in) const {
        switch (returns) {
        case Returns::sequence: return {in[0], width()};
        case Returns::last_output: return {width()};
        case Returns::hidden_state: return {mul(num_layers, directions()), output_size()};
        case Returns::cell_state: break;
        }
        return {mul(num_layers, directions()), hidden_size};
    }

    /// The inputs of all layers' gates, together: those of the first, and the outputs below for
    /// each further one; and the output of the step before for each.
    constexpr Count gate_inputs(Count first) const {
        const Count further = mul(num_layers - 1, width());
        return add(add(first, further), mul(num_layers, output_size()));
    }

    /// Weights that a step uses, each once: its MACs.
    constexpr Count weights(const Shape& in) const {
        const Count first = given_or(input_size, in[1]);
        const Count of_gates = mul(gates, mul(hidden_size, gate_inputs(first)));
        const Count projections = mul(num_layers, mul(hidden_size, proj_size));
        return mul(directions(), add(of_gates, projections));
    }
    constexpr Count biases() const {
        if (!bias) return 0;
        return mul(mul(directions(), num_layers),
                   mul(mul(single_bias ? 1 : 2, gates), hidden_size));
    }
    constexpr Params params(const Shape& in) const {
        return {.weights = weights(in), .biases = biases()};
    }

    /// State: what each layer gives to the next step, and an LSTM's cells. Scratch: the gates of
    /// one layer's step, and the sequences between layers.
    constexpr KernelMemory memory(const Shape& in) const {
        const Count of_unit = add(output_size(), has_cell_state ? hidden_size : 0);
        const Count between = num_layers > 1 ? num_layers > 2 ? 2 : 1 : 0;
        return {.scratch_elements = add(mul(gates, hidden_size), mul(between, mul(in[0], width()))),
                .state_elements = mul(mul(directions(), num_layers), of_unit)};
    }
    /// A dot product of n numbers has n - 1 additions; a bias is another.
    constexpr Work work(const Shape& in, const UnitWork& unit) const {
        const Count steps = in[0];
        const Count units = mul(mul(steps, directions()), mul(num_layers, hidden_size));
        const Count projected = mul(mul(steps, directions()), mul(num_layers, proj_size));
        const Count sums = add(mul(gates, units), projected);
        const Count macs = mul(steps, weights(in));
        const Count dot = macs == overflow || sums == overflow ? overflow : macs - sums;
        return {.macs = macs,
                .additions = add(dot, mul(steps, biases()), mul(unit.additions, units)),
                .multiplications = add(macs, mul(unit.multiplications, units)),
                .comparisons = mul(unit.comparisons, units),
                .divisions = mul(unit.divisions, units),
                .exponentials = mul(unit.exponentials, units)};
    }
};

} // namespace ctnn::detail
