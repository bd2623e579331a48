// Errors that leave the library: an exception, a call of the error handler, a compile error.
#pragma once

#if defined(__cpp_exceptions)
#include <new> // std::exception, the base of std::bad_alloc: a tenth of the price of <exception>
#else
#include <exception>
#endif

#include "detail/print_in_compiler.hpp"
#include "sentence.hpp"

namespace ctnn {

/// A network that does not fit its input, or is not sound itself. `what()` is the sentence,
/// `error()` the data.
class shape_error : public std::exception {
  public:
    explicit shape_error(const Error& of_) noexcept : error_(of_), text_(sentence(of_)) {}

    const char* what() const noexcept override { return text_.c_str(); }
    const Error& error() const noexcept { return error_; }

  private:
    Error error_;
    Sentence text_;
};

/// What a build without exceptions calls instead of throwing; it should not return.
using ErrorHandler = void (*)(const Error& error);

namespace detail {

inline ErrorHandler error_handler = nullptr;

/// Not constexpr: in a constant expression the call itself is the compile error.
[[noreturn]] inline void throw_shape_error(const Error& error) {
#if defined(__cpp_exceptions)
    throw shape_error(error);
#else
    if (error_handler != nullptr) error_handler(error);
    std::terminate();
#endif
}

// In a constant expression, the compiler names the function that it cannot call.
[[noreturn]] inline void size_must_be_at_least_1(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void size_must_not_be_negative(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void size_exceeds_the_limit(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void setting_is_out_of_range(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void input_has_the_wrong_number_of_axes(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void input_has_different_channels(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void input_has_different_features(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void linear_on_a_map_needs_a_flatten_before_it(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void kernel_is_larger_than_the_padded_input(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void padding_exceeds_half_of_the_pooling_kernel(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void groups_do_not_divide_the_channels(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void padding_same_needs_stride_1(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void output_padding_must_be_less_than_stride_or_dilation(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void output_map_is_empty(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void input_does_not_match_normalized_shape(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void input_has_no_such_axis(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void end_dim_comes_before_start_dim(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void give_either_size_or_scale_factor(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void align_corners_needs_an_interpolating_mode(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void branches_do_not_fit_together(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void number_of_copies_is_out_of_range(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void a_size_is_inferred_but_there_is_no_input(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void input_shape_must_have_positive_sizes(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void input_has_too_many_elements(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void layer_gives_an_empty_output(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void composite_gives_more_than_it_declares(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void no_tag_of_this_name_comes_before(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void there_is_no_such_input(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void there_is_no_such_output(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void input_is_given_but_not_read(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void an_output_of_this_name_exists(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void shared_layers_have_different_weights(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void layer_does_not_accept_this(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void figure_must_be_positive(const Error& error) {
    throw_shape_error(error);
}
[[noreturn]] inline void count_does_not_fit_in_63_bits(const Error& error) {
    throw_shape_error(error);
}

/// Throws the error.
constexpr void throw_by_name(const Error& error) {
    switch (error.misfit.problem) {
    case Problem::none: return;
    case Problem::not_positive: return size_must_be_at_least_1(error);
    case Problem::negative: return size_must_not_be_negative(error);
    case Problem::over_limit: return size_exceeds_the_limit(error);
    case Problem::out_of_range: return setting_is_out_of_range(error);
    case Problem::rank: return input_has_the_wrong_number_of_axes(error);
    case Problem::channels: return input_has_different_channels(error);
    case Problem::features: return input_has_different_features(error);
    case Problem::missing_flatten: return linear_on_a_map_needs_a_flatten_before_it(error);
    case Problem::kernel_exceeds_input: return kernel_is_larger_than_the_padded_input(error);
    case Problem::pool_padding: return padding_exceeds_half_of_the_pooling_kernel(error);
    case Problem::groups: return groups_do_not_divide_the_channels(error);
    case Problem::same_with_stride: return padding_same_needs_stride_1(error);
    case Problem::output_padding: return output_padding_must_be_less_than_stride_or_dilation(error);
    case Problem::empty_output: return output_map_is_empty(error);
    case Problem::normalized_shape: return input_does_not_match_normalized_shape(error);
    case Problem::dimension: return input_has_no_such_axis(error);
    case Problem::axis_order: return end_dim_comes_before_start_dim(error);
    case Problem::size_or_scale: return give_either_size_or_scale_factor(error);
    case Problem::align_corners: return align_corners_needs_an_interpolating_mode(error);
    case Problem::branches: return branches_do_not_fit_together(error);
    case Problem::copies: return number_of_copies_is_out_of_range(error);
    case Problem::needs_input: return a_size_is_inferred_but_there_is_no_input(error);
    case Problem::input_shape: return input_shape_must_have_positive_sizes(error);
    case Problem::input_elements: return input_has_too_many_elements(error);
    case Problem::own_output: return layer_gives_an_empty_output(error);
    case Problem::unannounced: return composite_gives_more_than_it_declares(error);
    case Problem::no_tensor: return no_tag_of_this_name_comes_before(error);
    case Problem::no_input: return there_is_no_such_input(error);
    case Problem::no_output: return there_is_no_such_output(error);
    case Problem::unread_input: return input_is_given_but_not_read(error);
    case Problem::output_exists: return an_output_of_this_name_exists(error);
    case Problem::shared_weights: return shared_layers_have_different_weights(error);
    case Problem::own_words: return layer_does_not_accept_this(error);
    case Problem::figure: return figure_must_be_positive(error);
    case Problem::too_large: return count_does_not_fit_in_63_bits(error);
    }
    throw_shape_error(error); // a user's check returned no enumerator of Problem
}

// Clang prints the values of the arguments when the call does not compile: the operation's number,
// what was expected, what came, and what would mend it.
constexpr void layer_expects_and_gets(int, Count, Count, const char*, const Error& error) {
    throw_by_name(error);
}
constexpr void branches_of_layer_give(int, Shape, Shape, const char*, const Error& error) {
    throw_by_name(error);
}
constexpr void layer_gets_a_setting_of(int, double, const char*, const Error& error) {
    throw_by_name(error);
}

/// Throws the error if there is one; in a constant expression, does not compile.
constexpr void refuse(const Error& error) {
    if (!error) return;
    if (__builtin_is_constant_evaluated()) detail::print_in_compiler(error);
    const Misfit& misfit = error.misfit;
    const char* const fix = fixing_words(misfit);
    if (misfit.problem == Problem::branches) {
        branches_of_layer_give(error.index, error.input, error.other, fix, error);
    } else if (misfit.problem == Problem::out_of_range) {
        layer_gets_a_setting_of(error.index, static_cast<double>(misfit.got) / 1e6, fix, error);
    } else {
        layer_expects_and_gets(error.index, misfit.expected, misfit.got, fix, error);
    }
}

} // namespace detail

/// Sets the handler that a build without exceptions calls when a question is asked about a network
/// that does not fit, followed by std::terminate should it return. Returns the previous handler.
/// With exceptions it is never called; `try_summarize` never calls it either.
inline ErrorHandler set_error_handler(ErrorHandler handler) {
    const ErrorHandler before = detail::error_handler;
    detail::error_handler = handler;
    return before;
}

} // namespace ctnn
