// An error in words: where, what was expected, what came, and what would mend it.
#pragma once

#include "detail/branches_sentence.hpp"
#include "detail/field_names.hpp"

namespace ctnn {
namespace detail {

/// `kernel_size`, or `kernel_size.height` where the misfit is about one axis.
constexpr Sentence& append_field(Sentence& text, const Misfit& misfit) {
    text.append(name_of(misfit.field));
    if (misfit.axis != Axis::none) text.append('.').append(name_of(misfit.axis));
    return text;
}

/// A user's layer may have any name; one that long would push the cause out of the sentence.
constexpr Sentence& append_shortened(Sentence& text, const char* name) {
    for (int length = 0; *name != '\0'; ++length, ++name) {
        if (length == 40) return text.append("...");
        text.append(*name);
    }
    return text;
}

/// `1.5` of 1,500,000 millionths.
constexpr void append_real(Sentence& text, Count millionths) {
    if (millionths < 0) text.append('-');
    const Count size = millionths < 0 ? -millionths : millionths;
    text.append(size / 1'000'000);
    char separator = '.';
    for (Count rest = size % 1'000'000, unit = 100'000; rest > 0; rest %= unit, unit /= 10) {
        if (separator != '\0') text.append(separator);
        separator = '\0';
        text.append(rest / unit);
    }
}

/// Does a byte go on with a character of UTF-8 that began before it?
constexpr bool is_inside_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// A path, if there is room for it beside the rest of a sentence; else its two ends. Characters of
/// several bytes are left out whole.
template <unsigned Capacity>
constexpr Text<Capacity>& append_path(Text<Capacity>& text, const Path& path, unsigned room = 200) {
    const unsigned length = path.length();
    const unsigned left_out = length > room ? length - room + 3 : 0;
    const unsigned middle = room / 2;
    unsigned at = 0;
    bool is_left_out = false;
    path.spell([&](char byte) {
        if (!is_inside_character(byte)) {
            const bool was_left_out = is_left_out;
            is_left_out = at >= middle && at < middle + left_out;
            if (is_left_out && !was_left_out) text.append("...");
        }
        if (!is_left_out) text.append(byte);
        ++at;
    });
    return text;
}

/// What would make a map of nothing `missing` places larger.
constexpr void append_enlargement(Sentence& text, Op op, Count missing) {
    if (op == Op::conv_transpose) text.append("; take ").append((missing + 1) / 2).append(" off");
    if (op == Op::zero_pad) text.append("; crop ").append(missing).append(" less");
    if (op == Op::upsample) text.append("; use a larger one");
}

/// What of `same` with a stride gives TensorFlow's size: a number, or a layer where the zeros
/// before and behind are not alike.
constexpr void append_same(Sentence& text, const Advice& advice) {
    const Extent& zeros = advice.padding;
    if (zeros.height < 0) {
        text.append("; give a number or {height, width}; asked with an input, this says which");
        return;
    }
    text.append("; for the ").append(advice.output.height).append('x');
    text.append(advice.output.width).append(" of TensorFlow");
    const Count top = zeros.height / 2;
    const Count left = zeros.width / 2;
    if (zeros.height % 2 == 0 && zeros.width % 2 == 0) {
        text.append(" set padding = ");
        if (top == left) {
            text.append(top);
            return;
        }
        text.append('{').append(top).append(", ").append(left).append('}');
        return;
    }
    text.append(" put ZeroPad2d{{").append(left).append(", ").append(zeros.width - left);
    text.append(", ").append(top).append(", ").append(zeros.height - top);
    text.append("}} before it and set padding = 0");
}

/// The divisor of a number that is nearest to `from` in one direction. A number may be huge: of
/// more than a thousand candidates, `fallback`, which is one too.
constexpr Count nearest_divisor(Count number, Count from, Count step, Count fallback) {
    Count divisor = from;
    for (int tried = 0; tried < 1000; ++tried, divisor += step) {
        if (number % divisor == 0) return divisor;
    }
    return fallback;
}

/// The divisors of a number that are nearest to `groups`, below and above; 1 only if it is the only
/// one.
constexpr void append_divisors(Sentence& text, Count number, Count groups) {
    if (number < 1 || groups < 1) return; // from a user's layer
    if (groups >= number) {
        text.append("; ").append(number).append(" does");
        return;
    }
    const Count common = greatest_common_divisor(groups, number);
    const Count small = common > 1 ? common : nearest_divisor(number, 2, 1, 1);
    const Count below = nearest_divisor(number, groups, -1, small);
    text.append("; ");
    if (below > 1) text.append(below).append(" and ");
    text.append(nearest_divisor(number, groups, 1, number));
    text.append(below > 1 ? " do" : " does");
}

/// A Linear on a map: its in_features are those of the flattened map, or of a pooled one, or of
/// neither.
constexpr void append_flatten(Sentence& text, const Misfit& misfit, const Shape& input) {
    if (input.rank == 3 && misfit.expected == input.channels() && misfit.expected != misfit.got) {
        text.append("; put GlobalAvgPool{} and Flatten{} before it, or use PointwiseConv, or put ");
        text.append("Flatten{} before it and set in_features = ").append(misfit.got);
        return;
    }
    text.append("; put Flatten{} before it");
    if (misfit.expected == misfit.got) return;
    text.append(" and set in_features = ").append(misfit.got);
    text.append(", or set in_features = ").append(input.last()).append(" for the last axis");
}

/// What was expected, what came, and what would mend it.
constexpr void append_cause(Sentence& text, const Error& error) {
    const Misfit& misfit = error.misfit;
    const Shape& input = error.input;
    const Count expected = misfit.expected;
    const Count got = misfit.got;
    const char* const field = name_of(misfit.field);
    switch (misfit.problem) {
    case Problem::none: return;
    case Problem::not_positive:
        append_field(text, misfit).append(" must be at least 1, ");
        if (got == 0 || got == inferred) {
            text.append("is 0 or was left out");
        } else {
            text.append("is ").append(got);
        }
        return;
    case Problem::negative:
        append_field(text, misfit).append(" must not be negative, is ").append(got);
        return;
    case Problem::over_limit:
        if (misfit.field == Field::none) { // of the input
            text.append("expects a ").append(name_of(misfit.axis)).append(" of at most ");
            text.append(expected).append(", gets ").append(got);
            return;
        }
        if (misfit.field == Field::scale_factor) { // of the output
            text.append("scale_factor gives a ").append(name_of(misfit.axis)).append(" of ");
            text.append(got).append(", at most ").append(expected).append(" fits (input ");
            append(text, input).append(')');
            return;
        }
        append_field(text, misfit)
            .append(expected < 0 ? " must be at least " : " must be at most ");
        text.append(expected).append(", is ").append(got);
        return;
    case Problem::out_of_range:
        append_field(text, misfit)
            .append(misfit.field == Field::p                  ? " must be between 0 and 1"
                    : misfit.field == Field::divisor_override ? " must not be 0"
                                                              : " must be more than 0");
        if (got != 0 && got != inferred) append_real(text.append(", is "), got);
        return;
    case Problem::rank:
        text.append("expects ");
        if (expected == 3 && misfit.field == Field::none) {
            text.append("a map CxHxW (3 axes)");
        } else {
            text.append(got > expected ? "at most " : "at least ")
                .append(expected)
                .append(expected == 1 ? " axis" : " axes");
        }
        append(text.append(", gets "), input).append(" (").append(got);
        text.append(got == 1 ? " axis)" : " axes)");
        if (expected == 3 && got == 2 && error.index == 0 && misfit.field == Field::none &&
            error.op != Op::batch_norm) {
            append(text.append("; a map of one channel is "), Shape{1, input[0], input[1]});
        }
        if (expected == 3 && got == 4) {
            append(text.append("; shapes have no batch: "), Shape{input[1], input[2], input[3]});
            text.append("; a map CxDxHxW needs a layer for three dimensions");
        }
        if (error.op == Op::batch_norm && got < 4) {
            text.append(got == 3 ? "; use BatchNorm2d" : "; use BatchNorm1d");
        } else if (expected == 3 && error.other.rank == 3) {
            text.append("; put it before the Flatten");
        }
        return;
    case Problem::channels:
        text.append("expects ").append(expected);
        text.append(input.rank < 3 ? " feature" : " channel").append(expected == 1 ? "" : "s");
        append(text.append(", gets ").append(got).append(" ("), input).append("); set ");
        text.append(field).append(" = ").append(got);
        if (input.rank == 2 && input[1] == expected) {
            append(text.append(", or give no batch, "), Shape{expected});
        }
        if (error.index == 0 && input.rank == 3 && input.width() == expected &&
            input.height() != expected) {
            append(text.append(", or give CxHxW, "),
                   Shape{input.width(), input.channels(), input.height()});
        }
        return;
    case Problem::features:
        text.append("expects ").append(expected).append(" input features, gets ").append(got);
        append(text.append(" ("), error.other.rank > 0 ? error.other : input);
        text.append(error.other.rank > 0 ? " flattened); set in_features = "
                                         : "); set in_features = ");
        text.append(got);
        if (input.rank < 3) return;
        text.append(" for the last axis, or put Flatten{} before it and set in_features = ");
        text.append(input.elements());
        return;
    case Problem::missing_flatten:
        append(text.append("expects a vector of ").append(expected).append(", gets the map "),
               input);
        append_flatten(text, misfit, input);
        return;
    case Problem::kernel_exceeds_input:
        text.append("expects a padded ").append(name_of(misfit.axis)).append(" of at least ");
        text.append(expected).append(" for its kernel, gets ").append(got);
        append(text.append(" ("), input).append("); use a kernel that spans at most ").append(got);
        text.append(", or ").append((expected - got + 1) / 2).append(" more padding");
        return;
    case Problem::pool_padding:
        append_field(text, misfit).append(" must be at most half of the kernel, ").append(expected);
        text.append(", is ").append(got);
        return;
    case Problem::groups:
        text.append(misfit.field == Field::num_channels ? "num_groups" : "groups");
        text.append(" = ").append(got).append(" must divide ").append(field);
        text.append(" = ").append(expected);
        append_divisors(text, error.advice.divisible > 0 ? error.advice.divisible : expected, got);
        return;
    case Problem::same_with_stride:
        text.append("padding same expects stride 1, gets ").append(got);
        append_same(text, error.advice);
        return;
    case Problem::output_padding:
        append_field(text, misfit).append(" must be less than stride or dilation, ");
        text.append(expected).append(", is ").append(got);
        return;
    case Problem::empty_output:
        append_field(text, misfit).append(" leaves an output ").append(name_of(misfit.axis));
        append(text.append(" of ").append(got).append(" (input "), input).append(')');
        append_enlargement(text, error.op, 1 - got);
        return;
    case Problem::normalized_shape:
        text.append("normalized_shape expects an axis of ").append(expected).append(", gets ");
        append(text.append(got).append(" ("), input).append("); give the last axes of the input");
        return;
    case Problem::dimension:
        append(text.append(field).append(" = ").append(got).append(" is no axis of "), input);
        if (expected == 1) {
            text.append(": expects 1 (0 is the batch) or -1");
            return;
        }
        text.append(": expects 1 to ").append(expected).append(" (0 is the batch), or -1 to -");
        text.append(expected);
        return;
    case Problem::axis_order:
        text.append("end_dim = ").append(got).append(" comes before start_dim = ");
        text.append(expected);
        return;
    case Problem::size_or_scale:
        text.append("expects either size or scale_factor, gets ");
        text.append(misfit.field == Field::size ? "neither" : "both");
        return;
    case Problem::align_corners:
        text.append("align_corners expects mode bilinear or bicubic, gets nearest");
        return;
    case Problem::branches: return append_branches(text, error);
    case Problem::needs_input:
        if (misfit.field == Field::none) {
            text.append("has parameters that follow from its input, and there is none; ");
            text.append("ask params(net, input)");
            return;
        }
        text.append(field).append(" was left out and there is no input to infer it from; ");
        text.append("give it, or ask params(net, input)");
        return;
    case Problem::input_shape:
        append(text.append("expects an input shape of sizes of at least 1, gets "), input);
        return;
    case Problem::input_elements:
        text.append("expects an input of at most ").append(INT64_MAX).append(" elements, gets ");
        append(text, input);
        return;
    case Problem::own_output:
        text.append("gives an output shape with a size of ").append(got);
        text.append("; sizes must be at least 1");
        return;
    case Problem::unannounced:
        text.append("is not what the composite layer around it announces; count it in the ");
        text.append("composite's size, and pass on the walk's own tensors");
        return;
    case Problem::figure: text.append(error.layer).append(" must be a number over 0"); return;
    case Problem::too_large:
        if (got < overflow) {
            text.append("a count must not be negative, is ").append(got);
            return;
        }
        text.append("a size or a count does not fit in 63 bits");
        if (error.op == Op::custom && error.index >= 0) text.append(" or is negative");
        if (input.rank > 0) append(text.append(" (input "), input).append(')');
        return;
    }
}

} // namespace detail

/// The error in words: `layer 7 (Linear, at classifier.1): expects 400 input features, gets 256
/// (256); set in_features = 256`. Empty if there is none.
[[nodiscard]] constexpr Sentence sentence(const Error& error) {
    Sentence text;
    if (!error) return text;
    const Problem problem = error.misfit.problem;
    if (error.index >= 0 && problem != Problem::input_shape && problem != Problem::input_elements) {
        text.append("layer ").append(error.index).append(" (");
        detail::append_shortened(text, error.layer);
        if (!error.path.is_empty()) detail::append_path(text.append(", at "), error.path);
        text.append("): ");
    }
    detail::append_cause(text, error);
    if (is_full(text)) text.end_with("...");
    return text;
}

} // namespace ctnn
