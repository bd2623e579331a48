// One error: what does not fit and where, as data.
#pragma once

#include "misfit.hpp"
#include "op.hpp"
#include "path.hpp"

namespace ctnn {

/// A sentence about an error.
using Sentence = Text<511>;

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
    int part = 0;                       ///< in a summary, the part that it stands in,
    Step step = {"", 0};                ///< and its step there

    constexpr explicit operator bool() const { return static_cast<bool>(misfit); }
};

} // namespace ctnn
