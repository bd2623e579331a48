// Roll: a cyclic shift.
#pragma once

#include "../core/detail/sample_axis.hpp"
#include "../core/dims.hpp"
#include "../core/layer.hpp"

namespace ctnn {

/// torch.roll: shifts the elements along axes; what leaves at one end comes in at the other (the
/// shifted windows of Swin, arXiv:2103.14030). Keeps the shape; no parameters, no FLOPs.
struct Roll {
    static constexpr const char* name = "Roll";
    static constexpr Op op = Op::roll;

    Dims shifts; ///< by how many positions: one number for each of `dims`
    Dims dims;   ///< counted as in PyTorch, where 0 is the batch

    constexpr Misfit check(const Shape& in) const {
        if (shifts.size() != dims.size() || dims.size() == 0) {
            Misfit misfit{Problem::own_words, Field::dims, Axis::none, dims.size(), shifts.size()};
            misfit.words = "expects a shift for each of its $expected dims, gets $got";
            return misfit;
        }
        for (const Count dim : dims) {
            if (auto misfit = detail::check_dim(Field::dims, dim, in)) return misfit;
        }
        return {};
    }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    /// Along a shifted axis, positions change their order.
    constexpr Axes axes(const Shape& in) const {
        Axes axes;
        for (int axis = 0; axis < in.axes(); ++axis) axes.set(axis, axis);
        for (int i = 0; i < dims.size(); ++i) {
            const int axis = detail::sample_axis(dims[i], in.rank);
            if (shifts[i] % in[axis] != 0) axes.set(axis, Axes::mixed);
        }
        return axes;
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

} // namespace ctnn
