// The residual connection.
#pragma once

#include "add.hpp"
#include "sequential.hpp"

namespace ctnn {

/// body(x) + shortcut(x), by default body(x) + x (ResNet, arXiv:1512.03385). Both outputs have the
/// same shape, or are broadcast as by Add. Paths: `body`, `shortcut`, and `add` for the sum.
template <Layer Body, Layer Shortcut = Sequential<>>
struct Residual {
    static constexpr const char* name = "Residual";
    static constexpr Size size = detail::size_of_all<Body, Shortcut> + Size{1, 2, 0};
    static_assert(size.is_possible(), "a network has at most 2147483647 operations");

    Body body;
    Shortcut shortcut;

    constexpr explicit Residual(const Body& body_) : body(body_), shortcut() {}
    constexpr Residual(const Body& body_, const Shortcut& shortcut_)
        : body(body_), shortcut(shortcut_) {}

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor branches[] = {tensor, tensor};
        constexpr Name names[] = {"body", "shortcut"};
        walk.into(names[0], body, branches[0]);
        walk.into(names[1], shortcut, branches[1]);
        walk.merge("add", AddMerge{}, branches, 2, tensor, names);
    }
};

template <class Body>
Residual(const Body&) -> Residual<Body>;
template <class Body, class Shortcut>
Residual(const Body&, const Shortcut&) -> Residual<Body, Shortcut>;

} // namespace ctnn
