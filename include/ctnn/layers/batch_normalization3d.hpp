// Batch normalisation of volumes, and over several devices.
#pragma once

#include "detail/lifted.hpp"
#include "normalization.hpp"

namespace ctnn {

/// torch.nn.BatchNorm3d in eval mode: CxDxHxW -> CxDxHxW by running mean and variance per channel.
/// Its parameters, buffers and work are those of BatchNorm2d on a map CxDxHW.
struct BatchNorm3d {
    static constexpr const char* name = "BatchNorm3d";
    static constexpr Op op = Op::batch_norm;

    Count num_features = inferred; ///< left out: the input's channels
    Real eps = 1e-5;
    Real momentum = 0.1;
    bool affine = true;
    bool track_running_stats = true; ///< false: the sample's own statistics, no buffers

    constexpr Misfit check() const { return as_2d().check(); }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_volume(in)) return misfit;
        if (auto misfit = expect::channels(Field::num_features, num_features, in)) return misfit;
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

/// torch.nn.SyncBatchNorm in eval mode: as BatchNorm1d, 2d or 3d on a vector or a map of any axes
/// (its statistics over several GPUs are of training).
struct SyncBatchNorm {
    static constexpr const char* name = "SyncBatchNorm";
    static constexpr Op op = Op::batch_norm;

    Count num_features = inferred; ///< left out: the input's channels
    Real eps = 1e-5;
    Real momentum = 0.1;
    bool affine = true;
    bool track_running_stats = true; ///< false: the sample's own statistics, no buffers

    constexpr Misfit check() const { return as_2d().check(); }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = expect::channels(Field::num_features, num_features, in)) return misfit;
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

} // namespace ctnn
