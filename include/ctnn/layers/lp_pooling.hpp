// Power-average pooling.
#pragma once

#include "../core/real.hpp"
#include "pooling.hpp"

namespace ctnn {

/// torch.nn.LPPool2d: CxHxW -> CxOhxOw, (sum of x^p over each window)^(1/p), sizes as AvgPool2d's.
/// No parameters; the lecture gives it no FLOPs. Per input a power; per output k*k - 1 additions
/// and a power.
struct LPPool2d {
    static constexpr const char* name = "LPPool2d";
    static constexpr Op op = Op::lp_pool;

    Real norm_type = 2.0;     ///< p; required in PyTorch
    Extent kernel_size = 0;   ///< required
    Extent stride = inferred; ///< left out: the kernel's size
    bool ceil_mode = false;

    constexpr Misfit check() const {
        if (norm_type == 0.0) {
            Misfit misfit{Problem::own_words};
            misfit.words = "norm_type must not be 0";
            return misfit;
        }
        return pool().check();
    }
    constexpr Misfit check(const Shape& in) const { return pool().check(in); }
    constexpr Window window(const Shape& in) const { return pool().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return pool().output_shape(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const {
        return {.additions = pool().work(in, out).additions,
                .exponentials = add(in.elements(), out.elements())};
    }

  private:
    constexpr AvgPool2d pool() const { return {kernel_size, stride, 0, ceil_mode}; }
};

} // namespace ctnn
