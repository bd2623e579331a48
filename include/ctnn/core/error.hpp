// An error as data: what does not fit, and where.
#pragma once

#include "culprit.hpp"
#include "misfit.hpp"
#include "op.hpp"
#include "path.hpp"

namespace ctnn {

/// A sentence about an error.
using Sentence = Text<511>;

/// What does not fit, and where. Converts to true if something does not fit.
struct Error {
    Misfit misfit = {};
    const char* layer = ""; ///< the layer's name: "Conv2d"
    Op op = Op::custom;     ///< and its operation
    Path path = {};
    int index = 0;    ///< the operation's number in execution order; -1: not one operation's error
    Shape input = {}; ///< the operation's input; at a merge, the first branch's output
    /// At a merge, the output of the branch that differs; after a Flatten, the Flatten's input.
    Shape other = {};
    bool other_is_input = false;  ///< that branch is empty: its output is the merge's own input
    const char* branch = nullptr; ///< at a merge, the name of the first branch, if it has one
    const char* other_branch = nullptr; ///< the name of the one that differs
    Advice advice = {};                 ///< if the layer gives any
    const char* name = nullptr;         ///< the name of a tensor, an output or a Shared layer
    int other_index = -1; ///< the operation that it contradicts: the first use, or output
    /// The newest names of tensors; the kind of layer of the first use.
    const char* known[4] = {};
    int known_count = 0; ///< of all, also of those that `known` has no room for
    /// Appends the cause to its sentence, of problems that the core has no words for.
    void (*append_cause)(Sentence& text, const Error& error) = nullptr;
    int from = -1;        ///< the row whose output `input` is; -1: the network's input
    int other_from = -1;  ///< the row whose output `other` is
    Culprit culprit = {}; ///< in a summary: the layer that caused it
    int part = 0;         ///< in a summary, the part that contains it,
    Step step = {"", 0};  ///< and its step in that part

    constexpr explicit operator bool() const { return static_cast<bool>(misfit); }
};

} // namespace ctnn
