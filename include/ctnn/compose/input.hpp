// Input: another input of a network.
#pragma once

#include "../core/detail/naming.hpp"

namespace ctnn {

/// Goes on with an input of the network instead of the current tensor: no operation. `Input{1}` is
/// the second; the network starts with the first, `Input{0}`. Their shapes are the question's:
/// `flops(net, Inputs{Shape{3, 224, 224}, Shape{8}})`. An input that is not given, or that no layer
/// reads, is a shape_error.
struct Input {
    static constexpr Size size{.names = 1};
    static constexpr bool is_part = false;

    int number = 0;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        detail::Naming(walk).input(number, tensor);
    }
};

} // namespace ctnn
