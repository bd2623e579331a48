// If: one of two layers, or a layer that may be left out.
#pragma once

#include "sequential.hpp"

namespace ctnn {
namespace detail {

/// Room for either of two layers.
constexpr Size larger(const Size& a, const Size& b) {
    return {a.operations > b.operations ? a.operations : b.operations,
            a.edges > b.edges ? a.edges : b.edges, a.parts > b.parts ? a.parts : b.parts,
            a.names > b.names ? a.names : b.names};
}

} // namespace detail

/// A layer if a condition holds, otherwise another one, by default none: `If{has_gate, gate}`,
/// `If{is_residual, Residual{body}, body}`. Both are part of the type, so that networks that differ
/// so much have one type. The layer's path and records are those that it would have alone.
template <Layer L, Layer Otherwise = Sequential<>>
struct If {
    static constexpr const char* name = "If"; ///< its kind in reports where it is the network
    static constexpr bool keeps_step = true;  ///< the chosen layer takes its place
    static constexpr Size size =
        detail::larger(detail::size_within<L>, detail::size_within<Otherwise>);

    bool condition;
    L layer;
    Otherwise otherwise = Otherwise{};

    constexpr void walk(Walk& walk, Tensor& tensor) const { walk.into("", *this, tensor); }

    constexpr void walk_as(Walk& walk, const Step& step, Tensor& tensor) const {
        if (condition) {
            walk.step(step, layer, tensor);
        } else {
            walk.step(step, otherwise, tensor);
        }
    }
};

template <class L>
If(bool, const L&) -> If<L>;
template <class L, class Otherwise>
If(bool, const L&, const Otherwise&) -> If<L, Otherwise>;

} // namespace ctnn
