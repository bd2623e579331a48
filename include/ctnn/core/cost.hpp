// What a layer costs: its parameters, and the arithmetic of a forward pass.
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

} // namespace ctnn
