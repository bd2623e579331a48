// Layers that take a part of an axis: Slice, Chunk.
#pragma once

#include "../core/detail/sample_axis.hpp"
#include "../core/layer.hpp"

namespace ctnn {
namespace detail {

/// What a window can say of an axis.
constexpr Misfit check_sliced(Count length) {
    if (length <= max_size) return {};
    return {
        Problem::own_words, Field::dim, Axis::none,
        max_size,           length,     "slices an axis of at most $expected positions, gets $got"};
}

/// The positions of an axis that a slice takes.
struct SlicedAxis {
    int axis = 0;
    Count first = 0;
    Count count = 0;
    Count step = 1;

    constexpr Shape output_shape(const Shape& in) const {
        Shape out = in;
        out.dims[axis] = count;
        return out;
    }
    /// An axis of a map starts later, as if it were cropped.
    constexpr Window window(const Shape& in) const {
        Window window;
        if (in.rank < 2 || in.rank > 4 || axis == 0) return window;
        const Count after = first + (count - 1) * step + 1 - in[axis];
        WindowAxis& along = axis == in.rank - 1   ? window.width
                            : axis == in.rank - 2 ? window.height
                                                  : window.depth;
        along.stride = step;
        along.before = -first;
        along.after = after;
        return window;
    }
};

} // namespace detail

/// Every `step`-th position of an axis from `start` up to, not including, `stop`: Python's
/// `x[:, start:stop:step]` for dim 1. Negative numbers count from the end, and what lies outside of
/// the axis is cut off, as in Python. No parameters, no FLOPs.
struct Slice {
    static constexpr const char* name = "Slice";
    static constexpr Op op = Op::slice;

    Count dim = 1; ///< as in PyTorch: 0 is the batch, 1 are the channels, -1 is the last axis
    Count start = 0;
    Count stop = inferred; ///< left out: the end of the axis
    Count step = 1;        ///< at least 1

    constexpr Misfit check() const { return expect::size(Field::step, step); }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_dim(Field::dim, dim, in)) return misfit;
        const detail::SlicedAxis sliced = axis(in);
        const Count length = in[sliced.axis];
        if (auto misfit = detail::check_sliced(length)) return misfit;
        if (sliced.count > 0) return {};
        return {Problem::own_words,
                Field::dim,
                Axis::none,
                length,
                dim,
                "takes nothing of dim $got of $input; give a start below the stop, both from 0 to "
                "$expected"};
    }
    constexpr Shape output_shape(const Shape& in) const { return axis(in).output_shape(in); }
    constexpr Window window(const Shape& in) const { return axis(in).window(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }

  private:
    static constexpr Count clamped(Count position, Count length) {
        if (position < 0) position = position < -length ? 0 : position + length;
        return position < length ? position : length;
    }

    constexpr detail::SlicedAxis axis(const Shape& in) const {
        const int sliced = detail::sample_axis(dim, in.rank);
        const Count length = in[sliced];
        const Count first = clamped(start, length);
        const Count last = stop == inferred ? length : clamped(stop, length);
        return {sliced, first, last > first ? (last - first - 1) / step + 1 : 0, step};
    }
};

/// One of the parts that `torch.chunk(x, chunks, dim)` gives: each has ceil(size / chunks)
/// positions, the last what is left, so that there may be fewer. No parameters, no FLOPs.
struct Chunk {
    static constexpr const char* name = "Chunk";
    static constexpr Op op = Op::slice;

    Count chunks = 2; ///< at least 1
    Count index = 0;  ///< which of them, from 0
    Count dim = 1;    ///< as in PyTorch: 0 is the batch, 1 are the channels, -1 is the last axis

    constexpr Misfit check() const {
        if (auto misfit = expect::size(Field::chunks, chunks)) return misfit;
        return expect::size(Field::index, index, 0);
    }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_dim(Field::dim, dim, in)) return misfit;
        const Count length = in[detail::sample_axis(dim, in.rank)];
        if (auto misfit = detail::check_sliced(length)) return misfit;
        const Count given = (length - 1) / size(length) + 1;
        if (index < given) return {};
        return {Problem::own_words,
                Field::index,
                Axis::none,
                given,
                index,
                "expects an index below $expected, the number of chunks of $input, gets $got"};
    }
    constexpr Shape output_shape(const Shape& in) const { return axis(in).output_shape(in); }
    constexpr Window window(const Shape& in) const { return axis(in).window(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }

  private:
    constexpr Count size(Count length) const { return (length - 1) / chunks + 1; }

    constexpr detail::SlicedAxis axis(const Shape& in) const {
        const int sliced = detail::sample_axis(dim, in.rank);
        const Count length = in[sliced];
        const Count first = index * size(length);
        const Count left = length - first;
        return {sliced, first, left < size(length) ? left : size(length), 1};
    }
};

} // namespace ctnn
