// GLU: the gated linear unit.
#pragma once

#include "../core/detail/sample_axis.hpp"
#include "../core/layer.hpp"

namespace ctnn {

/// torch.nn.GLU: a * sigmoid(b), where a and b are the halves of an axis; the output has half of
/// it. Axes count as in PyTorch, where 0 is the batch. No parameters; the lecture gives no FLOPs.
struct GLU {
    static constexpr const char* name = "GLU";
    static constexpr Op op = Op::glu;

    Count dim = -1;

    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_dim(Field::dim, dim, in)) return misfit;
        const Count size = in[detail::sample_axis(dim, in.rank)];
        if (size % 2 == 0) return {};
        Misfit misfit{Problem::own_words, Field::dim, Axis::none, 2, size};
        misfit.words = "expects an even size along its axis, gets $got ($input)";
        return misfit;
    }
    constexpr Shape output_shape(const Shape& in) const {
        Shape out = in;
        out.dims[detail::sample_axis(dim, in.rank)] /= 2;
        return out;
    }
    /// Along its axis, an output reads two positions that are no neighbours.
    constexpr Axes axes(const Shape& in) const {
        Axes axes;
        for (int axis = 0; axis < in.axes(); ++axis) axes.set(axis, axis);
        axes.set(detail::sample_axis(dim, in.rank), Axes::mixed);
        return axes;
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape& out) const {
        const Count n = out.elements();
        return {.additions = n, .multiplications = n, .divisions = n, .exponentials = n};
    }
};

} // namespace ctnn
