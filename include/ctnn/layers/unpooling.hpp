// Max unpooling: the inverse of max pooling, by the indices that it gave.
#pragma once

#include "detail/lifted.hpp"
#include "pooling.hpp"

namespace ctnn {
namespace detail {

/// One axis of an unpooled map, by default the smallest that pools to `in`; a given size may differ
/// from it by less than a stride (PyTorch).
constexpr Misfit check_unpooled(Count in, Count kernel, Count stride, Count padding, Count given,
                                Axis axis) {
    const Count size = (in - 1) * stride - 2 * padding + kernel;
    if (given == inferred) {
        if (size > 0) return {};
        return {Problem::empty_output, Field::padding, axis, 1, size};
    }
    if (given > size - stride && given < size + stride && given > 0) return {};
    Misfit misfit{Problem::own_words, Field::output_size, axis, size, given};
    misfit.words = "output_size expects a $axis within a stride of $expected, is $got ($input)";
    return misfit;
}

/// Its positions depend on the data.
constexpr Axes unpooled_axes(const Shape& in) {
    Axes axes;
    axes.set(0, 0);
    for (int axis = 1; axis < in.axes(); ++axis) axes.set(axis, Axes::mixed);
    return axes;
}

} // namespace detail

/// torch.nn.MaxUnpool2d: CxHxW -> CxOhxOw, O = (I - 1)*S - 2P + K per axis or output_size; each
/// value goes where the indices of a MaxPool2d say, the rest is 0. The indices are not counted. No
/// parameters, no FLOPs.
struct MaxUnpool2d {
    static constexpr const char* name = "MaxUnpool2d";
    static constexpr Op op = Op::max_unpool;

    Extent kernel_size = 0;   ///< required
    Extent stride = inferred; ///< left out: the kernel's size
    Extent padding = 0;
    Extent output_size = inferred; ///< PyTorch's argument of the call

    constexpr Misfit check() const {
        return detail::check_settings(kernel_size, steps(), padding, 1);
    }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_map(in)) return misfit;
        const Extent step = steps();
        if (auto misfit =
                detail::check_unpooled(in.height(), kernel_size.height, step.height, padding.height,
                                       output_size.height, Axis::height)) {
            return misfit;
        }
        return detail::check_unpooled(in.width(), kernel_size.width, step.width, padding.width,
                                      output_size.width, Axis::width);
    }
    constexpr Shape output_shape(const Shape& in) const {
        const Extent step = steps();
        return {in.channels(),
                detail::given_or(output_size.height, (in.height() - 1) * step.height -
                                                         2 * padding.height + kernel_size.height),
                detail::given_or(output_size.width, (in.width() - 1) * step.width -
                                                        2 * padding.width + kernel_size.width)};
    }
    constexpr Axes axes(const Shape& in) const { return detail::unpooled_axes(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }

  private:
    constexpr Extent steps() const { return detail::pool_stride(stride, kernel_size); }
};

/// torch.nn.MaxUnpool1d: CxL -> CxOl, sizes as MaxUnpool2d's.
struct MaxUnpool1d {
    static constexpr const char* name = "MaxUnpool1d";
    static constexpr Op op = Op::max_unpool;

    Count kernel_size = 0;   ///< required
    Count stride = inferred; ///< left out: the kernel's size
    Count padding = 0;
    Count output_size = inferred; ///< PyTorch's argument of the call

    constexpr Misfit check() const { return line().check(); }
    constexpr Misfit check(const Shape& in) const { return line().check(in); }
    constexpr Shape output_shape(const Shape& in) const { return line().output_shape(in); }
    constexpr Axes axes(const Shape& in) const { return detail::unpooled_axes(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }

  private:
    constexpr detail::Line<MaxUnpool2d> line() const {
        return {{{1, kernel_size},
                 {1, detail::given_or(stride, kernel_size)},
                 {0, padding},
                 {inferred, output_size}}};
    }
};

/// torch.nn.MaxUnpool3d: CxDxHxW -> C x Od x Oh x Ow, sizes as MaxUnpool2d's.
struct MaxUnpool3d {
    static constexpr const char* name = "MaxUnpool3d";
    static constexpr Op op = Op::max_unpool;

    Extent3d kernel_size = 0;   ///< required
    Extent3d stride = inferred; ///< left out: the kernel's size
    Extent3d padding = 0;
    Extent3d output_size = inferred; ///< PyTorch's argument of the call

    constexpr Misfit check() const { return volume().check(); }
    constexpr Misfit check(const Shape& in) const { return volume().check(in); }
    constexpr Shape output_shape(const Shape& in) const { return volume().output_shape(in); }
    constexpr Axes axes(const Shape& in) const { return detail::unpooled_axes(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }

  private:
    constexpr detail::Volume<MaxUnpool2d> volume() const {
        return {{kernel_size.plane(), stride.plane(), padding.plane(), output_size.plane()},
                {kernel_size.column(1), stride.column(1), padding.column(0),
                 output_size.column(inferred)}};
    }
};

} // namespace ctnn
