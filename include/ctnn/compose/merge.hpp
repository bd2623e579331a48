// Branches from one input, joined: Add, Concat, Multiply.
#pragma once

#include "../detail/slots.hpp"
#include "../trace.hpp"

namespace ctnn {
namespace detail {

/// A walk in the middle of branches that all start from one tensor.
struct BranchState {
    Walk& walk;
    const Tensor& input;
    Tensor* outputs;
};

template <class L>
struct BranchStep {
    static constexpr int go(BranchState& state, int index, const L& layer) {
        state.outputs[index] = state.input;
        state.walk.into(index, layer, state.outputs[index]);
        return 0;
    }
};

// How the parts are grouped depends on how many there are, and with it where braces would
// stand.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-braces"
#endif

/// Branches from one input, and what joins them.
template <class Merge, class... Ls>
    requires(sizeof...(Ls) > 0)
struct Branches {
    static_assert(are_layers<Ls...>());

    static constexpr int operations = sum_of_operations<Ls...>() + 1;
    static constexpr int edges = sum_of_edges<Ls...>() + static_cast<int>(sizeof...(Ls));
    static_assert(operations >= 0 && edges >= 0, "a network has at most 2147483647 operations");

    Slots<Ls...> branches;

    constexpr explicit(sizeof...(Ls) == 1) Branches(const Ls&... parts_) : branches{parts_...} {}

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor outputs[sizeof...(Ls)];
        BranchState state{walk, tensor, outputs};
        branches.template for_each<BranchStep>(state);
        walk.merge<Merge>(Merge::step, outputs, static_cast<int>(sizeof...(Ls)), tensor);
    }
};

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/// The element-wise sum of branches of one shape.
struct AddMerge {
    static constexpr const char* name = "Add";
    static constexpr const char* step = "add"; ///< in paths
    static constexpr Op op = Op::add;

    static constexpr Misfit check(const Tensor* branches, int count) {
        for (int i = 1; i < count; ++i) {
            if (branches[i].shape != branches[0].shape) {
                return {Problem::branches, Field::none, Axis::none, 0, i};
            }
        }
        return {};
    }
    static constexpr Shape output_shape(const Tensor* branches, int) { return branches[0].shape; }
    static constexpr Work work(const Shape& out, int count) {
        return {.additions = mul(out.elements(), count - 1)};
    }
};

/// The branches' channels one after the other.
struct ConcatMerge {
    static constexpr const char* name = "Concat";
    static constexpr const char* step = "concat"; ///< in paths
    static constexpr Op op = Op::concat;

    static constexpr Misfit check(const Tensor* branches, int count) {
        for (int i = 1; i < count; ++i) {
            Shape other = branches[i].shape;
            other.dims[0] = branches[0].shape.dims[0];
            if (other != branches[0].shape) {
                return {Problem::branches, Field::none, Axis::none, 0, i};
            }
        }
        return {};
    }
    static constexpr Shape output_shape(const Tensor* branches, int count) {
        Shape out = branches[0].shape;
        for (int i = 1; i < count; ++i) out.dims[0] = add(out.dims[0], branches[i].shape.dims[0]);
        return out;
    }
    static constexpr Work work(const Shape&, int) { return {}; }
};

/// The element-wise product; a vector C or a map Cx1x1 counts for all places of a map CxHxW.
struct MultiplyMerge {
    static constexpr const char* name = "Multiply";
    static constexpr const char* step = "multiply"; ///< in paths
    static constexpr Op op = Op::multiply;

    static constexpr bool is_gate_of(const Shape& gate, const Shape& map) {
        return map.rank == 3 && gate.channels() == map.channels() &&
               (gate.rank == 1 || (gate.rank == 3 && gate.height() == 1 && gate.width() == 1));
    }

    /// The branch whose shape the product has: the first that is no gate of another.
    static constexpr int widest(const Tensor* branches, int count) {
        int widest = 0;
        for (int i = 1; i < count; ++i) {
            if (is_gate_of(branches[widest].shape, branches[i].shape)) widest = i;
        }
        return widest;
    }
    static constexpr Misfit check(const Tensor* branches, int count) {
        const int map = widest(branches, count);
        for (int i = 0; i < count; ++i) {
            const bool fits = branches[i].shape == branches[map].shape ||
                              is_gate_of(branches[i].shape, branches[map].shape);
            if (!fits) return {Problem::branches, Field::none, Axis::none, map, i};
        }
        return {};
    }
    static constexpr Shape output_shape(const Tensor* branches, int count) {
        return branches[widest(branches, count)].shape;
    }
    static constexpr Work work(const Shape& out, int count) {
        return {.multiplications = mul(out.elements(), count - 1)};
    }
};

} // namespace detail

/// The sum of branches from one input; all outputs have one shape. No parameters, no FLOPs in the
/// lecture. The branches' paths are their numbers, the sum's is `add`.
template <class... Ls>
struct Add : detail::Branches<detail::AddMerge, Ls...> {
    using detail::Branches<detail::AddMerge, Ls...>::Branches;
};

template <class... Ls>
Add(const Ls&...) -> Add<Ls...>;

/// The channels of branches from one input, one after the other (torch.cat along channels); heights
/// and widths are alike. No parameters, no FLOPs. The concatenation's path is `concat`.
template <class... Ls>
struct Concat : detail::Branches<detail::ConcatMerge, Ls...> {
    using detail::Branches<detail::ConcatMerge, Ls...>::Branches;
};

template <class... Ls>
Concat(const Ls&...) -> Concat<Ls...>;

/// The product of branches from one input; a vector C or a map Cx1x1 scales each channel of a map
/// CxHxW. `Multiply{skip, gate}` is squeeze-and-excite (arXiv:1709.01507). The product's path is
/// `multiply`.
template <class... Ls>
struct Multiply : detail::Branches<detail::MultiplyMerge, Ls...> {
    using detail::Branches<detail::MultiplyMerge, Ls...>::Branches;
};

template <class... Ls>
Multiply(const Ls&...) -> Multiply<Ls...>;

namespace detail {
template <class... Ls>
inline constexpr bool is_of_user<Add<Ls...>> = false;
template <class... Ls>
inline constexpr bool is_of_user<Concat<Ls...>> = false;
template <class... Ls>
inline constexpr bool is_of_user<Multiply<Ls...>> = false;
} // namespace detail

} // namespace ctnn
