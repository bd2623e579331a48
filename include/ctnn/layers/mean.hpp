// The mean over axes.
#pragma once

#include "../core/axes.hpp"
#include "../core/detail/sample_axis.hpp"
#include "../core/dims.hpp"
#include "../core/layer.hpp"

namespace ctnn {

/// torch.mean over one or several axes, which it removes, or keeps with a size of 1:
/// `Mean{{2, 3}}` turns CxHxW into a vector of C. No parameters; the lecture gives no FLOPs: n - 1
/// additions and a division per output.
struct Mean {
    static constexpr const char* name = "Mean";
    static constexpr Op op = Op::mean;

    Dims dim; ///< as in PyTorch: 0 is the batch, which stays, 1 are the channels, -1 is the last
              ///< axis
    bool keepdim = false;

    constexpr Misfit check(const Shape& in) const {
        if (dim.count == 0) {
            return {Problem::own_words,
                    Field::dim,
                    Axis::none,
                    0,
                    0,
                    "dim was left out; give the axes to average, for example {2, 3}"};
        }
        bool is_taken[Shape::max_rank] = {};
        for (const Count each : dim) {
            if (auto misfit = detail::check_dim(Field::dim, each, in)) return misfit;
            bool& taken = is_taken[detail::sample_axis(each, in.rank)];
            if (taken) {
                return {Problem::own_words,
                        Field::dim,
                        Axis::none,
                        0,
                        each,
                        "dim has $got twice; give each axis once"};
            }
            taken = true;
        }
        if (keepdim || dim.count < in.rank) return {};
        return {Problem::own_words,
                Field::dim,
                Axis::none,
                in.rank,
                dim.count,
                "averages all $expected_axes of $input and leaves none; set keepdim = true"};
    }
    constexpr Axes axes(const Shape& in) const {
        Axes axes;
        int next = 0;
        for (int axis = 0; axis < in.axes(); ++axis) {
            const bool is_read = averages(axis, in.rank);
            axes.set(axis, is_read ? Axes::read : next);
            if (!is_read || keepdim) ++next;
        }
        return axes;
    }
    constexpr Shape output_shape(const Shape& in) const {
        Shape out;
        for (int axis = 0; axis < in.axes(); ++axis) {
            if (!averages(axis, in.rank)) {
                out.append(in[axis]);
            } else if (keepdim) {
                out.append(1);
            }
        }
        return out;
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const {
        const Count outputs = out.elements();
        return {.additions = in.elements() - outputs, .divisions = outputs};
    }

  private:
    constexpr bool averages(int axis, int rank) const {
        for (const Count each : dim) {
            if (detail::sample_axis(each, rank) == axis) return true;
        }
        return false;
    }
};

} // namespace ctnn
