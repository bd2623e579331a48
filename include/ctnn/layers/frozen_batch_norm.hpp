// FrozenBatchNorm2d: batch normalisation whose numbers are constants.
#pragma once

#include "normalization.hpp"

namespace ctnn {

/// torchvision.ops.FrozenBatchNorm2d: BatchNorm2d whose weights, biases, means and variances are
/// all buffers, 4C of them; no parameters. The lecture gives no FLOPs.
struct FrozenBatchNorm2d {
    static constexpr const char* name = "FrozenBatchNorm2d";
    static constexpr Op op = Op::batch_norm;

    Count num_features = inferred; ///< left out: the input's channels
    Real eps = 1e-5;

    constexpr Misfit check() const { return as_trained().check(); }
    constexpr Misfit check(const Shape& in) const { return as_trained().check(in); }
    constexpr Field inferred_field() const { return as_trained().inferred_field(); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape& in) const {
        return {.buffers = mul(4, detail::given_or(num_features, in.channels()))};
    }
    constexpr Work work(const Shape& in, const Shape& out) const {
        return as_trained().work(in, out);
    }

  private:
    constexpr BatchNorm2d as_trained() const { return {num_features, eps}; }
};

} // namespace ctnn
