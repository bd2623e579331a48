// How many records layers need in a summary together.
#pragma once

#include "detail/why_no_layer.hpp"

namespace ctnn {
namespace detail {

/// The size of a layer inside another one: a composite layer is itself a part, unless it says that
/// it is none. (A variable, so that it is computed once per type: a network may have a thousand
/// layers of three types.)
template <class L>
inline constexpr Size size_within = {1, 1, 0, 0};
template <Composite L>
inline constexpr Size size_within<L> = {L::size.operations, L::size.edges,
                                        L::size.parts + (is_part<L> ? 1 : 0), L::size.names};
template <class L>
    requires(!Composite<L> && requires { requires !L::reads_input; })
inline constexpr Size size_within<L> = {1, 0, 0, 0}; // a source

/// The sum of the sizes of at most 256 layers, clang's limit for fold expressions.
template <class... Ls>
inline constexpr Size size_of_all = {
    (0 + ... + size_within<Ls>.operations), (0 + ... + size_within<Ls>.edges),
    (0 + ... + size_within<Ls>.parts), (0 + ... + size_within<Ls>.names)};

/// The kind of a composite layer in the tree.
template <class L>
constexpr const char* kind_of() {
    if constexpr (requires { takes<const char*>(*&L::name); }) {
        return L::name;
    } else if constexpr (has_own_step<L>) {
        return kind_of<decltype(L::layer)>();
    } else {
        return "block";
    }
}

} // namespace detail

/// The capacity that a summary of a network needs.
template <Layer L>
[[nodiscard]] constexpr Size size_of() {
    Size size = detail::size_within<L>;
    if constexpr (!detail::is_part<L>) ++size.parts; // the network itself
    return size;
}

} // namespace ctnn
