// Branches from one input and the merge that joins them. Add, Concat, Multiply and MatMul are such
// layers. (The functions of their merges take `const auto&` for the Operands: as templates, they
// cost a compiler next to nothing where they are not used.)
#pragma once

#include "../core/walk.hpp"
#include "detail/slots.hpp"

namespace ctnn {

// The number of parts decides how Slots nests them, and so where braces would go.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-braces"
#endif

/// Branches from one input, and the merge that joins their outputs, the library's or a user's:
/// `Branches{Maximum{}, skip, conv}`. The branches' paths are their numbers, the merge's is its
/// `step`. A merge with a layer of its own is written like Add:
///
///     template <class... Ls>
///     struct Max : Branches<Maximum, Ls...> { using Branches<Maximum, Ls...>::Branches; };
///     template <class... Ls> Max(const Ls&...) -> Max<Ls...>;
template <Merge M, class... Ls>
    requires(sizeof...(Ls) > 0)
struct Branches {
    static constexpr const char* name = M::name; ///< its kind in reports
    static constexpr Size size = detail::Slots<Ls...>::size + Size{1, sizeof...(Ls), 0};
    static_assert(size.is_possible(), "a network has at most 2147483647 operations");

    detail::Slots<Ls...> branches;
    M merge;

    constexpr explicit(sizeof...(Ls) == 1) Branches(const Ls&... parts_)
        : branches{parts_...}, merge() {}
    constexpr Branches(const M& merge_, const Ls&... parts_) : branches{parts_...}, merge(merge_) {}

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor outputs[sizeof...(Ls)];
        branches.walk_as_branches(walk, tensor, outputs);
        const M joined = merge; // the compiler reaches a local object faster
        walk.merge(detail::step_of<M>(), joined, outputs, static_cast<int>(sizeof...(Ls)), tensor);
    }
};

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

} // namespace ctnn
