// Layers on maps of one and of three axes, made of the layer on maps of two: there is one
// implementation of each family, that of layers/convolution.hpp and its neighbours.
#pragma once

#include "../../core/extent3d.hpp"
#include "../../core/layer.hpp"

namespace ctnn::detail {

/// A map CxL?
constexpr Misfit check_line(const Shape& in) {
    if (in.rank == 2) return {};
    Misfit misfit{Problem::rank, Field::none, Axis::none, 2, in.rank};
    misfit.words = in.rank == 3   ? "expects CxL (2 axes), gets $input ($got_axes); shapes have no "
                                    "batch, and a map CxHxW needs the layer for two dimensions"
                   : in.rank == 1 ? "expects CxL (2 axes), gets $input ($got_axes); one channel is "
                                    "1x$input"
                                  : "expects CxL (2 axes), gets $input ($got_axes)";
    return misfit;
}

/// A map CxDxHxW?
constexpr Misfit check_volume(const Shape& in) {
    if (in.rank == 4) return {};
    Misfit misfit{Problem::rank, Field::none, Axis::none, 4, in.rank};
    misfit.words = in.rank == 3 ? "expects CxDxHxW (4 axes), gets $input ($got_axes); one channel "
                                  "is 1x$input"
                                : "expects CxDxHxW (4 axes), gets $input ($got_axes)";
    return misfit;
}

/// The padding of one axis, a number or {left, right}, as that of a map of height 1. Four numbers
/// are an error of the layer.
constexpr Padding padding_of_line(const Padding& padding) {
    switch (padding.rule) {
    case PaddingRule::symmetric: break;
    case PaddingRule::each_side: return {0, -1};
    case PaddingRule::same:
    case PaddingRule::same_upper: return padding;
    }
    const Extent& ends = padding.size;
    if (ends.height == ends.width) return {0, ends.width};
    return {0, 0, ends.height, ends.width};
}

/// A layer on CxL as one on Cx1xL. `L` has the members of a Leaf.
template <class L>
struct Line {
    L layer;

    static constexpr Shape map_of(const Shape& line) { return {line[0], 1, line[1]}; }

    static constexpr Misfit along(Misfit misfit) {
        if (misfit.axis == Axis::width) misfit.axis = Axis::length;
        return misfit;
    }
    constexpr Misfit check() const { return along(layer.check()); }
    constexpr Misfit check(const Shape& in) const {
        if (const auto misfit = check_line(in)) return misfit;
        return along(layer.check(map_of(in)));
    }
    constexpr Shape output_shape(const Shape& in) const {
        const Shape out = layer.output_shape(map_of(in));
        return {out[0], out[2]};
    }
    constexpr Window window(const Shape& in) const { return layer.window(map_of(in)); }
    constexpr Params params(const Shape& in) const { return layer.params(map_of(in)); }
    constexpr Work work(const Shape& in, const Shape& out) const {
        return layer.work(map_of(in), map_of(out));
    }
};

/// A layer on CxDxHxW as one on its planes CxHxW, and another on its columns CxDx1.
template <class L>
struct Volume {
    L plane;
    L column;

    static constexpr Shape plane_of(const Shape& volume) {
        return {volume[0], volume[2], volume[3]};
    }
    static constexpr Shape column_of(const Shape& volume) { return {volume[0], volume[1], 1}; }

    static constexpr Misfit along(Misfit misfit) {
        if (misfit.axis == Axis::height) misfit.axis = Axis::depth;
        return misfit;
    }
    constexpr Misfit check() const {
        if (const auto misfit = plane.check()) return misfit;
        return along(column.check());
    }
    constexpr Misfit check(const Shape& in) const {
        if (const auto misfit = check_volume(in)) return misfit;
        if (const auto misfit = plane.check(plane_of(in))) return misfit;
        return along(column.check(column_of(in)));
    }
    constexpr Shape output_shape(const Shape& in) const {
        const Shape wide = plane.output_shape(plane_of(in));
        const Shape deep = column.output_shape(column_of(in));
        return {wide[0], deep[1], wide[1], wide[2]};
    }
    constexpr Window window(const Shape& in) const {
        const Window wide = plane.window(plane_of(in));
        return {wide.height, wide.width, column.window(column_of(in)).height};
    }
};

} // namespace ctnn::detail
