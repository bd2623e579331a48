// One error: what does not fit and where, as data.
#pragma once

#include "misfit.hpp"
#include "op.hpp"
#include "text.hpp"

namespace ctnn {

/// Where an operation stands in a network: `3.body.0`. Empty for a network of one layer. A path
/// over 63 characters loses its end.
using Path = Text<63>;

/// A sentence about an error.
using Sentence = Text<255>;

/// What does not fit, and where. Converts to true when something does not.
struct Error {
    Misfit misfit = {};
    const char* layer = ""; ///< the layer's name: "Conv2d"
    Op op = Op::custom;     ///< and its operation
    Path path = {};
    int index = 0;    ///< the operation's number in execution order; -1: of no single one
    Shape input = {}; ///< what came in; at a merge, the first branch's output
    /// At a merge, the output of the branch that differs; behind a Flatten, what it flattened.
    Shape other = {};
    bool other_is_input = false;  ///< that branch has no operation: it is the merge's own input
    const char* branch = nullptr; ///< at a merge, the name of the first branch, if it has one
    const char* other_branch = nullptr; ///< and of the one that differs
    Advice advice = {};                 ///< where the layer has some

    constexpr explicit operator bool() const { return static_cast<bool>(misfit); }
};

} // namespace ctnn
