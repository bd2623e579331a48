// Instance normalisation: each channel of each sample by itself.
#pragma once

#include "detail/lifted.hpp"
#include "normalization.hpp"

namespace ctnn {
namespace detail {

/// The settings of an instance normalisation, whatever the axes of its map.
struct InstanceNormSettings {
    Count num_features;
    bool affine;
    bool track_running_stats;

    constexpr Misfit check(const Shape& in) const {
        // PyTorch compares num_features only with what it stores.
        if (affine || track_running_stats) {
            if (auto misfit = expect::channels(Field::num_features, num_features, in)) {
                return misfit;
            }
        }
        if (track_running_stats || in.elements() > in.channels()) return {};
        Misfit misfit{Problem::own_words};
        misfit.words = "expects more than one position to take statistics of, gets $input";
        return misfit;
    }
    constexpr Field inferred_field() const {
        const bool stores = affine || track_running_stats;
        return stores ? if_inferred(Field::num_features, num_features) : Field::none;
    }
    constexpr Params params(const Shape& in) const {
        const Count channels = given_or(num_features, in.channels());
        return {.weights = affine ? channels : 0,
                .biases = affine ? channels : 0,
                .buffers = track_running_stats ? mul(2, channels) : 0};
    }
    constexpr Work work(const Shape& in) const {
        if (!track_running_stats) {
            return normalize_by_own_statistics(in.channels(), in.elements() / in.channels(), affine,
                                               affine);
        }
        const BatchNorm2d norm{.affine = affine};
        return norm.work(in, in);
    }
};

} // namespace detail

/// torch.nn.InstanceNorm1d in eval mode: CxL -> CxL, each channel by its own mean and
/// variance, or by running ones if they are tracked. Parameters 2C if affine; buffers 2C if tracked
/// (without PyTorch's num_batches_tracked). The lecture gives no FLOPs.
struct InstanceNorm1d {
    static constexpr const char* name = "InstanceNorm1d";
    static constexpr Op op = Op::instance_norm;

    Count num_features = inferred; ///< left out: the input's channels
    Real eps = 1e-5;
    Real momentum = 0.1;
    bool affine = false;
    bool track_running_stats = false;

    constexpr Misfit check() const {
        return expect::positive_or_inferred(Field::num_features, num_features);
    }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_line(in)) return misfit;
        return settings().check(in);
    }
    constexpr Field inferred_field() const { return settings().inferred_field(); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape& in) const { return settings().params(in); }
    constexpr Work work(const Shape& in, const Shape&) const { return settings().work(in); }

  private:
    constexpr detail::InstanceNormSettings settings() const {
        return {num_features, affine, track_running_stats};
    }
};

/// torch.nn.InstanceNorm2d in eval mode: CxHxW -> CxHxW, each channel by its own mean and
/// variance, or by running ones if they are tracked. Parameters 2C if affine; buffers 2C if tracked
/// (without PyTorch's num_batches_tracked). The lecture gives no FLOPs.
struct InstanceNorm2d {
    static constexpr const char* name = "InstanceNorm2d";
    static constexpr Op op = Op::instance_norm;

    Count num_features = inferred; ///< left out: the input's channels
    Real eps = 1e-5;
    Real momentum = 0.1;
    bool affine = false;
    bool track_running_stats = false;

    constexpr Misfit check() const {
        return expect::positive_or_inferred(Field::num_features, num_features);
    }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_map(in)) return misfit;
        return settings().check(in);
    }
    constexpr Field inferred_field() const { return settings().inferred_field(); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape& in) const { return settings().params(in); }
    constexpr Work work(const Shape& in, const Shape&) const { return settings().work(in); }

  private:
    constexpr detail::InstanceNormSettings settings() const {
        return {num_features, affine, track_running_stats};
    }
};

/// torch.nn.InstanceNorm3d in eval mode: CxDxHxW -> CxDxHxW, each channel by its own mean and
/// variance, or by running ones if they are tracked. Parameters 2C if affine; buffers 2C if tracked
/// (without PyTorch's num_batches_tracked). The lecture gives no FLOPs.
struct InstanceNorm3d {
    static constexpr const char* name = "InstanceNorm3d";
    static constexpr Op op = Op::instance_norm;

    Count num_features = inferred; ///< left out: the input's channels
    Real eps = 1e-5;
    Real momentum = 0.1;
    bool affine = false;
    bool track_running_stats = false;

    constexpr Misfit check() const {
        return expect::positive_or_inferred(Field::num_features, num_features);
    }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_volume(in)) return misfit;
        return settings().check(in);
    }
    constexpr Field inferred_field() const { return settings().inferred_field(); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape& in) const { return settings().params(in); }
    constexpr Work work(const Shape& in, const Shape&) const { return settings().work(in); }

  private:
    constexpr detail::InstanceNormSettings settings() const {
        return {num_features, affine, track_running_stats};
    }
};

} // namespace ctnn
