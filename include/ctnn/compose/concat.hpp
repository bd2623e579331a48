// Concat: the concatenation of branches along an axis.
#pragma once

#include "../core/detail/sample_axis.hpp"
#include "branches.hpp"

namespace ctnn {

/// torch.cat along one axis; the sizes along all others are equal. Axes count as in PyTorch, where
/// 0 is the batch: 1 is the channels of a map, the features of a vector, -1 the last axis.
struct ConcatMerge {
    static constexpr const char* name = "Concat";
    static constexpr Name step = "concat"; ///< in paths
    static constexpr Op op = Op::concat;

    Count dim = 1;

    constexpr Misfit check(const auto& branches) const {
        if (auto misfit = detail::check_dim(Field::dim, dim, branches[0])) return misfit;
        const int axis = axis_of(branches);
        for (int i = 1; i < branches.size(); ++i) {
            Shape other = branches[i];
            other.dims[axis] = branches[0].dims[axis];
            if (other != branches[0]) {
                return {Problem::branches, Field::none, Axis::none, 0, i};
            }
        }
        return {};
    }
    constexpr Shape output_shape(const auto& branches) const {
        const int axis = axis_of(branches);
        Shape out = branches[0];
        for (int i = 1; i < branches.size(); ++i) {
            out.dims[axis] = add(out.dims[axis], branches[i].dims[axis]);
        }
        return out;
    }
    static constexpr Work work(const auto&, const Shape&) { return {}; }
    /// Along channels, a position sees itself; along another axis, positions move.
    constexpr bool is_elementwise(const auto& branches) const { return axis_of(branches) == 0; }
    constexpr Advice advice(const Misfit&) const { return {.dim = dim}; }

  private:
    constexpr int axis_of(const auto& branches) const {
        return detail::sample_axis(dim, branches[0].rank);
    }
};

/// The concatenation of branches from one input, along channels or, with `along(dim)`, along
/// another axis: `Concat{skip, tokens}.along(1)`. Sizes along the other axes are equal. No
/// parameters, no FLOPs. Its path is `concat`.
template <class... Ls>
struct Concat : Branches<ConcatMerge, Ls...> {
    using Branches<ConcatMerge, Ls...>::Branches;

    /// A copy that joins along that axis, counted as in torch.cat: 0 is the batch, 1 the first axis
    /// of a sample, -1 the last. An axis that the branches do not have is an error.
    constexpr Concat along(Count dim) const {
        Concat copy = *this;
        copy.merge.dim = dim;
        return copy;
    }
};

template <class... Ls>
Concat(const Ls&...) -> Concat<Ls...>;

} // namespace ctnn
