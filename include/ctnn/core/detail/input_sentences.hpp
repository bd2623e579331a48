// The sentences about an input that does not fit a layer, one function a problem.
#pragma once

#include "sentence_parts.hpp"

namespace ctnn::detail {

/// What mends a wrong number of axes.
constexpr void append_rank_advice(Sentence& text, const Error& error) {
    const auto [problem, field, axis, expected, got] = error.misfit;
    const Shape& input = error.input;
    const bool is_map_expected = expected == 3;
    if (is_map_expected && got == 2 && error.index == 0 && field == Field::none &&
        error.op != Op::batch_norm) {
        append(text.append("; a map of one channel is "), Shape{1, input[0], input[1]});
    }
    if (is_map_expected && got == 4) {
        append(text.append("; shapes have no batch: "), Shape{input[1], input[2], input[3]});
        text.append("; a map CxDxHxW needs a layer for three dimensions");
    }
    if (error.op == Op::batch_norm && got < 4) {
        text.append(got == 3 ? "; use BatchNorm2d" : "; use BatchNorm1d");
    } else if (is_map_expected && error.other.rank == 3) {
        text.append("; put it before the Flatten");
    }
}

constexpr void append_rank(Sentence& text, const Error& error) {
    const Misfit& misfit = error.misfit;
    text.append("expects ");
    if (misfit.expected == 3 && misfit.field == Field::none) {
        text.append("a map CxHxW (3 axes)");
    } else {
        text.append(misfit.got > misfit.expected ? "at most " : "at least ");
        append_axes(text, misfit.expected);
    }
    append(text.append(", gets "), error.input).append(" (");
    append_axes(text, misfit.got).append(')');
    append_rank_advice(text, error);
}

constexpr void append_channels(Sentence& text, const Error& error) {
    const auto [problem, field, axis, expected, got] = error.misfit;
    const Shape& input = error.input;
    text.append("expects ").append(expected);
    text.append(input.rank < 3 ? " feature" : " channel").append(expected == 1 ? "" : "s");
    append(text.append(", gets ").append(got).append(" ("), input).append("); set ");
    text.append(name_of(field)).append(" = ").append(got);
    if (input.rank == 2 && input[1] == expected) {
        append(text.append(", or leave out the batch, "), Shape{expected});
    }
    if (error.index == 0 && input.rank == 3 && input.width() == expected &&
        input.height() != expected) {
        append(text.append(", or give CxHxW, "),
               Shape{input.width(), input.channels(), input.height()});
    }
}

constexpr void append_features(Sentence& text, const Error& error) {
    const Misfit& misfit = error.misfit;
    const bool is_flattened = error.other.rank > 0;
    text.append("expects ").append(misfit.expected).append(" input features, gets ");
    append(text.append(misfit.got).append(" ("), is_flattened ? error.other : error.input);
    text.append(is_flattened ? " flattened); set in_features = " : "); set in_features = ");
    text.append(misfit.got);
    if (error.input.rank < 3) return;
    text.append(" for the last axis, or put Flatten{} before it and set in_features = ");
    text.append(error.input.elements());
}

/// A Linear on a map: in_features may be those of the flattened map, those of the pooled map, or
/// neither.
constexpr void append_missing_flatten(Sentence& text, const Misfit& misfit, const Shape& input) {
    text.append("expects a vector of ").append(misfit.expected).append(", gets the map ");
    append(text, input);
    const bool is_of_flattened = misfit.expected == misfit.got;
    if (input.rank == 3 && misfit.expected == input.channels() && !is_of_flattened) {
        text.append("; put GlobalAvgPool{} and Flatten{} before it, or use PointwiseConv, or put ");
        text.append("Flatten{} before it and set in_features = ").append(misfit.got);
        return;
    }
    text.append("; put Flatten{} before it");
    if (is_of_flattened) return;
    text.append(" and set in_features = ").append(misfit.got);
    text.append(", or set in_features = ").append(input.last()).append(" for the last axis");
}

constexpr void append_kernel(Sentence& text, const Misfit& misfit, const Shape& input) {
    const Count missing = misfit.expected - misfit.got;
    text.append("expects a padded ").append(name_of(misfit.axis)).append(" of at least ");
    text.append(misfit.expected).append(" for its kernel, gets ").append(misfit.got);
    append(text.append(" ("), input).append("); use a kernel that spans at most ");
    text.append(misfit.got).append(", or ").append((missing + 1) / 2).append(" more padding");
}

constexpr void append_empty_output(Sentence& text, const Error& error) {
    const Misfit& misfit = error.misfit;
    const Count missing = 1 - misfit.got;
    append_field(text, misfit).append(" leaves an output ").append(name_of(misfit.axis));
    append(text.append(" of ").append(misfit.got).append(" (input "), error.input).append(')');
    if (error.op == Op::conv_transpose) {
        text.append("; reduce it by ").append((missing + 1) / 2);
    }
    if (error.op == Op::zero_pad) text.append("; crop ").append(missing).append(" less");
    if (error.op == Op::upsample) text.append("; use a larger one");
}

constexpr void append_normalized_shape(Sentence& text, const Misfit& misfit, const Shape& input) {
    text.append("normalized_shape expects an axis of ").append(misfit.expected).append(", gets ");
    append(text.append(misfit.got).append(" ("), input);
    text.append("); give the last axes of the input");
}

constexpr void append_dimension(Sentence& text, const Misfit& misfit, const Shape& input) {
    text.append(name_of(misfit.field)).append(" = ").append(misfit.got);
    append(text.append(" is not an axis of "), input);
    if (misfit.expected == 1) {
        text.append(": expects 1 (0 is the batch) or -1");
        return;
    }
    text.append(": expects 1 to ").append(misfit.expected).append(" (0 is the batch), or -1 to -");
    text.append(misfit.expected);
}

} // namespace ctnn::detail
