// Max pooling to a given output size.
#pragma once

#include "adaptive_pooling.hpp"

namespace ctnn {

/// torch.nn.AdaptiveMaxPool2d: CxHxW -> C x output_size, whatever the input's size. An axis given
/// as `inferred` (PyTorch's None) keeps the input's. No parameters. The lecture gives it no FLOPs;
/// an output is compared with each element of its window but the first.
struct AdaptiveMaxPool2d {
    static constexpr const char* name = "AdaptiveMaxPool2d";
    static constexpr Op op = Op::adaptive_max_pool;

    Extent output_size = 0;      ///< required
    bool return_indices = false; ///< the indices are not counted

    constexpr Misfit check() const { return pool().check(); }
    constexpr Misfit check(const Shape& in) const { return pool().check(in); }
    constexpr Window window(const Shape& in) const { return pool().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return pool().output_shape(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const {
        return {.comparisons = pool().work(in, out).additions};
    }

  private:
    constexpr AdaptiveAvgPool2d pool() const { return {output_size}; }
};

} // namespace ctnn
