// Layers one after the other.
#pragma once

#include "../core/walk.hpp"
#include "detail/slots.hpp"

namespace ctnn {
// How the parts are grouped depends on how many there are, and with it where braces would
// stand.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-braces"
#endif

/// torch.nn.Sequential: each layer's output is the next one's input. The parts' paths are their
/// numbers, from 0. `Sequential{net}` of one Sequential is a copy of it, as C++ has it.
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

/// The input as it is, without an operation: a branch of a merge that skips the others.
inline constexpr Sequential<> skip{};

} // namespace ctnn
