// Root mean square normalisation.
#pragma once

#include "normalization.hpp"

namespace ctnn {

/// torch.nn.RMSNorm (PyTorch 2.4; Zhang, Sennrich 2019, arXiv:1910.07467): divides by the root of
/// the mean of the squares over the trailing axes, whose sizes are `normalized_shape`.
///
/// Parameters: the elements of normalized_shape. The lecture gives no FLOPs. Per group of n
/// elements: n squares, n - 1 additions, a division, eps, a root, n divisions, n scales.
struct RMSNorm {
    static constexpr const char* name = "RMSNorm";
    static constexpr Op op = Op::rms_norm;

    Shape normalized_shape = {}; ///< required: `RMSNorm{20}`, or `RMSNorm{{3, 8, 8}}`
    Real eps = 0.0;              ///< left out in PyTorch: the type's epsilon
    bool elementwise_affine = true;

    constexpr Misfit check() const { return as_layer_norm().check(); }
    constexpr Misfit check(const Shape& in) const { return as_layer_norm().check(in); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const {
        return {.weights = elementwise_affine ? normalized_shape.elements() : 0};
    }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count elements = in.elements();
        const Count groups = elements / normalized_shape.elements();
        return {.additions = elements,
                .multiplications = mul(elements, elementwise_affine ? 2 : 1),
                .divisions = add(elements, groups),
                .exponentials = groups};
    }

  private:
    constexpr LayerNorm as_layer_norm() const { return {normalized_shape}; }
};

} // namespace ctnn
