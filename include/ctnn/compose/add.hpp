// Add: the sum of branches.
#pragma once

#include "../core/broadcast.hpp"
#include "branches.hpp"

namespace ctnn {

/// The element-wise sum, broadcast as in PyTorch: a + b, for three (a + b) + c. One addition for
/// each element of each of these sums.
struct AddMerge {
    static constexpr const char* name = "Add";
    static constexpr Name step = "add"; ///< in paths
    static constexpr Op op = Op::add;

    static constexpr Misfit check(const auto& branches) {
        return branches.are_alike() ? Misfit{} : broadcast(branches).misfit;
    }
    static constexpr Shape output_shape(const auto& branches) {
        return branches.are_alike() ? branches[0] : broadcast(branches).shape;
    }
    static constexpr Work work(const auto& branches, const Shape& out) {
        return {.additions = branches.size() == 2 ? out.elements() : broadcast(branches).elements};
    }
};

/// The sum of branches from one input. Shapes are equal, or broadcast as in PyTorch: aligned at the
/// last axis, sizes of 1 and missing axes stretch. No parameters, no FLOPs in the lecture. The
/// branches' paths are their numbers, the sum's is `add`.
template <class... Ls>
struct Add : Branches<AddMerge, Ls...> {
    using Branches<AddMerge, Ls...>::Branches;
};

template <class... Ls>
Add(const Ls&...) -> Add<Ls...>;

} // namespace ctnn
