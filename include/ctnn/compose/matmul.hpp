// MatMul: the matrix product of two branches.
#pragma once

#include "../core/broadcast.hpp"
#include "branches.hpp"

namespace ctnn {

/// torch.matmul of two tensors of at least two axes each: {..., N, M} x {..., M, P} ->
/// {..., N, P}. The axes before the last two are broadcast. M MACs for each element of the output.
struct MatMulMerge {
    static constexpr const char* name = "MatMul";
    static constexpr Name step = "matmul"; ///< in paths
    static constexpr Op op = Op::matmul;
    static constexpr bool is_elementwise = false; ///< an output sees a row and a column

    static constexpr Misfit check(const auto& branches) {
        constexpr Misfit misfit{Problem::branches, Field::none, Axis::none, 0, 1};
        if (branches.size() != 2) return {Problem::branches}; // none of two: their number
        if (branches[0].rank < 2 || branches[1].rank < 2) return misfit;
        if (terms(branches) != detail::size_from_last(branches[1], 2)) return misfit;
        return batch_of(branches).rank > 0 ? Misfit{} : misfit;
    }
    static constexpr Shape output_shape(const auto& branches) {
        Shape out = batch_of(branches);
        out.dims[out.rank - 2] = detail::size_from_last(branches[0], 2);
        out.dims[out.rank - 1] = branches[1].last();
        return out;
    }
    static constexpr Work work(const auto& branches, const Shape& out) {
        const Count elements = out.elements();
        const Count products = mul(elements, terms(branches));
        return {.macs = products,
                .additions = mul(elements, terms(branches) - 1),
                .multiplications = products};
    }

  private:
    static constexpr Count terms(const auto& branches) { return branches[0].last(); }

    static constexpr Shape batch_of(const auto& branches) {
        return broadcast(detail::without_matrix(branches[0]), detail::without_matrix(branches[1]));
    }
};

/// The matrix product of two branches from one input, over their last two axes; the axes before
/// those are broadcast. `MatMul{queries, keys}` of 197x64 and 64x197 gives 197x197. No parameters;
/// 2 FLOPs a MAC. Its path is `matmul`.
template <class... Ls>
struct MatMul : Branches<MatMulMerge, Ls...> {
    static_assert(sizeof...(Ls) == 2, "a matrix product has two branches");
    using Branches<MatMulMerge, Ls...>::Branches;
};

template <class... Ls>
MatMul(const Ls&...) -> MatMul<Ls...>;

} // namespace ctnn
