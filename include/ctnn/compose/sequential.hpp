// Sequential: layers one after the other.
#pragma once

#include "../core/walk.hpp"
#include "detail/slots.hpp"

namespace ctnn {
// The number of parts decides how Slots nests them, and so where braces would go.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-braces"
#endif

/// torch.nn.Sequential: each layer's output is the next one's input. The layers' paths are their
/// numbers, from 0. `Sequential{net}` of one Sequential is a copy of it, by the rules of C++.
template <class... Ls>
struct Sequential {
    static constexpr const char* name = "Sequential";
    static constexpr Size size = detail::Slots<Ls...>::size;
    static_assert(size.is_possible(), "a network has at most 2147483647 operations");

    detail::Slots<Ls...> layers;

    constexpr explicit(sizeof...(Ls) == 1) Sequential(const Ls&... parts_) : layers{parts_...} {}

    constexpr void walk(Walk& walk, Tensor& tensor) const { layers.walk_in_sequence(walk, tensor); }
};

template <class... Ls>
Sequential(const Ls&...) -> Sequential<Ls...>;

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/// A branch that passes its input on without an operation.
inline constexpr Sequential<> skip{};

} // namespace ctnn
