// Layers that change the order of axes: Permute, Transpose.
#pragma once

#include "../core/axes.hpp"
#include "../core/detail/sample_axis.hpp"
#include "../core/dims.hpp"
#include "../core/layer.hpp"

namespace ctnn {

/// torchvision.ops.Permute, torch.permute: axis i of the output is axis dims[i] of the input,
/// counted as in PyTorch, where 0 is the batch, which stays the first: `Permute{{0, 2, 3, 1}}`
/// turns CxHxW into HxWxC. No parameters, no FLOPs.
struct Permute {
    static constexpr const char* name = "Permute";
    static constexpr Op op = Op::permute;

    Dims dims; ///< all axes, the batch's 0 first

    constexpr Misfit check(const Shape& in) const {
        if (dims.count != in.rank + 1) {
            return {Problem::own_words,
                    Field::dims,
                    Axis::none,
                    in.rank + 1,
                    dims.count,
                    "expects $expected dims for $input, beginning with 0 for the batch, gets $got"};
        }
        if (dims[0] != 0 && dims[0] != -dims.count) {
            return {Problem::own_words,
                    Field::dims,
                    Axis::none,
                    0,
                    dims[0],
                    "dims starts with $got; the batch stays the first axis, 0"};
        }
        bool is_taken[Shape::max_rank] = {};
        for (int i = 1; i < dims.count; ++i) {
            if (auto misfit = detail::check_dim(Field::dims, dims[i], in)) return misfit;
            bool& taken = is_taken[detail::sample_axis(dims[i], in.rank)];
            if (taken) {
                return {Problem::own_words,
                        Field::dims,
                        Axis::none,
                        0,
                        dims[i],
                        "dims has $got twice; give each axis once"};
            }
            taken = true;
        }
        return {};
    }
    constexpr Axes axes(const Shape& in) const {
        Axes axes;
        for (int i = 1; i < dims.count; ++i) {
            axes.set(detail::sample_axis(dims[i], in.rank), i - 1);
        }
        return axes;
    }
    constexpr Shape output_shape(const Shape& in) const {
        Shape out;
        for (int i = 1; i < dims.count; ++i) out.append(in[detail::sample_axis(dims[i], in.rank)]);
        return out;
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.transpose: two axes change places, counted as in PyTorch, where 0 is the batch:
/// `Transpose{1, 2}` turns 49x64 into 64x49. No parameters, no FLOPs.
struct Transpose {
    static constexpr const char* name = "Transpose";
    static constexpr Op op = Op::permute;

    Count dim0 = 1;
    Count dim1 = 2;

    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_dim(Field::dim0, dim0, in)) return misfit;
        return detail::check_dim(Field::dim1, dim1, in);
    }
    constexpr Axes axes(const Shape& in) const {
        Axes axes;
        for (int axis = 0; axis < in.axes(); ++axis) axes.set(axis, axis);
        const int one = detail::sample_axis(dim0, in.rank);
        const int other = detail::sample_axis(dim1, in.rank);
        axes.set(one, other);
        axes.set(other, one);
        return axes;
    }
    constexpr Shape output_shape(const Shape& in) const {
        const int one = detail::sample_axis(dim0, in.rank);
        const int other = detail::sample_axis(dim1, in.rank);
        Shape out = in;
        out.dims[one] = in[other];
        out.dims[other] = in[one];
        return out;
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

} // namespace ctnn
