// The sentences about an input that does not fit a layer, one function a problem.
#pragma once

#include "sentence_parts.hpp"

namespace ctnn::detail {

/// What mends a wrong number of axes.
constexpr void append_rank_advice(Sentence& text, const Error& error) {
    const Misfit& misfit = error.misfit;
    const Shape& input = error.input;
    const bool is_map_expected = misfit.expected == 3;
    const bool is_norm = error.op == Op::batch_norm;
    if (is_map_expected && misfit.got == 2 && error.index == 0 && misfit.field == Field::none &&
        !is_norm) {
        append(text, error, "; a map of one channel is 1x$input");
    }
    if (is_map_expected && misfit.got == 1 && error.op == Op::conv_transpose &&
        error.other.rank == 0) {
        append(text, error, "; a latent vector is a map $inputx1x1");
    }
    if (is_map_expected && misfit.got == 4) {
        append(text.append("; shapes have no batch: "), Shape{input[1], input[2], input[3]});
        text.append("; a map CxDxHxW needs a layer for three dimensions");
    }
    if (is_norm && misfit.got < 4) {
        text.append(misfit.got == 3 ? "; use BatchNorm2d" : "; use BatchNorm1d");
    } else if (is_map_expected && error.other.rank == 3) {
        text.append("; put it before the Flatten");
    }
}

constexpr void append_rank(Sentence& text, const Error& error) {
    const Misfit& misfit = error.misfit;
    if (misfit.words != nullptr) {
        append(text, error, misfit.words);
        return;
    }
    append(text, error,
           misfit.expected == 3 && misfit.field == Field::none ? "expects a map CxHxW (3 axes)"
           : error.op == Op::custom       ? "expects $expected_axes" // expect::rank of a user's
           : misfit.got > misfit.expected ? "expects at most $expected_axes"
                                          : "expects at least $expected_axes");
    append(text, error, ", gets $input ($got_axes)");
    append_rank_advice(text, error);
}

constexpr void append_channels(Sentence& text, const Error& error) {
    const Count expected = error.misfit.expected;
    const Shape& input = error.input;
    const bool has_channels =
        input.rank >= 3 || error.op == Op::conv || error.op == Op::conv_transpose;
    append(text, error, has_channels ? "expects $expected channel" : "expects $expected feature");
    append(text, error, expected == 1 ? "" : "s");
    append(text, error, ", gets $got ($input); set $field = $got");
    if (input.rank == 2 && input[1] == expected) {
        const bool is_line = error.op == Op::conv || error.op == Op::conv_transpose;
        append(text, error,
               is_line ? ", or transpose it, " : ", or leave out the batch, $expected");
        if (is_line) append(text, Shape{input[1], input[0]});
    }
    if (error.index == 0 && input.rank == 3 && input.width() == expected &&
        input.height() != expected) {
        append(text, error, ", or, as $input looks like HxWxC, give CxHxW, ");
        append(text, Shape{input.width(), input.channels(), input.height()});
    }
}

constexpr void append_features(Sentence& text, const Error& error) {
    const bool is_flattened = error.other.rank > 0;
    append(text, error, "expects $expected input features, gets $got (");
    append(text, error, is_flattened ? "$other flattened" : "$input");
    append(text, error, "); set in_features = $got");
    if (error.input.rank >= 3) text.append(" for the last axis");
}

/// A Linear on a map: in_features may be those of the flattened map, those of the pooled map, or
/// neither.
constexpr void append_missing_flatten(Sentence& text, const Error& error) {
    const Misfit& misfit = error.misfit;
    const Shape& input = error.input;
    append(text, error, "expects a vector of $expected, gets the map $input; put ");
    const bool is_of_flattened = misfit.expected == misfit.got;
    const bool is_of_pooled =
        input.rank == 3 && misfit.expected == input.channels() && !is_of_flattened;
    if (is_of_pooled) {
        text.append("GlobalAvgPool{} and Flatten{} before it, or use PointwiseConv, or put ");
    }
    append(text, error,
           is_of_flattened ? "Flatten{} before it"
                           : "Flatten{} before it and set in_features = $got");
    if (is_of_flattened || is_of_pooled) return;
    text.append(", or set in_features = ").append(input.last()).append(" for the last axis");
}

constexpr void append_kernel(Sentence& text, const Error& error) {
    append(text, error, "expects a padded $axis of at least $expected for its kernel, gets $got ");
    append(text, error, "($input); use a kernel that spans at most $got, or ");
    text.append((error.misfit.expected - error.misfit.got + 1) / 2).append(" more padding");
    const bool is_line = error.input.rank == 3 && error.misfit.got == 1 &&
                         (error.op == Op::max_pool || error.op == Op::avg_pool) &&
                         error.input.height() != error.input.width();
    if (is_line) {
        append(
            text, error,
            error.misfit.axis == Axis::width
                ? "; a line CxLx1 needs a kernel {$expected, 1}, or MaxPool1d or AvgPool1d of CxL"
                : "; a line Cx1xL needs a kernel {1, $expected}, or MaxPool1d or AvgPool1d of CxL");
    }
    const Culprit& culprit = error.culprit;
    if (culprit.least == 0) return;
    text.append(culprit.is_width ? "; or give the network a width of at least "
                                 : "; or give the network a height of at least ");
    text.append(culprit.least);
}

constexpr void append_empty_output(Sentence& text, const Error& error) {
    const Count missing = 1 - error.misfit.got;
    append(text, error, "$setting leaves an output $axis of $got (input $input)");
    if (error.op == Op::conv_transpose) {
        text.append("; reduce it by ").append((missing + 1) / 2);
    }
    if (error.op == Op::zero_pad) text.append("; crop ").append(missing).append(" less");
    if (error.op == Op::upsample) text.append("; use a larger one");
}

constexpr void append_dimension(Sentence& text, const Error& error) {
    append(text, error,
           error.misfit.expected == 1
               ? "$field = $got is not an axis of $input: expects 1 (0 is the batch) or -1"
               : "$field = $got is not an axis of $input: expects 1 to $expected (0 is the batch), "
                 "or -1 to -$expected");
}

} // namespace ctnn::detail
