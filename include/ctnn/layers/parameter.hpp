// Parameter: trained numbers that are a tensor of their own.
#pragma once

#include "../core/layer.hpp"

namespace ctnn {

/// torch.nn.Parameter as a source: trained numbers of a shape, which read no input. A class token,
/// position embeddings, a layer scale: `Add{skip, Parameter{197, 768}}`. One operation; its weights
/// are its elements; no FLOPs. They are stored with the weights, so memory plans give them no room.
struct Parameter {
    static constexpr const char* name = "Parameter";
    static constexpr Op op = Op::parameter;
    static constexpr bool reads_input = false;

    Shape shape;

    template <Integer... Dims>
        requires(sizeof...(Dims) >= 1 && sizeof...(Dims) <= Shape::max_rank)
    constexpr explicit Parameter(Dims... sizes_) : shape(sizes_...) {}
    constexpr explicit Parameter(const Shape& shape_) : shape(shape_) {}

    constexpr Misfit check() const {
        if (shape.rank < 1) return expect::positive(Field::size, 0);
        for (int axis = 0; axis < shape.axes(); ++axis) {
            if (auto misfit = expect::positive(Field::size, shape[axis])) return misfit;
        }
        return {};
    }
    constexpr Shape output_shape(const Shape&) const { return shape; }
    constexpr Params params() const { return {.weights = shape.elements()}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

} // namespace ctnn
