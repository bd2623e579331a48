// The sentences about a layer's settings, one function a problem.
#pragma once

#include "sentence_parts.hpp"

namespace ctnn::detail {

constexpr void append_not_positive(Sentence& text, const Misfit& misfit) {
    append_field(text, misfit).append(" must be at least 1, ");
    if (misfit.got == 0 || misfit.got == inferred) {
        text.append("is 0 or was left out");
    } else {
        text.append("is ").append(misfit.got);
    }
}

constexpr void append_negative(Sentence& text, const Misfit& misfit) {
    append_field(text, misfit).append(" must not be negative, is ").append(misfit.got);
}

/// The limit is exceeded by the input (no field), by an output (scale_factor) or by a setting.
constexpr void append_over_limit(Sentence& text, const Misfit& misfit, const Shape& input) {
    if (misfit.field == Field::none) {
        text.append("expects a ").append(name_of(misfit.axis)).append(" of at most ");
        text.append(misfit.expected).append(", gets ").append(misfit.got);
        return;
    }
    if (misfit.field == Field::scale_factor) {
        text.append("scale_factor gives a ").append(name_of(misfit.axis)).append(" of ");
        text.append(misfit.got).append(", more than ").append(misfit.expected);
        append(text.append(" (input "), input).append(')');
        return;
    }
    append_field(text, misfit)
        .append(misfit.expected < 0 ? " must be at least " : " must be at most ");
    text.append(misfit.expected).append(", is ").append(misfit.got);
}

constexpr void append_out_of_range(Sentence& text, const Misfit& misfit) {
    append_field(text, misfit)
        .append(misfit.field == Field::p                  ? " must be between 0 and 1"
                : misfit.field == Field::divisor_override ? " must not be 0"
                                                          : " must be positive");
    if (misfit.got == 0 || misfit.got == inferred) return;
    append_real(text.append(", is "), misfit.got);
}

constexpr void append_pool_padding(Sentence& text, const Misfit& misfit) {
    append_field(text, misfit).append(" must be at most half of the kernel, ");
    text.append(misfit.expected).append(", is ").append(misfit.got);
}

constexpr void append_output_padding(Sentence& text, const Misfit& misfit) {
    append_field(text, misfit).append(" must be less than stride or dilation, ");
    text.append(misfit.expected).append(", is ").append(misfit.got);
}

/// The divisor of `number` nearest to `from` in one direction. Stops after a thousand candidates,
/// since the number may be huge, and returns `fallback`, which is a divisor too.
constexpr Count nearest_divisor(Count number, Count from, Count step, Count fallback) {
    Count divisor = from;
    for (int tried = 0; tried < 1000; ++tried, divisor += step) {
        if (number % divisor == 0) return divisor;
    }
    return fallback;
}

/// The divisors of `number` nearest to `groups`, below and above. 1 is named only if there is no
/// other.
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

constexpr void append_groups(Sentence& text, const Misfit& misfit, const Advice& advice) {
    text.append(misfit.field == Field::num_channels ? "num_groups" : "groups");
    text.append(" = ").append(misfit.got).append(" must divide ").append(name_of(misfit.field));
    text.append(" = ").append(misfit.expected);
    append_divisors(text, advice.divisible > 0 ? advice.divisible : misfit.expected, misfit.got);
}

/// `same` with a stride: the padding that gives TensorFlow's size, a ZeroPad2d where the two ends
/// of an axis differ.
constexpr void append_same(Sentence& text, const Misfit& misfit, const Advice& advice) {
    text.append("padding same expects stride 1, gets ").append(misfit.got);
    const Extent& zeros = advice.padding;
    if (zeros.height < 0) {
        text.append(
            "; give a number or {height, width}; asked with an input, this error says which");
        return;
    }
    text.append("; for ").append(advice.output.height);
    text.append('x').append(advice.output.width).append(", as in TensorFlow,");
    const Count top = zeros.height / 2;
    const Count left = zeros.width / 2;
    if (zeros.height % 2 != 0 || zeros.width % 2 != 0) {
        text.append(" put ZeroPad2d{{").append(left).append(", ").append(zeros.width - left);
        text.append(", ").append(top).append(", ").append(zeros.height - top);
        text.append("}} before it and set padding = 0");
    } else if (top == left) {
        text.append(" set padding = ").append(top);
    } else {
        text.append(" set padding = {").append(top).append(", ").append(left).append('}');
    }
}

constexpr void append_axis_order(Sentence& text, const Misfit& misfit) {
    text.append("end_dim = ").append(misfit.got).append(" comes before start_dim = ");
    text.append(misfit.expected);
}

constexpr void append_size_or_scale(Sentence& text, const Misfit& misfit) {
    text.append("expects either size or scale_factor, gets ");
    text.append(misfit.field == Field::size ? "neither" : "both");
}

} // namespace ctnn::detail
