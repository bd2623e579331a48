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
    /// The whole of an axis of a map, if `dim` is that axis.
    constexpr Window window(const Shape& in) const {
        const int axis = detail::sample_axis(dim, in.rank);
        Window window;
        if (axis <= 0 || in.rank > 4 || in[axis] > max_size) return window;
        WindowAxis& along = axis == in.rank - 1   ? window.width
                            : axis == in.rank - 2 ? window.height
                                                  : window.depth;
        along.kernel = in[axis];
        return window;
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
