// Normalisation over the batch, the layer, groups of channels, neighbouring channels.
#pragma once

#include "../core/layer.hpp"
#include "../core/real.hpp"

namespace ctnn {
namespace detail {

/// The work of normalising `groups` groups of `size` elements by their own mean and variance: the
/// mean (size - 1 additions, a division), the variance (a difference and a square per element,
/// size - 1 additions, a division), sqrt(variance + eps), a division per element; then scale and
/// shift.
constexpr Work normalize_by_own_statistics(Count groups, Count size, bool scale, bool shift) {
    const Count elements = mul(groups, size);
    const Count sums = mul(shift ? 4 : 3, size); // -2 for the two sums, +1 for eps
    return {.additions = mul(groups, sums == overflow ? overflow : sums - 1),
            .multiplications = mul(elements, scale ? 2 : 1),
            .divisions = add(elements, mul(2, groups)),
            .exponentials = groups};
}

/// Without running statistics, those of a single value mean nothing (PyTorch refuses them).
constexpr Misfit check_statistics(bool track_running_stats, const Shape& in) {
    if (track_running_stats || in.elements() > in.channels()) return {};
    Misfit misfit{Problem::own_words};
    misfit.words = "expects more than one position to take statistics of, gets $input; "
                   "track_running_stats = true needs none";
    return misfit;
}

} // namespace detail

/// torch.nn.BatchNorm2d in eval mode: CxHxW -> CxHxW by running mean and variance per channel.
///
/// Parameters 2C if affine; buffers 2C (without PyTorch's num_batches_tracked). The lecture gives
/// no FLOPs; per element a subtraction and a division by the precomputed sqrt(variance + eps), then
/// a multiplication and an addition if affine.
struct BatchNorm2d {
    static constexpr const char* name = "BatchNorm2d";
    static constexpr Op op = Op::batch_norm;

    Count num_features = inferred; ///< left out: the input's channels
    Real eps = 1e-5;
    Real momentum = 0.1;
    bool affine = true;
    bool track_running_stats = true; ///< false: the sample's own statistics, no buffers

    constexpr Misfit check() const {
        return expect::positive_or_inferred(Field::num_features, num_features);
    }
    constexpr Misfit check(const Shape& in) const {
        if (in.rank != 3) return expect::rank(3, in);
        const Misfit misfit = expect::channels(Field::num_features, num_features, in);
        if (misfit || track_running_stats) return misfit;
        return detail::check_statistics(track_running_stats, in);
    }
    constexpr Field inferred_field() const {
        return affine ? detail::if_inferred(Field::num_features, num_features) : Field::none;
    }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape& in) const {
        const Count channels = detail::given_or(num_features, in.channels());
        return {.weights = affine ? channels : 0,
                .biases = affine ? channels : 0,
                .buffers = track_running_stats ? mul(2, channels) : 0};
    }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count elements = in.elements();
        if (!track_running_stats) {
            return detail::normalize_by_own_statistics(in.channels(), elements / in.channels(),
                                                       affine, affine);
        }
        return {.additions = mul(elements, affine ? 2 : 1),
                .multiplications = affine ? elements : 0,
                .divisions = elements};
    }
};

/// torch.nn.BatchNorm1d in eval mode: a vector of C features, or CxL. Its parameters, buffers and
/// work are those of BatchNorm2d on a map Cx1x1 or Cx1xL.
struct BatchNorm1d {
    static constexpr const char* name = "BatchNorm1d";
    static constexpr Op op = Op::batch_norm;

    Count num_features = inferred; ///< left out: the input's
    Real eps = 1e-5;
    Real momentum = 0.1;
    bool affine = true;
    bool track_running_stats = true; ///< false: the sample's own statistics, no buffers

    constexpr Misfit check() const { return as_2d().check(); }
    constexpr Misfit check(const Shape& in) const {
        if (in.rank > 2) return expect::rank(2, in);
        const Misfit misfit = expect::channels(Field::num_features, num_features, in);
        if (misfit || track_running_stats) return misfit;
        return detail::check_statistics(track_running_stats, in);
    }
    constexpr Field inferred_field() const { return as_2d().inferred_field(); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape& in) const { return as_2d().params(in); }
    constexpr Work work(const Shape& in, const Shape& out) const { return as_2d().work(in, out); }

  private:
    constexpr BatchNorm2d as_2d() const {
        return {num_features, eps, momentum, affine, track_running_stats};
    }
};

/// torch.nn.LayerNorm: normalises the trailing axes, whose sizes are `normalized_shape`.
///
/// Parameters: the elements of normalized_shape, twice that with bias. The lecture gives no FLOPs.
struct LayerNorm {
    static constexpr const char* name = "LayerNorm";
    static constexpr Op op = Op::layer_norm;

    Shape normalized_shape = {}; ///< required: `LayerNorm{20}`, or `LayerNorm{{3, 8, 8}}`
    Real eps = 1e-5;
    bool elementwise_affine = true;
    bool bias = true;

    constexpr Misfit check() const {
        const int axes = normalized_shape.rank;
        if (axes < 1) return expect::positive(Field::normalized_shape, axes);
        if (axes > Shape::max_rank) {
            return {Problem::over_limit, Field::normalized_shape, Axis::none, Shape::max_rank,
                    axes};
        }
        for (int axis = 0; axis < axes; ++axis) {
            const Misfit misfit = expect::positive(Field::normalized_shape, normalized_shape[axis]);
            if (misfit) return misfit;
        }
        return {};
    }
    constexpr Misfit check(const Shape& in) const {
        const int kept = in.rank - normalized_shape.rank;
        if (kept < 0) {
            return {Problem::rank, Field::normalized_shape, Axis::none, normalized_shape.rank,
                    in.rank};
        }
        for (int axis = 0; axis < normalized_shape.axes(); ++axis) {
            if (normalized_shape[axis] != in[kept + axis]) {
                return {Problem::normalized_shape, Field::normalized_shape, Axis::none,
                        normalized_shape[axis], in[kept + axis]};
            }
        }
        return {};
    }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const {
        const Count size = elementwise_affine ? normalized_shape.elements() : 0;
        return {.weights = size, .biases = bias ? size : 0};
    }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count size = normalized_shape.elements();
        return detail::normalize_by_own_statistics(in.elements() / size, size, elementwise_affine,
                                                   elementwise_affine && bias);
    }
};

/// torch.nn.GroupNorm: normalises num_groups groups of channels, each over its channels and
/// positions.
///
/// Parameters 2C if affine. The lecture gives no FLOPs.
struct GroupNorm {
    static constexpr const char* name = "GroupNorm";
    static constexpr Op op = Op::group_norm;

    Count num_groups = 0;          ///< required; divides num_channels
    Count num_channels = inferred; ///< left out: the input's channels
    Real eps = 1e-5;
    bool affine = true;

    constexpr Misfit check() const {
        if (auto misfit = expect::positive(Field::num_groups, num_groups)) return misfit;
        if (auto misfit = expect::positive_or_inferred(Field::num_channels, num_channels)) {
            return misfit;
        }
        if (num_channels == inferred) return {};
        return expect::divides(Field::num_channels, num_channels, num_groups);
    }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = expect::channels(Field::num_channels, num_channels, in)) return misfit;
        return expect::divides(Field::num_channels, in.channels(), num_groups);
    }
    constexpr Field inferred_field() const {
        return affine ? detail::if_inferred(Field::num_channels, num_channels) : Field::none;
    }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape& in) const {
        const Count channels = affine ? detail::given_or(num_channels, in.channels()) : 0;
        return {.weights = channels, .biases = channels};
    }
    constexpr Work work(const Shape& in, const Shape&) const {
        return detail::normalize_by_own_statistics(num_groups, in.elements() / num_groups, affine,
                                                   affine);
    }
};

/// torch.nn.LocalResponseNorm: x / (k + alpha * mean of the squares of `size` neighbouring
/// channels)^beta (AlexNet, 2012). No parameters; the lecture gives no FLOPs.
struct LocalResponseNorm {
    static constexpr const char* name = "LocalResponseNorm";
    static constexpr Op op = Op::local_response_norm;

    Count size = 0; ///< required: the number of neighbouring channels
    Real alpha = 1e-4;
    Real beta = 0.75;
    Real k = 1.0;

    constexpr Misfit check() const { return expect::positive(Field::size, size); }
    constexpr Misfit check(const Shape& in) const {
        return in.rank >= 2 ? Misfit{} : expect::rank(2, in);
    }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count elements = in.elements();
        return {.additions = mul(elements, size),
                .multiplications = mul(elements, 2),
                .divisions = mul(elements, 2),
                .exponentials = elements};
    }
};

} // namespace ctnn
