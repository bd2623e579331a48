// A layer with a name of its own in paths.
#pragma once

#include "../trace.hpp"

namespace ctnn {

/// A layer whose place in paths is a name instead of a number: in Sequential{Named{"features",
/// ...}, Named{"classifier", ...}} the paths are `features.0` and so on. An empty name adds no
/// step. Up to 31 characters; a longer literal does not compile.
template <Layer L>
struct Named {
    static constexpr int operations = ctnn::operations<L>();
    static constexpr int edges = ctnn::edges<L>();
    static constexpr bool is_named = true; ///< a walk gives it no number

    Text<31> name;
    L layer;

    template <unsigned Size>
    constexpr Named(const char (&name_)[Size], const L& layer_) : name(), layer(layer_) {
        static_assert(Size <= 32, "a name has at most 31 characters");
        for (unsigned i = 0; i < Size && name_[i] != '\0'; ++i) name.append(name_[i]);
    }

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        walk.rename(name.c_str(), layer, tensor);
    }
};

template <unsigned Size, class L>
Named(const char (&)[Size], const L&) -> Named<L>;

namespace detail {
template <class L>
inline constexpr bool is_of_user<Named<L>> = false;
} // namespace detail

} // namespace ctnn
