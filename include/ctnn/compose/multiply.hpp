// Multiply: the product of branches, element by element.
#pragma once

#include "../core/broadcast.hpp"
#include "branches.hpp"

namespace ctnn {

/// The element-wise product, broadcast as in PyTorch: a * b, for three (a * b) * c. A vector C
/// scales the channels of a map CxHxW; if W is 1, which broadcasting would stretch to C, it is an
/// error. One multiplication for each element of each of these products.
struct MultiplyMerge {
    static constexpr const char* name = "Multiply";
    static constexpr Name step = "multiply"; ///< in paths
    static constexpr Op op = Op::multiply;

    static constexpr Misfit check(const auto& branches) { return product(branches).misfit; }
    static constexpr Shape output_shape(const auto& branches) { return product(branches).shape; }
    static constexpr Work work(const auto& branches, const Shape& out) {
        return {.multiplications =
                    branches.size() == 2 ? out.elements() : product(branches).elements};
    }

  private:
    static constexpr Broadcast product(const auto& branches) {
        return broadcast(branches, detail::broadcast_of_product);
    }
};

/// The product of branches from one input, element by element. Shapes are equal, or broadcast as in
/// PyTorch, or a vector C scales each channel of a map CxHxW. `Multiply{skip, gate}` is
/// squeeze-and-excite (arXiv:1709.01507). The product's path is `multiply`.
template <class... Ls>
struct Multiply : Branches<MultiplyMerge, Ls...> {
    using Branches<MultiplyMerge, Ls...>::Branches;
};

template <class... Ls>
Multiply(const Ls&...) -> Multiply<Ls...>;

} // namespace ctnn
