// Layers that give the same elements other axes: Reshape, Unflatten.
#pragma once

#include "../core/detail/sample_axis.hpp"
#include "../core/layer.hpp"

namespace ctnn {
namespace detail {

/// The sizes that an axis or a tensor of so many elements is split into, where one may be -1 and
/// follows from the others.
struct SplitSizes {
    const Shape& sizes;
    Count elements;

    constexpr bool has_open_size() const {
        for (int axis = 0; axis < sizes.axes(); ++axis) {
            if (sizes[axis] == -1) return true;
        }
        return false;
    }
    /// The product of the given sizes; `overflow` past 63 bits.
    constexpr Count product() const {
        Count product = 1;
        for (int axis = 0; axis < sizes.axes(); ++axis) {
            if (sizes[axis] != -1) product = mul(product, sizes[axis]);
        }
        return product;
    }
    constexpr Count size(int axis) const {
        return sizes[axis] == -1 ? elements / product() : sizes[axis];
    }

    static constexpr Misfit check(const Shape& sizes, Field field) {
        if (sizes.axes() == 0) {
            return {Problem::own_words, field, Axis::none, 0, 0, "$field needs at least one size"};
        }
        bool is_open = false;
        for (int axis = 0; axis < sizes.axes(); ++axis) {
            if (sizes[axis] == -1 && is_open) {
                return {Problem::own_words,
                        field,
                        Axis::none,
                        0,
                        0,
                        "$field has more than one -1; leave only one size open"};
            }
            if (sizes[axis] == -1) {
                is_open = true;
            } else if (auto misfit = expect::positive(field, sizes[axis])) {
                return misfit;
            }
        }
        return {};
    }
    constexpr Misfit check(Field field) const {
        const Count given = product();
        const bool fits =
            given > 0 && (has_open_size() ? elements % given == 0 : elements == given);
        if (fits) return {};
        if (has_open_size()) {
            return {Problem::own_words,
                    field,
                    Axis::none,
                    given,
                    elements,
                    "$field has sizes whose product, $expected, must divide $got ($input)"};
        }
        return {Problem::own_words,
                field,
                Axis::none,
                given,
                elements,
                "$field has $expected elements, and $got are to be rearranged ($input)"};
    }
};

} // namespace detail

/// torch.reshape, of each sample: the same elements in the same order, with other axes. One size
/// may be -1 and follows from the others: `Reshape{{64, -1}}` turns 64x7x7 into 64x49. No
/// parameters, no FLOPs.
struct Reshape {
    static constexpr const char* name = "Reshape";
    static constexpr Op op = Op::reshape;

    Shape shape; ///< of one sample, without the batch

    constexpr Misfit check() const { return detail::SplitSizes::check(shape, Field::shape); }
    constexpr Misfit check(const Shape& in) const {
        return detail::SplitSizes{shape, in.elements()}.check(Field::shape);
    }
    constexpr Shape output_shape(const Shape& in) const {
        const detail::SplitSizes split{shape, in.elements()};
        Shape out;
        for (int axis = 0; axis < shape.axes(); ++axis) out.append(split.size(axis));
        return out;
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.Unflatten: one axis becomes several, in the same order: `Unflatten{1, {2, 58}}` turns
/// 116x28x28 into 2x58x28x28. One size may be -1. No parameters, no FLOPs.
struct Unflatten {
    static constexpr const char* name = "Unflatten";
    static constexpr Op op = Op::reshape;

    Count dim = 1; ///< as in PyTorch: 0 is the batch, 1 are the channels, -1 is the last axis
    Shape unflattened_size; ///< the sizes that it becomes

    constexpr Misfit check() const {
        return detail::SplitSizes::check(unflattened_size, Field::unflattened_size);
    }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_dim(Field::dim, dim, in)) return misfit;
        const int rank = in.rank - 1 + unflattened_size.rank;
        if (rank > Shape::max_rank) {
            return {Problem::own_words,
                    Field::unflattened_size,
                    Axis::none,
                    Shape::max_rank,
                    rank,
                    "gives $got axes; shapes have at most $expected"};
        }
        return sizes(in).check(Field::unflattened_size);
    }
    constexpr Shape output_shape(const Shape& in) const {
        const int split = detail::sample_axis(dim, in.rank);
        Shape out;
        for (int axis = 0; axis < in.axes(); ++axis) {
            if (axis != split) {
                out.append(in[axis]);
                continue;
            }
            for (int i = 0; i < unflattened_size.axes(); ++i) out.append(sizes(in).size(i));
        }
        return out;
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }

  private:
    constexpr detail::SplitSizes sizes(const Shape& in) const {
        return {unflattened_size, in[detail::sample_axis(dim, in.rank)]};
    }
};

} // namespace ctnn
