// What a compile error shows of numbers that the compiler computed, in plain asserts too.
//
// Of a call that is no constant expression, g++ prints the arguments' values only if the function
// is one of its own. So the call is one of printf, which never runs: it is reached in constant
// expressions alone, where it is the error. Clang prints the arguments of any function.
#pragma once

#include "../error.hpp"
#include "field_names.hpp"

namespace ctnn::detail {

/// What was expected, in a word or two.
constexpr const char* expected_words(const Misfit& misfit) {
    switch (misfit.problem) {
    case Problem::not_positive: return "at least";
    case Problem::negative: return "at least";
    case Problem::over_limit: return "at most";
    case Problem::rank: return "axes:";
    case Problem::missing_flatten: return "in_features, flattened:";
    case Problem::kernel_exceeds_input: return "a padded size of at least";
    case Problem::pool_padding: return "padding of at most";
    case Problem::output_padding: return "less than";
    case Problem::branches: return "branches of shapes that go together";
    case Problem::copies: return "at most";
    default: return name_of(misfit.field);
    }
}

/// What mends it; a number may follow.
constexpr const char* fixing_words(const Misfit& misfit) {
    switch (misfit.problem) {
    case Problem::not_positive: return "give at least 1";
    case Problem::negative: return "give at least 0";
    case Problem::over_limit: return "give less";
    case Problem::out_of_range: return "give a number in its range";
    case Problem::rank:
        return misfit.expected == 1 ? "put Flatten{} before it" : "give it so many axes";
    case Problem::channels: return "set the channels to what it gets";
    case Problem::features: return "set in_features to what it gets";
    case Problem::missing_flatten: return "put Flatten{} before it";
    case Problem::kernel_exceeds_input: return "use a kernel no larger than what it gets";
    case Problem::pool_padding: return "use less padding, or a larger kernel";
    case Problem::groups: return "use groups that divide both channels";
    case Problem::same_with_stride: return "set padding = same_upper";
    case Problem::output_padding: return "use less output_padding, or a larger stride";
    case Problem::empty_output: return "crop less, or give a larger input";
    case Problem::normalized_shape: return "give the last axes of its input";
    case Problem::dimension: return "name an axis that the input has";
    case Problem::branches: return "give them equal shapes, but for the channels of a Concat";
    case Problem::needs_input: return "give an input, or the size";
    case Problem::input_shape: return "give sizes of at least 1";
    case Problem::no_tensor: return "put a Tag of that name before it";
    case Problem::own_words: return misfit.words == nullptr ? "" : misfit.words;
    default: return "see the name of the problem";
    }
}

#if defined(__GNUC__) && !defined(__clang__)

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-extra-args"

constexpr void print_in_compiler(const Error& error) {
    const Misfit& misfit = error.misfit;
    const Shape& in = error.input;
    const Shape& other = error.other;
    if (misfit.problem == Problem::branches) {
        __builtin_printf("layer %d", error.index, error.layer, "expects", expected_words(misfit),
                         "gets", in.dims[0], in.dims[1], in.dims[2], "and", other.dims[0],
                         other.dims[1], other.dims[2], fixing_words(misfit));
    } else if (misfit.problem == Problem::out_of_range) {
        __builtin_printf("layer %d", error.index, error.layer, "expects", expected_words(misfit),
                         "in its range, gets", static_cast<double>(misfit.got) / 1e6,
                         fixing_words(misfit));
    } else {
        __builtin_printf("layer %d", error.index, error.layer, "expects", expected_words(misfit),
                         misfit.expected, "gets", misfit.got, fixing_words(misfit), "its input is",
                         in.dims[0], in.dims[1], in.dims[2]);
    }
}

/// A shape that is not the one asserted.
constexpr void print_in_compiler(const Shape& expected, const Shape& actual) {
    __builtin_printf("output shape", "is", actual.dims[0], actual.dims[1], actual.dims[2],
                     actual.dims[3], "not", expected.dims[0], expected.dims[1], expected.dims[2],
                     expected.dims[3]);
}

#pragma GCC diagnostic pop

#else

/// Not constexpr: in a constant expression the call is the error.
inline void is_not_what_is_asserted() {}

constexpr void print_in_compiler(const Error&) {}

/// Clang prints arguments that are passed by value.
constexpr void output_shape_is(Shape actual, Shape expected) {
    if (actual != expected) detail::is_not_what_is_asserted();
}
constexpr void print_in_compiler(const Shape& expected, const Shape& actual) {
    detail::output_shape_is(actual, expected);
}

#endif

} // namespace ctnn::detail
