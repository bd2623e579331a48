// The two-dimensional twins of Upsample that PyTorch keeps for old networks.
#pragma once

#include "upsample.hpp"

namespace ctnn {

/// torch.nn.UpsamplingNearest2d: Upsample of CxHxW, mode nearest.
struct UpsamplingNearest2d {
    static constexpr const char* name = "UpsamplingNearest2d";
    static constexpr Op op = Op::upsample;

    ResizedSize size = inferred;
    ScaleFactor scale_factor = {};

    constexpr Misfit check() const { return as_upsample().check(); }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_map(in)) return misfit;
        return as_upsample().check(in);
    }
    constexpr bool takes_output_size() const { return as_upsample().takes_output_size(); }
    constexpr Window window(const Shape& in) const { return as_upsample().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return as_upsample().output_shape(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }

  private:
    constexpr Upsample as_upsample() const { return {size, scale_factor}; }
};

/// torch.nn.UpsamplingBilinear2d: Upsample of CxHxW, mode bilinear, with align_corners.
struct UpsamplingBilinear2d {
    static constexpr const char* name = "UpsamplingBilinear2d";
    static constexpr Op op = Op::upsample;

    ResizedSize size = inferred;
    ScaleFactor scale_factor = {};

    constexpr Misfit check() const { return as_upsample().check(); }
    constexpr Misfit check(const Shape& in) const { return as_upsample().check(in); }
    constexpr bool takes_output_size() const { return as_upsample().takes_output_size(); }
    constexpr Window window(const Shape& in) const { return as_upsample().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return as_upsample().output_shape(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const {
        return as_upsample().work(in, out);
    }

  private:
    constexpr Upsample as_upsample() const {
        return {size, scale_factor, InterpolationMode::bilinear, true};
    }
};

} // namespace ctnn
