// Tag and From: a tensor gets a name, and a later layer goes on with it.
#pragma once

#include "../core/detail/naming.hpp"

namespace ctnn {

/// Names the current tensor and passes it on: no operation. A later From of the name goes on with
/// it, anywhere in the network: after it, in another branch, in a nested block. Names may have any
/// length and are compared by their characters. A name that is set again, as by each copy of a
/// repeated block, is that of the newer tensor.
struct Tag {
    static constexpr Size size{.names = 1};
    static constexpr bool is_part = false;

    Name name;

    constexpr void walk(Walk& walk, Tensor& current) const {
        detail::Naming(walk).tag(name.text, current);
    }
};

/// Goes on with the tensor that a Tag has named instead of the current one: no operation. A
/// shape_error, with the names that there are, if no Tag of the name comes before.
///
///     Add{skip, Sequential{From{"c4"}, PointwiseConv{.out_channels = 256}}}
struct From {
    static constexpr Size size{};
    static constexpr bool is_part = false;

    Name name;

    constexpr void walk(Walk& walk, Tensor& current) const {
        detail::Naming(walk).from(name.text, current);
    }
};

} // namespace ctnn
