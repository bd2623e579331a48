// Shared: layers that have the same weights.
#pragma once

#include "../core/detail/naming.hpp"

namespace ctnn {

/// A layer that has parameters of its own only where its name is met first; later uses of the name
/// have the same. Parameters, their bytes and gradients count once, MACs each time. Shapes may
/// differ from use to use, as for a detector's head on several levels.
///
/// Two different layers may share: an embedding and the Linear that reads out. They have the same
/// number of weights, otherwise it is a shape_error; biases are shared too if their number is the
/// same. The parameters of a composite layer agree one and all.
///
/// In paths, the name takes the place of a number.
template <Layer L>
struct Shared {
    static constexpr Size size = detail::size_within<L> + Size{.names = 1};

    Name name;
    L layer;

    constexpr Shared(Name name_, const L& layer_) : name(name_), layer(layer_) {}

    constexpr void walk(Walk& walk, Tensor& tensor) const { walk_as(walk, {nullptr, 0}, tensor); }

    constexpr void walk_as(Walk& walk, const Step& step, Tensor& tensor) const {
        const Step own = step.name != nullptr ? step : Step{name.text, 0};
        detail::Naming(walk).share(name.text, own, layer, tensor);
    }
};

template <class L>
Shared(Name, const L&) -> Shared<L>;

} // namespace ctnn
