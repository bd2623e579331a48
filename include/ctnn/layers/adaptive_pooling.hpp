// Average pooling to a given output size.
#pragma once

#include "../core/layer.hpp"

namespace ctnn {
namespace detail {

/// The window lengths of an adaptive pool along one axis, summed over its outputs. Output i reads
/// from floor(i*I/O) to ceil((i+1)*I/O) (PyTorch), so two neighbours share an element wherever O
/// does not divide i*I: the sum is I + O - gcd(I, O).
constexpr Count adaptive_reads(Count in, Count out) {
    return in + out - greatest_common_divisor(in, out);
}

/// The first window. The others differ if the output's size does not divide the input's.
constexpr WindowAxis adaptive_axis(Count in, Count out) {
    const Count stride = in / out > 0 ? in / out : 1;
    return {in / out + (in % out != 0), stride, 1, 0, 0};
}

} // namespace detail

/// torch.nn.AdaptiveAvgPool2d: CxHxW -> C x output_size, whatever the input's size. An axis given
/// as `inferred` (PyTorch's None) keeps the input's. No parameters; the lecture gives no FLOPs.
struct AdaptiveAvgPool2d {
    static constexpr const char* name = "AdaptiveAvgPool2d";
    static constexpr Op op = Op::adaptive_avg_pool;

    Extent output_size = 0; ///< required

    constexpr Misfit check() const {
        return expect::size(Field::output_size, {detail::given_or(output_size.height, 1),
                                                 detail::given_or(output_size.width, 1)});
    }
    constexpr Misfit check(const Shape& in) const { return detail::check_map(in); }
    constexpr Window window(const Shape& in) const {
        const Shape out = output_shape(in);
        return {detail::adaptive_axis(in.height(), out.height()),
                detail::adaptive_axis(in.width(), out.width())};
    }
    constexpr Shape output_shape(const Shape& in) const {
        return {in.channels(), detail::given_or(output_size.height, in.height()),
                detail::given_or(output_size.width, in.width())};
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const {
        const Count outputs = out.elements();
        const Count reads = mul(in.channels(), detail::adaptive_reads(in.height(), out.height()),
                                detail::adaptive_reads(in.width(), out.width()));
        return {.additions = reads == overflow ? overflow : reads - outputs, .divisions = outputs};
    }
};

/// Global average pooling, CxHxW -> Cx1x1: torch.nn.AdaptiveAvgPool2d with output size 1.
struct GlobalAvgPool {
    static constexpr const char* name = "GlobalAvgPool";
    static constexpr Op op = Op::adaptive_avg_pool;

    constexpr Misfit check(const Shape& in) const { return detail::check_map(in); }
    constexpr Window window(const Shape& in) const { return AdaptiveAvgPool2d{1}.window(in); }
    constexpr Shape output_shape(const Shape& in) const { return {in.channels(), 1, 1}; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const {
        return AdaptiveAvgPool2d{1}.work(in, out);
    }
};

} // namespace ctnn
