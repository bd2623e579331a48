// Layers one after the other.
#pragma once

#include "../detail/slots.hpp"
#include "../trace.hpp"

namespace ctnn {
namespace detail {

/// A walk in the middle of a Sequential.
struct SequentialState {
    Walk& walk;
    Tensor& tensor;
};

template <class L>
struct SequentialStep {
    static constexpr int go(SequentialState& state, int index, const L& layer) {
        state.walk.into(index, layer, state.tensor);
        return 0;
    }
};

} // namespace detail

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
    static_assert(detail::are_layers<Ls...>());

    static constexpr int operations = detail::sum_of_operations<Ls...>();
    static constexpr int edges = detail::sum_of_edges<Ls...>();
    static_assert(operations >= 0 && edges >= 0, "a network has at most 2147483647 operations");

    detail::Slots<Ls...> layers;

    constexpr explicit(sizeof...(Ls) == 1) Sequential(const Ls&... parts_) : layers{parts_...} {}

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        detail::SequentialState state{walk, tensor};
        layers.template for_each<detail::SequentialStep>(state);
    }
};

template <class... Ls>
Sequential(const Ls&...) -> Sequential<Ls...>;

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace detail {
template <class... Ls>
inline constexpr bool is_of_user<Sequential<Ls...>> = false;
} // namespace detail

/// The input as it is, without an operation: a branch of a merge that skips the others.
inline constexpr Sequential<> skip{};

} // namespace ctnn
