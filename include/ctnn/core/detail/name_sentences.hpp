// The sentences about named tensors, outputs, inputs and shared weights, one function a problem.
#pragma once

#include "sentence_parts.hpp"

namespace ctnn::detail {

// Without quotes, which compilers do not print in a template argument.

constexpr Sentence& append_name(Sentence& text, const char* name) {
    return append_shortened(text, name != nullptr ? name : "");
}

/// The names that were set, the newest first.
constexpr void append_no_tensor(Sentence& text, const Error& error) {
    append_name(text.append("finds no tensor named "), error.name);
    if (error.known_count == 0) {
        text.append("; put a Tag of that name before it");
        return;
    }
    text.append("; named so far: ");
    constexpr int most = static_cast<int>(sizeof error.known / sizeof *error.known);
    for (int i = 0; i < error.known_count && i < most; ++i) {
        append_name(text.append(i > 0 ? ", " : ""), error.known[i]);
    }
    if (error.known_count > most) text.append(" and ").append(error.known_count - most);
    if (error.known_count > most) text.append(" more");
}

constexpr void append_no_input(Sentence& text, const Error& error) {
    const Misfit& misfit = error.misfit;
    text.append("expects an input ").append(misfit.expected).append(", and the network has ");
    text.append(misfit.got).append(misfit.got == 1 ? " input: 0" : " inputs: 0 to ");
    if (misfit.got > 1) text.append(misfit.got - 1);
    if (misfit.expected == misfit.got) text.append("; ask with Inputs{..., Shape{...}}");
}

constexpr void append_output_exists(Sentence& text, const Error& error) {
    append_name(text.append("there is an output named "), error.name).append(" already (");
    append(text, error.other);
    if (error.other_index >= 0) text.append(", of layer ").append(error.other_index);
    text.append("); give each a name of its own");
}

constexpr void append_shared_weights(Sentence& text, const Error& error) {
    append_name(text.append("shares the weights "), error.name).append(" and has ");
    text.append(error.misfit.got).append(" of them, but their first use, layer ");
    append_name(text.append(error.other_index).append(" ("), error.known[0]);
    text.append("), has ").append(error.misfit.expected);
    text.append("; give one of them another name, or bring both to the same number");
}

} // namespace ctnn::detail
