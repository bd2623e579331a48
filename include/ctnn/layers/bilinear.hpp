// Merges of two vectors: Bilinear, CosineSimilarity, PairwiseDistance.
#pragma once

#include "../core/broadcast.hpp"
#include "../core/merge.hpp"
#include "../core/real.hpp"

namespace ctnn {

/// torch.nn.Bilinear: x1^T A x2 + b, of two tensors whose last axes are in1_features and
/// in2_features and whose others agree. A merge: `Branches{Bilinear{5, 6, 7}, Input{0}, Input{1}}`.
///
/// Parameters out*in1*in2 + out; MACs out*in1*in2 for each pair of vectors.
struct Bilinear {
    static constexpr const char* name = "Bilinear";
    static constexpr Op op = Op::bilinear;
    static constexpr bool is_elementwise = false;

    Count in1_features = 0; ///< required
    Count in2_features = 0; ///< required
    Count out_features = 0; ///< required
    bool bias = true;

    constexpr Misfit check(const Operands& operands) const {
        if (auto misfit = expect::positive(Field::in1_features, in1_features)) return misfit;
        if (auto misfit = expect::positive(Field::in2_features, in2_features)) return misfit;
        if (auto misfit = expect::positive(Field::out_features, out_features)) return misfit;
        if (operands.size() != 2) return {Problem::branches};
        const Shape& one = operands[0];
        const Shape& other = operands[1];
        const bool fits = one.last() == in1_features && other.last() == in2_features;
        Misfit misfit{Problem::own_words, Field::none, Axis::none, in1_features, in2_features};
        misfit.words = "expects last axes of $expected and $got, and the same others";
        if (!fits || one.rank != other.rank) return misfit;
        for (int axis = 0; axis < one.axes() - 1; ++axis) {
            if (one[axis] != other[axis]) return misfit;
        }
        return {};
    }
    constexpr Shape output_shape(const Operands& operands) const {
        Shape out = operands[0];
        out.dims[out.rank - 1] = out_features;
        return out;
    }
    constexpr Params params() const {
        return {.weights = mul(out_features, in1_features, in2_features),
                .biases = bias ? out_features : 0};
    }
    constexpr Work work(const Operands&, const Shape& out) const {
        const Count macs = mul(out.elements(), in1_features, in2_features);
        const Count sums = bias ? macs : macs == overflow ? macs : macs - out.elements();
        return {.macs = macs, .additions = sums, .multiplications = macs};
    }
};

namespace detail {

/// A shape without one of its axes; a single number is a vector of 1.
constexpr Shape without_axis(const Shape& shape, int axis) {
    Shape rest;
    for (int i = 0; i < shape.axes(); ++i) {
        if (i != axis) rest.append(shape[i]);
    }
    return rest.rank > 0 ? rest : Shape{1};
}

} // namespace detail

/// torch.nn.CosineSimilarity of two tensors along an axis, broadcast against each other; that axis
/// goes. Axes count as in PyTorch, where 0 is the batch. A merge, as Bilinear. No parameters; the
/// lecture gives no FLOPs. Per n elements: three dot products, two roots, a product, a division.
struct CosineSimilarity {
    static constexpr const char* name = "CosineSimilarity";
    static constexpr Op op = Op::distance;
    static constexpr bool is_elementwise = false;

    Count dim = 1;
    Real eps = 1e-8;

    constexpr Misfit check(const Operands& operands) const {
        if (operands.size() != 2) return {Problem::branches};
        const Broadcast both = broadcast(operands);
        return both.misfit ? both.misfit : detail::check_dim(Field::dim, dim, both.shape);
    }
    constexpr Shape output_shape(const Operands& operands) const {
        const Shape both = broadcast(operands).shape;
        return detail::without_axis(both, detail::sample_axis(dim, both.rank));
    }
    static constexpr Work work(const Operands& operands, const Shape& out) {
        const Count elements = broadcast(operands).shape.elements();
        return {.additions = mul(3, elements - out.elements()),
                .multiplications = add(mul(3, elements), out.elements()),
                .comparisons = out.elements(),
                .divisions = out.elements(),
                .exponentials = mul(2, out.elements())};
    }
};

/// torch.nn.PairwiseDistance of two tensors along their last axis, broadcast against each other:
/// the p-norm of x1 - x2 + eps; the axis goes, or becomes 1 with keepdim. A merge, as Bilinear. No
/// parameters; the lecture gives no FLOPs.
struct PairwiseDistance {
    static constexpr const char* name = "PairwiseDistance";
    static constexpr Op op = Op::distance;
    static constexpr bool is_elementwise = false;

    Real p = 2.0;
    Real eps = 1e-6;
    bool keepdim = false;

    constexpr Misfit check(const Operands& operands) const {
        if (operands.size() != 2) return {Problem::branches};
        return broadcast(operands).misfit;
    }
    constexpr Shape output_shape(const Operands& operands) const {
        Shape both = broadcast(operands).shape;
        if (!keepdim) return detail::without_axis(both, both.rank - 1);
        both.dims[both.rank - 1] = 1;
        return both;
    }
    static constexpr Work work(const Operands& operands, const Shape& out) {
        const Count elements = broadcast(operands).shape.elements();
        return {.additions = add(mul(2, elements), elements - out.elements()),
                .exponentials = add(elements, out.elements())};
    }
};

} // namespace ctnn
