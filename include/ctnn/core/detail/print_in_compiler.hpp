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
    case Problem::not_positive:
    case Problem::negative: return "at least";
    case Problem::over_limit:
    case Problem::copies: return "at most";
    case Problem::rank: return "axes:";
    case Problem::missing_flatten: return "in_features, flattened:";
    case Problem::kernel_exceeds_input: return "a padded size of at least";
    case Problem::pool_padding: return "padding of at most";
    case Problem::output_padding: return "less than";
    case Problem::branches: return "branches of shapes that go together";
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
    case Problem::axis_order: return "give an end_dim behind start_dim";
    case Problem::size_or_scale: return "give either size or scale_factor";
    case Problem::align_corners: return "use mode bilinear or bicubic";
    case Problem::copies: return "give a number of copies from 0 to the most";
    case Problem::input_elements:
    case Problem::too_large: return "use smaller sizes";
    case Problem::unannounced: return "count it in the composite's size";
    case Problem::no_input: return "give an input more, or name another";
    case Problem::unread_input: return "put an Input before what should read it";
    case Problem::output_exists: return "use another name";
    case Problem::shared_weights: return "give both uses inputs of the same channels";
    default: return "see the name of the problem";
    }
}

#if defined(__GNUC__) && !defined(__clang__)

/// The name of the function that throws it (shape_error.hpp), which clang prints.
constexpr const char* name_of(Problem problem) {
    switch (problem) {
    case Problem::none: break;
    case Problem::not_positive: return "size_must_be_at_least_1";
    case Problem::negative: return "size_must_not_be_negative";
    case Problem::over_limit: return "size_exceeds_the_limit";
    case Problem::out_of_range: return "setting_is_out_of_range";
    case Problem::rank: return "input_has_the_wrong_number_of_axes";
    case Problem::channels: return "input_has_different_channels";
    case Problem::features: return "input_has_different_features";
    case Problem::missing_flatten: return "linear_on_a_map_needs_a_flatten_before_it";
    case Problem::kernel_exceeds_input: return "kernel_is_larger_than_the_padded_input";
    case Problem::pool_padding: return "padding_exceeds_half_of_the_pooling_kernel";
    case Problem::groups: return "groups_do_not_divide_the_channels";
    case Problem::same_with_stride: return "padding_same_needs_stride_1";
    case Problem::output_padding: return "output_padding_must_be_less_than_stride_or_dilation";
    case Problem::empty_output: return "output_map_is_empty";
    case Problem::normalized_shape: return "input_does_not_match_normalized_shape";
    case Problem::dimension: return "input_has_no_such_axis";
    case Problem::axis_order: return "end_dim_comes_before_start_dim";
    case Problem::size_or_scale: return "give_either_size_or_scale_factor";
    case Problem::align_corners: return "align_corners_needs_an_interpolating_mode";
    case Problem::branches: return "branches_do_not_fit_together";
    case Problem::copies: return "number_of_copies_is_out_of_range";
    case Problem::needs_input: return "a_size_is_inferred_but_there_is_no_input";
    case Problem::input_shape: return "input_shape_must_have_positive_sizes";
    case Problem::input_elements: return "input_has_too_many_elements";
    case Problem::own_output: return "layer_gives_an_empty_output";
    case Problem::unannounced: return "composite_gives_more_than_it_declares";
    case Problem::no_tensor: return "no_tag_of_this_name_comes_before";
    case Problem::no_input: return "there_is_no_such_input";
    case Problem::no_output: return "there_is_no_such_output";
    case Problem::unread_input: return "input_is_given_but_not_read";
    case Problem::output_exists: return "an_output_of_this_name_exists";
    case Problem::shared_weights: return "shared_layers_have_different_weights";
    case Problem::own_words: return "layer_does_not_accept_this";
    case Problem::figure: return "figure_must_be_positive";
    case Problem::too_large: return "count_does_not_fit_in_63_bits";
    }
    return "";
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-extra-args"

constexpr void print_in_compiler(const Error& error) {
    const Misfit& misfit = error.misfit;
    const Shape& in = error.input;
    const Shape& other = error.other;
    if (misfit.problem == Problem::branches) {
        __builtin_printf("layer %d", error.index, error.layer, name_of(misfit.problem), "expects",
                         expected_words(misfit), "gets", in.dims[0], in.dims[1], in.dims[2], "and",
                         other.dims[0], other.dims[1], other.dims[2], fixing_words(misfit));
    } else if (misfit.problem == Problem::out_of_range) {
        __builtin_printf("layer %d", error.index, error.layer, name_of(misfit.problem), "expects",
                         expected_words(misfit), "in its range, gets",
                         static_cast<double>(misfit.got) / 1e6, fixing_words(misfit));
    } else {
        __builtin_printf("layer %d", error.index, error.layer, name_of(misfit.problem), "expects",
                         expected_words(misfit), misfit.expected, "gets", misfit.got,
                         fixing_words(misfit), "its input is", in.dims[0], in.dims[1], in.dims[2]);
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
