// Named: a layer with a name in paths.
#pragma once

#include "../core/walk.hpp"

namespace ctnn {

/// A layer whose step in paths is a name instead of a number: in Sequential{Named{"features", ...},
/// Named{"classifier", ...}} the paths are `features.0` and so on. An empty name adds no step.
template <Layer L>
struct Named {
    constexpr Named(Name name_, const L& layer_) : name(name_), layer(layer_) {}

    static constexpr Size size = detail::size_within<L>;

    Name name;
    L layer;

    constexpr void walk(Walk& walk, Tensor& tensor) const { walk.into(name, layer, tensor); }

    /// Its own name takes the place of the step, which is a number.
    constexpr void walk_as(Walk& walk, const Step&, Tensor& tensor) const {
        walk.into(name, layer, tensor);
    }
};

template <class L>
Named(Name, const L&) -> Named<L>;

} // namespace ctnn
