// Branches from one input and their merges: Add, Concat, Multiply.
#pragma once

#include "../core/walk.hpp"
#include "detail/slots.hpp"

namespace ctnn {
namespace detail {

// The number of parts decides how Slots nests them, and so where braces would go.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-braces"
#endif

/// Branches from one input, and the merge that joins them.
template <Merge M, class... Ls>
    requires(sizeof...(Ls) > 0)
struct Branches {
    static constexpr const char* name = M::name;
    static constexpr Size size = Slots<Ls...>::size + Size{1, sizeof...(Ls), 0};
    static_assert(size.is_possible(), "a network has at most 2147483647 operations");

    Slots<Ls...> branches;

    constexpr explicit(sizeof...(Ls) == 1) Branches(const Ls&... parts_) : branches{parts_...} {}

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor outputs[sizeof...(Ls)];
        branches.walk_as_branches(walk, tensor, outputs);
        walk.merge(M::step, M{}, outputs, static_cast<int>(sizeof...(Ls)), tensor);
    }
};

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

} // namespace detail

/// The element-wise sum of branches of the same shape.
struct AddMerge {
    static constexpr const char* name = "Add";
    static constexpr Name step = "add"; ///< in paths
    static constexpr Op op = Op::add;

    static constexpr Misfit check(const Operands& branches) {
        for (int i = 1; i < branches.size(); ++i) {
            if (branches[i] != branches[0]) {
                return {Problem::branches, Field::none, Axis::none, 0, i};
            }
        }
        return {};
    }
    static constexpr Shape output_shape(const Operands& branches) { return branches[0]; }
    static constexpr Work work(const Operands& branches, const Shape& out) {
        return {.additions = mul(out.elements(), branches.size() - 1)};
    }
};

/// The concatenation of the branches along channels.
struct ConcatMerge {
    static constexpr const char* name = "Concat";
    static constexpr Name step = "concat"; ///< in paths
    static constexpr Op op = Op::concat;

    static constexpr Misfit check(const Operands& branches) {
        for (int i = 1; i < branches.size(); ++i) {
            Shape other = branches[i];
            other.dims[0] = branches[0].dims[0];
            if (other != branches[0]) {
                return {Problem::branches, Field::none, Axis::none, 0, i};
            }
        }
        return {};
    }
    static constexpr Shape output_shape(const Operands& branches) {
        Shape out = branches[0];
        for (int i = 1; i < branches.size(); ++i)
            out.dims[0] = add(out.dims[0], branches[i].dims[0]);
        return out;
    }
    static constexpr Work work(const Operands&, const Shape&) { return {}; }
};

/// The element-wise product; a vector C or a map Cx1x1 is broadcast to a map CxHxW.
struct MultiplyMerge {
    static constexpr const char* name = "Multiply";
    static constexpr Name step = "multiply"; ///< in paths
    static constexpr Op op = Op::multiply;

    static constexpr bool is_gate_of(const Shape& gate, const Shape& map) {
        return map.rank == 3 && gate.channels() == map.channels() &&
               (gate.rank == 1 || (gate.rank == 3 && gate.height() == 1 && gate.width() == 1));
    }

    /// The branch whose shape the product has: the first that is not a gate of another one.
    static constexpr int widest(const Operands& branches) {
        int widest = 0;
        for (int i = 1; i < branches.size(); ++i) {
            if (is_gate_of(branches[widest], branches[i])) widest = i;
        }
        return widest;
    }
    static constexpr Misfit check(const Operands& branches) {
        const int map = widest(branches);
        for (int i = 0; i < branches.size(); ++i) {
            const bool fits =
                branches[i] == branches[map] || is_gate_of(branches[i], branches[map]);
            if (!fits) return {Problem::branches, Field::none, Axis::none, map, i};
        }
        return {};
    }
    static constexpr Shape output_shape(const Operands& branches) {
        return branches[widest(branches)];
    }
    static constexpr Work work(const Operands& branches, const Shape& out) {
        return {.multiplications = mul(out.elements(), branches.size() - 1)};
    }
};

/// The sum of branches from one input; all outputs have the same shape. No parameters, no FLOPs in
/// the lecture. The branches' paths are their numbers, the sum's is `add`.
template <class... Ls>
struct Add : detail::Branches<AddMerge, Ls...> {
    using detail::Branches<AddMerge, Ls...>::Branches;
};

template <class... Ls>
Add(const Ls&...) -> Add<Ls...>;

/// The concatenation of branches from one input along channels (torch.cat); all have the same
/// height and width. No parameters, no FLOPs. Its path is `concat`.
template <class... Ls>
struct Concat : detail::Branches<ConcatMerge, Ls...> {
    using detail::Branches<ConcatMerge, Ls...>::Branches;
};

template <class... Ls>
Concat(const Ls&...) -> Concat<Ls...>;

/// The product of branches from one input; a vector C or a map Cx1x1 scales each channel of a map
/// CxHxW. `Multiply{skip, gate}` is squeeze-and-excite (arXiv:1709.01507). The product's path is
/// `multiply`.
template <class... Ls>
struct Multiply : detail::Branches<MultiplyMerge, Ls...> {
    using detail::Branches<MultiplyMerge, Ls...>::Branches;
};

template <class... Ls>
Multiply(const Ls&...) -> Multiply<Ls...>;

} // namespace ctnn
