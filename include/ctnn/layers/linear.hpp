// The fully connected layer, and the flattening before it.
#pragma once

#include "../core/detail/sample_axis.hpp"
#include "../core/layer.hpp"

namespace ctnn {

/// torch.nn.Flatten: CxHxW -> a vector of C*H*W (lecture: length w*h*d). No parameters, no FLOPs.
/// Axes count as in PyTorch, where 0 is the batch: 1 is C.
struct Flatten {
    static constexpr const char* name = "Flatten";
    static constexpr Op op = Op::flatten;

    Count start_dim = 1; ///< the first axis to merge
    Count end_dim = -1;  ///< the last axis to merge

    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_dim(Field::start_dim, start_dim, in)) return misfit;
        if (auto misfit = detail::check_dim(Field::end_dim, end_dim, in)) return misfit;
        const int first = detail::sample_axis(start_dim, in.rank);
        const int last = detail::sample_axis(end_dim, in.rank);
        if (last >= first) return {};
        return {Problem::axis_order, Field::end_dim, Axis::none, start_dim, end_dim};
    }
    constexpr Shape output_shape(const Shape& in) const {
        const int first = detail::sample_axis(start_dim, in.rank);
        const int last = detail::sample_axis(end_dim, in.rank);
        Shape out;
        for (int axis = 0; axis < in.axes(); ++axis) {
            if (axis > first && axis <= last) {
                out.dims[out.rank - 1] = mul(out.dims[out.rank - 1], in[axis]);
            } else {
                out.append(in[axis]);
            }
        }
        return out;
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.Linear, the fully connected layer: a vector of in_features -> a vector of out_features.
/// With more axes, it is applied along the last one (PyTorch). With in_features left out, a CxHxW
/// map is an error, since almost always a Flatten is missing.
///
/// Parameters in*out + out, MACs in*out (lecture) times the number of vectors.
struct Linear {
    static constexpr const char* name = "Linear";
    static constexpr Op op = Op::linear;

    Count in_features = inferred; ///< left out: the last axis of the input
    Count out_features = 0;       ///< the number of neurons; required
    bool bias = true;

    constexpr Misfit check() const {
        if (auto misfit = expect::positive_or_inferred(Field::in_features, in_features)) {
            return misfit;
        }
        return expect::positive(Field::out_features, out_features);
    }
    constexpr Misfit check(const Shape& in) const {
        const bool fits = in_features == inferred ? in.rank < 3 : in.last() == in_features;
        if (fits) return {};
        if (in.rank == 1 || (in.rank == 2 && in.elements() != in_features)) {
            return {Problem::features, Field::in_features, Axis::none, in_features, in.last()};
        }
        // in_features closer, by ratio, to the last axis than to the number of elements suggest a
        // wrong number rather than a missing Flatten.
        const Count elements = in.elements();
        const Count last = in.last();
        const bool is_of_axis = in_features > 0 && last > 0 && in_features != elements &&
                                in_features != in.channels() &&
                                in_features / last < elements / in_features;
        if (is_of_axis) {
            return {Problem::features, Field::in_features, Axis::none, in_features, in.last()};
        }
        return {Problem::missing_flatten, Field::in_features, Axis::none,
                detail::given_or(in_features, elements), elements};
    }
    constexpr Field inferred_field() const {
        return detail::if_inferred(Field::in_features, in_features);
    }
    constexpr Shape output_shape(const Shape& in) const {
        Shape out = in;
        out.dims[out.rank - 1] = out_features;
        return out;
    }
    constexpr Params params(const Shape& in) const {
        return {.weights = mul(detail::given_or(in_features, in.last()), out_features),
                .biases = bias ? out_features : 0};
    }
    constexpr Work work(const Shape& in, const Shape& out) const {
        const Count outputs = out.elements();
        const Count macs = mul(outputs, in.last());
        return {.macs = macs,
                .additions = mul(outputs, bias ? in.last() : in.last() - 1),
                .multiplications = macs};
    }
};

} // namespace ctnn
