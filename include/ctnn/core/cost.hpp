// What a layer costs: its parameters, the arithmetic of a forward pass, and memory of its own.
#pragma once

#include "count.hpp"

namespace ctnn {

/// What a layer stores: trainable weights and biases, and buffers (BatchNorm's running statistics).
struct Params {
    Count weights = 0;
    Count biases = 0;
    Count buffers = 0;

    /// Trainable parameters, as PyTorch's `requires_grad`: weights and biases, no buffers.
    constexpr Count trainable() const { return add(weights, biases); }

    constexpr bool operator==(const Params&) const = default;
};

/// The exact arithmetic of one forward pass over one sample. `macs` are the multiply-accumulates of
/// convolutions, linear layers and matrix products, with padding zeros and without biases; the
/// other counts are all arithmetic operations, those inside the MACs included. A convention turns
/// them into FLOPs.
struct Work {
    Count macs = 0;
    Count additions = 0; ///< and subtractions
    Count multiplications = 0;
    Count comparisons = 0;
    Count divisions = 0;
    Count exponentials = 0; ///< and other functions: power, tanh, erf

    constexpr bool operator==(const Work&) const = default;
};

/// What a layer's kernel needs in RAM beside its input, its output and its parameters: scratch
/// during the operation, and state that it keeps from one inference to the next (a recurrent
/// layer's). In bytes, or in elements whose type is that of the network's activations; both add up.
/// State of quantised types is counted with 16 bits an element, as an LSTM's cell state has them in
/// TensorFlow Lite.
struct KernelMemory {
    Count scratch_bytes = 0;
    Count scratch_elements = 0;
    Count state_bytes = 0;
    Count state_elements = 0;

    constexpr bool operator==(const KernelMemory&) const = default;
};

} // namespace ctnn
