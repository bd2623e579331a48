// Softmax.
#pragma once

#include "linear.hpp"

namespace ctnn {

/// torch.nn.Softmax along one axis: exp(x) / sum of exp(x). Axes count as in PyTorch, where 0 is
/// the batch: 1 is the features of a vector, the channels of a map. Keeps the shape; no parameters;
/// the lecture gives no FLOPs. Along n elements: n exponentials, n - 1 additions, n divisions.
struct Softmax {
    static constexpr const char* name = "Softmax";
    static constexpr Op op = Op::softmax;

    Count dim = 1;

    constexpr Misfit check(const Shape& in) const { return detail::check_dim(Field::dim, dim, in); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    /// The whole height or width, if `dim` is that axis.
    constexpr Window window(const Shape& in) const {
        const int axis = in.rank == 3 ? detail::sample_axis(dim, in.rank) : 0;
        return {{.kernel = axis == 1 ? in.height() : 1}, {.kernel = axis == 2 ? in.width() : 1}};
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count elements = in.elements();
        const Count length = in[detail::sample_axis(dim, in.rank)];
        return {.additions = elements - elements / length,
                .divisions = elements,
                .exponentials = elements};
    }
};

} // namespace ctnn
