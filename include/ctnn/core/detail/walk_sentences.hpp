// The sentences about a network's input, missing inputs, repetitions, and what a user's layers and
// composites get wrong, one function a problem.
#pragma once

#include "sentence_parts.hpp"

namespace ctnn::detail {

constexpr void append_copies(Sentence& text, const Error& error) {
    append(text, error, "repeats its layer $got times; repeat<$expected> allows 0 to $expected");
    if (error.misfit.got <= 0) return;
    append(text, error, "; raise the limit, repeat<$got>, or repeat it less");
}

constexpr void append_needs_input(Sentence& text, const Error& error) {
    append(
        text, error,
        error.misfit.field == Field::none
            ? "has parameters that depend on its input, and there is none; ask params(net, input)"
            : "$field was left out and there is no input to infer it from; give it, or ask "
              "params(net, input)");
}

constexpr void append_input_elements(Sentence& text, const Error& error) {
    text.append("expects an input of at most ").append(INT64_MAX);
    append(text, error, " elements, gets $input");
}

constexpr void append_unread_input(Sentence& text, const Error& error) {
    append(text, error,
           error.misfit.got > 0 ? "input $got ($input) is given and no layer reads it; put "
                                  "Input{$got} where it is used, or leave it out"
                                : "input $got ($input) is given and no layer reads it; leave it "
                                  "out, or read it");
}

constexpr void append_too_large(Sentence& text, const Error& error) {
    if (error.misfit.got < overflow) {
        append(text, error, "a count must not be negative, is $got");
        return;
    }
    text.append("a size or a count does not fit in 63 bits");
    if (error.op == Op::custom && error.index >= 0) text.append(" or is negative");
    if (error.input.rank > 0) append(text, error, " (input $input)");
}

} // namespace ctnn::detail
