// The sentences about named tensors, outputs, inputs and shared weights, one function a problem.
#pragma once

#include "sentence_parts.hpp"

namespace ctnn::detail {

// Without quotes, which compilers do not print in a template argument.

/// The names that there are.
constexpr void append_known(Sentence& text, const Error& error) {
    constexpr int most = static_cast<int>(sizeof error.known / sizeof *error.known);
    for (int i = 0; i < error.known_count && i < most; ++i) {
        append_shortened(text.append(i > 0 ? ", " : ""), error.known[i]);
    }
    if (error.known_count > most) text.append(" and ").append(error.known_count - most);
    if (error.known_count > most) text.append(" more");
}

/// The names that were set, the newest first.
constexpr void append_no_tensor(Sentence& text, const Error& error) {
    append(text, error, "finds no tensor named $name");
    if (error.known_count == 0) {
        text.append("; put a Tag of that name before it");
        return;
    }
    append_known(text.append("; named so far: "), error);
}

constexpr void append_no_output(Sentence& text, const Error& error) {
    append(text, error, "the network has no output named $name");
    if (error.known_count == 0) {
        text.append("; put an Output of that name where it is");
        return;
    }
    append_known(text.append(", but: "), error);
}

constexpr void append_no_input(Sentence& text, const Error& error) {
    const Count inputs = error.misfit.got;
    append(text, error, "expects an input $expected, and the network has $got ");
    text.append(inputs == 1 ? "input: 0" : "inputs: 0 to ");
    if (inputs > 1) text.append(inputs - 1);
    if (error.misfit.expected == inputs) text.append("; ask with Inputs{..., Shape{...}}");
}

constexpr void append_output_exists(Sentence& text, const Error& error) {
    append(text, error, "there is an output named $name already ($other");
    if (error.other_index >= 0) text.append(", of layer ").append(error.other_index);
    text.append("); give each a name of its own");
}

constexpr void append_shared_weights(Sentence& text, const Error& error) {
    append(text, error,
           "shares the weights $name and has $got of them, but their first use, layer ");
    append_shortened(text.append(error.other_index).append(" ("), error.known[0]);
    append(text, error,
           "), has $expected; give one of them another name, or bring both to the same number");
}

} // namespace ctnn::detail
