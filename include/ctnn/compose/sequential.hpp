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

/// The operations of several layers together.
template <class... Ls>
constexpr int sum_of_operations() {
    int sum = 0;
    const int each[] = {0, ctnn::operations<Ls>()...};
    for (const int operations : each) sum += operations;
    return sum;
}

} // namespace detail

/// torch.nn.Sequential: each layer's output is the next one's input. The parts' paths are their
/// numbers, from 0. `Sequential{net}` of one Sequential is a copy of it, as C++ has it.
template <class... Ls>
struct Sequential {
    static constexpr int operations = detail::sum_of_operations<Ls...>();

    detail::Slots<Ls...> layers;

    constexpr explicit(sizeof...(Ls) == 1) Sequential(const Ls&... parts) : layers{{parts}...} {}

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        detail::SequentialState state{walk, tensor};
        layers.template for_each<detail::SequentialStep>(state);
    }
};

} // namespace ctnn
