// The sentences about a layer's settings, one function a problem.
#pragma once

#include "sentence_parts.hpp"

namespace ctnn::detail {

constexpr void append_not_positive(Sentence& text, const Error& error) {
    const bool is_left_out = error.misfit.got == 0 || error.misfit.got == inferred;
    append(text, error,
           is_left_out ? "$setting must be at least 1, is 0 or was left out"
                       : "$setting must be at least 1, is $got");
}

/// The limit is exceeded by the input (no field), by an output (scale_factor) or by a setting.
constexpr void append_over_limit(Sentence& text, const Error& error) {
    const Misfit& misfit = error.misfit;
    append(text, error,
           misfit.field == Field::none ? "expects a $axis of at most $expected, gets $got"
           : misfit.field == Field::scale_factor
               ? "scale_factor gives a $axis of $got, more than $expected (input $input)"
           : misfit.expected < 0 ? "$setting must be at least $expected, is $got"
                                 : "$setting must be at most $expected, is $got");
}

constexpr void append_out_of_range(Sentence& text, const Error& error) {
    const Misfit& misfit = error.misfit;
    append(text, error,
           misfit.field == Field::p                  ? "$setting must be between 0 and 1"
           : misfit.field == Field::divisor_override ? "$setting must not be 0"
                                                     : "$setting must be positive");
    if (misfit.got == 0 || misfit.got == inferred) return;
    append_real(text.append(", is "), misfit.got);
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

constexpr void append_groups(Sentence& text, const Error& error) {
    const Misfit& misfit = error.misfit;
    text.append(misfit.field == Field::num_channels ? "num_groups" : "groups");
    append(text, error, " = $got must divide $field = $expected");
    const Count divisible = error.advice.divisible;
    append_divisors(text, divisible > 0 ? divisible : misfit.expected, misfit.got);
}

/// `same` with a stride: the padding that gives TensorFlow's size, a ZeroPad2d where the two ends
/// of an axis differ.
constexpr void append_same(Sentence& text, const Error& error) {
    append(text, error, "padding same expects stride 1, gets $got");
    const Advice& advice = error.advice;
    const Extent& zeros = advice.padding;
    if (zeros.height < 0) {
        text.append(
            "; give a number or {height, width}; asked with an input, this error says which");
        return;
    }
    const Count top = zeros.height / 2;
    const Count left = zeros.width / 2;
    text.append("; set padding = same_upper, here ");
    if (zeros.height % 2 != 0 || zeros.width % 2 != 0) {
        text.append('{').append(top).append(", ").append(zeros.height - top);
        text.append(", ").append(left).append(", ").append(zeros.width - left).append('}');
    } else if (top == left) {
        text.append(top);
    } else {
        text.append('{').append(top).append(", ").append(left).append('}');
    }
    text.append(", for ").append(advice.output.height);
    text.append('x').append(advice.output.width).append(" as in TensorFlow");
}

} // namespace ctnn::detail
