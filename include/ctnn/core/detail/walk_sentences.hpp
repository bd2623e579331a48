// The sentences about a network's input, missing inputs, repetitions, and what a user's layers and
// composites get wrong, one function a problem.
#pragma once

#include "sentence_parts.hpp"

namespace ctnn::detail {

constexpr void append_copies(Sentence& text, const Misfit& misfit) {
    text.append("repeats its layer ").append(misfit.got).append(" times; repeat<");
    text.append(misfit.expected).append("> allows 0 to ").append(misfit.expected);
    if (misfit.got <= 0) return;
    text.append("; raise the limit, repeat<").append(misfit.got).append(">, or repeat it less");
}

constexpr void append_needs_input(Sentence& text, const Misfit& misfit) {
    if (misfit.field == Field::none) {
        text.append("has parameters that depend on its input, and there is none; ");
        text.append("ask params(net, input)");
        return;
    }
    text.append(name_of(misfit.field));
    text.append(" was left out and there is no input to infer it from; ");
    text.append("give it, or ask params(net, input)");
}

constexpr void append_input_shape(Sentence& text, const Shape& input) {
    append(text.append("expects an input shape with sizes of at least 1, gets "), input);
}

constexpr void append_input_elements(Sentence& text, const Shape& input) {
    text.append("expects an input of at most ").append(INT64_MAX).append(" elements, gets ");
    append(text, input);
}

constexpr void append_unread_input(Sentence& text, const Misfit& misfit, const Shape& input) {
    append(text.append("input ").append(misfit.got).append(" ("), input);
    text.append(") is given and no layer reads it; ");
    if (misfit.got > 0) text.append("put Input{").append(misfit.got).append("} where it is used, ");
    text.append(misfit.got > 0 ? "or leave it out" : "leave it out, or read it");
}

constexpr void append_own_output(Sentence& text, const Misfit& misfit) {
    text.append("gives an output shape with a size of ").append(misfit.got);
    text.append("; sizes must be at least 1");
}

constexpr void append_unannounced(Sentence& text) {
    text.append("is not what its composite layer declares; count it in the ");
    text.append("composite's size, and pass on the walk's own tensors");
}

constexpr void append_too_large(Sentence& text, const Error& error) {
    if (error.misfit.got < overflow) {
        text.append("a count must not be negative, is ").append(error.misfit.got);
        return;
    }
    text.append("a size or a count does not fit in 63 bits");
    if (error.op == Op::custom && error.index >= 0) text.append(" or is negative");
    if (error.input.rank > 0) append(text.append(" (input "), error.input).append(')');
}

} // namespace ctnn::detail
