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
    static constexpr bool is_named = true; ///< its step is the name, not a number

    Name name;
    L layer;

    constexpr void walk(Walk& walk, Tensor& tensor) const { walk.into(name, layer, tensor); }
};

template <class L>
Named(Name, const L&) -> Named<L>;

} // namespace ctnn
