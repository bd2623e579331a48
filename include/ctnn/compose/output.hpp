// Output: one of several results of a network.
#pragma once

#include "../core/detail/naming.hpp"

namespace ctnn {

/// Makes the current tensor an output of the network and passes it on: no operation. The network's
/// last tensor is always an output, and has the name if its Output comes last. Two outputs do not
/// have one name.
struct Output {
    static constexpr Size size{.names = 1};
    static constexpr bool is_part = false;

    Name name;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        detail::Naming(walk).output(name.text, tensor);
    }
};

} // namespace ctnn
