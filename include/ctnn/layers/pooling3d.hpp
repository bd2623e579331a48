// Pooling over volumes: videos, scans.
#pragma once

#include "adaptive_max_pooling.hpp"
#include "adaptive_pooling.hpp"
#include "detail/lifted.hpp"
#include "pooling.hpp"

namespace ctnn {
namespace detail {

/// A pool's stride, by default its kernel.
constexpr Extent3d pool_stride(const Extent3d& stride, const Extent3d& kernel) {
    return {given_or(stride.depth, kernel.depth), given_or(stride.height, kernel.height),
            given_or(stride.width, kernel.width)};
}

/// The window lengths of an adaptive pool over a volume, summed over its outputs.
constexpr Count adaptive_reads(const Shape& in, const Shape& out) {
    return mul(in.channels(), adaptive_reads(in[1], out[1]),
               mul(adaptive_reads(in[2], out[2]), adaptive_reads(in[3], out[3])));
}

} // namespace detail

/// torch.nn.MaxPool3d: CxDxHxW -> C x Od x Oh x Ow, sizes as MaxPool2d's. No parameters; per output
/// kd*kh*kw - 1 comparisons (the lecture's k*k - 1, with a depth).
struct MaxPool3d {
    static constexpr const char* name = "MaxPool3d";
    static constexpr Op op = Op::max_pool;

    Extent3d kernel_size = 0;   ///< required
    Extent3d stride = inferred; ///< left out: the kernel's size
    Padding3d padding = 0;      ///< at most half of the kernel, or less than it per side
    Extent3d dilation = 1;
    bool return_indices = false; ///< for PyTorch's order of fields; the indices are not counted
    bool ceil_mode = false;

    constexpr Misfit check() const { return volume().check(); }
    constexpr Misfit check(const Shape& in) const { return volume().check(in); }
    constexpr Window window(const Shape& in) const { return volume().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return volume().output_shape(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape& out) const {
        return {.comparisons = mul(out.elements(), kernel_size.volume() - 1)};
    }

  private:
    constexpr detail::Volume<MaxPool2d> volume() const {
        const Extent3d step = detail::pool_stride(stride, kernel_size);
        return {{kernel_size.plane(), step.plane(), padding.plane(), dilation.plane(),
                 return_indices, ceil_mode},
                {kernel_size.column(1), step.column(1), padding.column(), dilation.column(1),
                 return_indices, ceil_mode}};
    }
};

/// torch.nn.AvgPool3d: CxDxHxW -> C x Od x Oh x Ow, sizes as MaxPool2d's. No parameters; the
/// lecture gives it no FLOPs. Per output kd*kh*kw - 1 additions and a division.
struct AvgPool3d {
    static constexpr const char* name = "AvgPool3d";
    static constexpr Op op = Op::avg_pool;

    Extent3d kernel_size = 0;   ///< required
    Extent3d stride = inferred; ///< left out: the kernel's size
    Padding3d padding = 0;      ///< at most half of the kernel, or less than it per side
    bool ceil_mode = false;
    bool count_include_pad = true;     ///< changes only the divisor
    Count divisor_override = inferred; ///< left out: the window's size

    constexpr Misfit check() const { return volume().check(); }
    constexpr Misfit check(const Shape& in) const { return volume().check(in); }
    constexpr Window window(const Shape& in) const { return volume().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return volume().output_shape(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape& out) const {
        return {.additions = mul(out.elements(), kernel_size.volume() - 1),
                .divisions = out.elements()};
    }

  private:
    constexpr detail::Volume<AvgPool2d> volume() const {
        const Extent3d step = detail::pool_stride(stride, kernel_size);
        return {{kernel_size.plane(), step.plane(), padding.plane(), ceil_mode, count_include_pad,
                 divisor_override},
                {kernel_size.column(1), step.column(1), padding.column(), ceil_mode,
                 count_include_pad, divisor_override}};
    }
};

/// torch.nn.AdaptiveAvgPool3d: CxDxHxW -> C x output_size, whatever the input's size. An axis given
/// as `inferred` (PyTorch's None) keeps the input's. No parameters.
struct AdaptiveAvgPool3d {
    static constexpr const char* name = "AdaptiveAvgPool3d";
    static constexpr Op op = Op::adaptive_avg_pool;

    Extent3d output_size = 0; ///< required

    constexpr Misfit check() const { return volume().check(); }
    constexpr Misfit check(const Shape& in) const { return volume().check(in); }
    constexpr Window window(const Shape& in) const { return volume().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return volume().output_shape(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const {
        const Count reads = detail::adaptive_reads(in, out);
        return {.additions = reads == overflow ? overflow : reads - out.elements(),
                .divisions = out.elements()};
    }

  private:
    constexpr detail::Volume<AdaptiveAvgPool2d> volume() const {
        return {{output_size.plane()}, {output_size.column(1)}};
    }
};

/// torch.nn.AdaptiveMaxPool3d: CxDxHxW -> C x output_size, whatever the input's size. An axis given
/// as `inferred` (PyTorch's None) keeps the input's. No parameters.
struct AdaptiveMaxPool3d {
    static constexpr const char* name = "AdaptiveMaxPool3d";
    static constexpr Op op = Op::adaptive_max_pool;

    Extent3d output_size = 0;    ///< required
    bool return_indices = false; ///< the indices are not counted

    constexpr Misfit check() const { return volume().check(); }
    constexpr Misfit check(const Shape& in) const { return volume().check(in); }
    constexpr Window window(const Shape& in) const { return volume().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return volume().output_shape(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const {
        const Count reads = detail::adaptive_reads(in, out);
        return {.comparisons = reads == overflow ? overflow : reads - out.elements()};
    }

  private:
    constexpr detail::Volume<AdaptiveMaxPool2d> volume() const {
        return {{output_size.plane()}, {output_size.column(1)}};
    }
};

} // namespace ctnn
