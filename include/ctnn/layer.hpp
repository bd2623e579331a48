// What a layer says about itself: its output shape, its parameters, its work.
#pragma once

#include "misfit.hpp"
#include "op.hpp"
#include "window.hpp"

namespace ctnn {

/// A layer's numbers: trainable weights and biases, and buffers (BatchNorm's running statistics).
struct Params {
    Count weights = 0;
    Count biases = 0;
    Count buffers = 0;

    /// Trainable parameters, as PyTorch's `requires_grad`: weights and biases, no buffers.
    constexpr Count trainable() const { return add(weights, biases); }
};

/// One forward pass over one sample, exactly. `macs` are the multiply-accumulates of convolutions
/// and linear layers, padding zeros included and biases not; the other counts are every arithmetic
/// operation there is, those inside the MACs too. A convention (conventions.hpp) makes FLOPs of it.
struct Work {
    Count macs = 0;
    Count additions = 0; ///< and subtractions
    Count multiplications = 0;
    Count comparisons = 0;
    Count divisions = 0;
    Count exponentials = 0; ///< and other functions: power, tanh, erf
};

/// A layer of one operation, the library's or a user's own. It has
///
///     static constexpr const char* name = "Conv2d";
///     constexpr Shape output_shape(const Shape& in) const;
///     constexpr Params params(const Shape& in) const;      // or params() if no input is needed
///     constexpr Work work(const Shape& in, const Shape& out) const;
///
/// and, where they apply,
///
///     static constexpr Op op = Op::conv;                   // else Op::custom
///     constexpr Misfit check() const;                      // is the layer itself sound?
///     constexpr Misfit check(const Shape& in) const;       // does the input fit it?
///     constexpr Field inferred_field() const;              // what params(in) infers, if it does
///     constexpr Window window(const Shape& in) const;      // what one output sees of the input
///     constexpr bool is_sized() const;                     // told its output's size, no factor
///
/// The other members are asked only after both checks passed. Formulas use `mul` and `add`.
template <class L>
concept Leaf = requires(const L& layer, const Shape& in) {
    static_cast<const char*>(L::name);
    static_cast<Shape>(layer.output_shape(in));
    static_cast<Work>(layer.work(in, in));
}
&&(
    requires(const L& layer) { static_cast<Params>(layer.params()); } ||
    requires(const L& layer, const Shape& in) { static_cast<Params>(layer.params(in)); });

class Walk;
struct Tensor;

/// A layer made of layers: it says how a walk goes through it, and how many operations that gives.
///
///     static constexpr int operations = ...;               // how many records it gives,
///     static constexpr int edges = ...;                    // and how many inputs those have in
///     all constexpr void walk(Walk& walk, Tensor& tensor) const;
template <class L>
concept Composite = requires(const L& layer, Walk& walk, Tensor& tensor) {
    static_cast<int>(L::operations);
    static_cast<int>(L::edges);
    layer.walk(walk, tensor);
};

/// Anything that a network can be made of; a network is one too.
template <class L>
concept Layer = Leaf<L> || Composite<L>;

} // namespace ctnn
