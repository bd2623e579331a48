// Pooling over one axis: signals, sequences.
#pragma once

#include "adaptive_max_pooling.hpp"
#include "adaptive_pooling.hpp"
#include "detail/lifted.hpp"
#include "lp_pooling.hpp"
#include "pooling.hpp"

namespace ctnn {

/// torch.nn.MaxPool1d: CxL -> CxOl, Ol = floor((L + 2P - K)/S) + 1, with ceil_mode rounded up as
/// MaxPool2d does. No parameters; C*Ol*(k - 1) comparisons (lecture).
struct MaxPool1d {
    static constexpr const char* name = "MaxPool1d";
    static constexpr Op op = Op::max_pool;

    Count kernel_size = 0;   ///< required
    Count stride = inferred; ///< left out: the kernel's size
    Padding padding = 0;     ///< as Conv1d's; at most half of the kernel, or less than it per side
    Count dilation = 1;
    bool return_indices = false; ///< for PyTorch's order of fields; the indices are not counted
    bool ceil_mode = false;

    constexpr Misfit check() const { return line().check(); }
    constexpr Misfit check(const Shape& in) const { return line().check(in); }
    constexpr Window window(const Shape& in) const { return line().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return line().output_shape(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const { return line().work(in, out); }

  private:
    constexpr detail::Line<MaxPool2d> line() const {
        return {{{1, kernel_size},
                 {1, detail::given_or(stride, kernel_size)},
                 detail::padding_of_line(padding),
                 {1, dilation},
                 return_indices,
                 ceil_mode}};
    }
};

/// torch.nn.AvgPool1d: CxL -> CxOl, sizes as MaxPool1d's. No parameters; the lecture gives it no
/// FLOPs. Per output k - 1 additions and a division.
struct AvgPool1d {
    static constexpr const char* name = "AvgPool1d";
    static constexpr Op op = Op::avg_pool;

    Count kernel_size = 0;   ///< required
    Count stride = inferred; ///< left out: the kernel's size
    Padding padding = 0;     ///< as Conv1d's; at most half of the kernel, or less than it per side
    bool ceil_mode = false;
    bool count_include_pad = true; ///< changes only the divisor

    constexpr Misfit check() const { return line().check(); }
    constexpr Misfit check(const Shape& in) const { return line().check(in); }
    constexpr Window window(const Shape& in) const { return line().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return line().output_shape(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const { return line().work(in, out); }

  private:
    constexpr detail::Line<AvgPool2d> line() const {
        return {{{1, kernel_size},
                 {1, detail::given_or(stride, kernel_size)},
                 detail::padding_of_line(padding),
                 ceil_mode,
                 count_include_pad}};
    }
};

/// torch.nn.LPPool1d: CxL -> CxOl, the sum of x^p over each window to the power 1/p. Sizes and work
/// as LPPool2d.
struct LPPool1d {
    static constexpr const char* name = "LPPool1d";
    static constexpr Op op = Op::lp_pool;

    Real norm_type = 2.0;    ///< p; required in PyTorch
    Count kernel_size = 0;   ///< required
    Count stride = inferred; ///< left out: the kernel's size
    bool ceil_mode = false;

    constexpr Misfit check() const { return line().check(); }
    constexpr Misfit check(const Shape& in) const { return line().check(in); }
    constexpr Window window(const Shape& in) const { return line().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return line().output_shape(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const { return line().work(in, out); }

  private:
    constexpr detail::Line<LPPool2d> line() const {
        return {
            {norm_type, {1, kernel_size}, {1, detail::given_or(stride, kernel_size)}, ceil_mode}};
    }
};

/// torch.nn.AdaptiveAvgPool1d: CxL -> C x output_size, whatever the length. No parameters.
struct AdaptiveAvgPool1d {
    static constexpr const char* name = "AdaptiveAvgPool1d";
    static constexpr Op op = Op::adaptive_avg_pool;

    Count output_size = 0; ///< required

    constexpr Misfit check() const { return line().check(); }
    constexpr Misfit check(const Shape& in) const { return line().check(in); }
    constexpr Window window(const Shape& in) const { return line().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return line().output_shape(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const { return line().work(in, out); }

  private:
    constexpr detail::Line<AdaptiveAvgPool2d> line() const { return {{{1, output_size}}}; }
};

/// torch.nn.AdaptiveMaxPool1d: CxL -> C x output_size, whatever the length. No parameters.
struct AdaptiveMaxPool1d {
    static constexpr const char* name = "AdaptiveMaxPool1d";
    static constexpr Op op = Op::adaptive_max_pool;

    Count output_size = 0;       ///< required
    bool return_indices = false; ///< the indices are not counted

    constexpr Misfit check() const { return line().check(); }
    constexpr Misfit check(const Shape& in) const { return line().check(in); }
    constexpr Window window(const Shape& in) const { return line().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return line().output_shape(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const { return line().work(in, out); }

  private:
    constexpr detail::Line<AdaptiveMaxPool2d> line() const { return {{{1, output_size}}}; }
};

} // namespace ctnn
