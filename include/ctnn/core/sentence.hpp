// An error as a sentence: where, what was expected, what came, and what would mend it.
#pragma once

#include "detail/branches_sentence.hpp"
#include "detail/input_sentences.hpp"
#include "detail/setting_sentences.hpp"
#include "detail/walk_sentences.hpp"

namespace ctnn {
namespace detail {

/// What was expected, what came, and what would mend it.
constexpr void append_cause(Sentence& text, const Error& error) {
    const char* words = "";
    switch (error.misfit.problem) {
    case Problem::none: return;
    case Problem::not_positive: return append_not_positive(text, error);
    case Problem::negative: words = "$setting must not be negative, is $got"; break;
    case Problem::over_limit: return append_over_limit(text, error);
    case Problem::out_of_range: return append_out_of_range(text, error);
    case Problem::rank: return append_rank(text, error);
    case Problem::channels: return append_channels(text, error);
    case Problem::features: return append_features(text, error);
    case Problem::missing_flatten: return append_missing_flatten(text, error);
    case Problem::kernel_exceeds_input: return append_kernel(text, error);
    case Problem::pool_padding:
        words = "$setting must be at most half of the kernel, $expected, is $got";
        break;
    case Problem::groups: return append_groups(text, error);
    case Problem::same_with_stride: return append_same(text, error);
    case Problem::output_padding:
        words = "$setting must be less than stride or dilation, $expected, is $got";
        break;
    case Problem::empty_output: return append_empty_output(text, error);
    case Problem::normalized_shape:
        words = "normalized_shape expects an axis of $expected, gets $got ($input); give the last "
                "axes of the input";
        break;
    case Problem::dimension: return append_dimension(text, error);
    case Problem::axis_order: words = "end_dim = $got comes before start_dim = $expected"; break;
    case Problem::size_or_scale:
        words = error.misfit.field == Field::size
                    ? "expects either size or scale_factor, gets neither"
                    : "expects either size or scale_factor, gets both";
        break;
    case Problem::align_corners:
        words = "align_corners expects mode bilinear or bicubic, gets nearest";
        break;
    case Problem::branches: return append_branches(text, error);
    case Problem::copies: return append_copies(text, error);
    case Problem::needs_input: return append_needs_input(text, error);
    case Problem::input_shape:
        words = "expects an input shape with sizes of at least 1, gets $input";
        break;
    case Problem::input_elements: return append_input_elements(text, error);
    case Problem::own_output:
        words = "gives an output shape with a size of $got; sizes must be at least 1";
        break;
    case Problem::unannounced:
        words = "is not what its composite layer declares; count it in the composite's size, and "
                "pass on the walk's own tensors";
        break;
    case Problem::unread_input: return append_unread_input(text, error);
    case Problem::no_tensor:
    case Problem::no_input:
    case Problem::no_output:
    case Problem::output_exists:
    case Problem::shared_weights:
        if (error.append_cause != nullptr) error.append_cause(text, error);
        return;
    case Problem::own_words:
        if (error.misfit.words != nullptr) words = error.misfit.words;
        break;
    case Problem::figure: text.append(error.layer).append(" must be positive"); return;
    case Problem::too_large: return append_too_large(text, error);
    }
    append(text, error, words);
}

} // namespace detail

/// The error in words: `layer 7 (Linear, at classifier.1): expects 400 input features, gets 256
/// (16x4x4 flattened); set in_features = 256`. Empty if there is none.
[[nodiscard]] constexpr Sentence sentence(const Error& error) {
    Sentence text;
    if (!error) return text;
    const Problem problem = error.misfit.problem;
    const bool is_of_input = problem == Problem::input_shape ||
                             problem == Problem::input_elements || problem == Problem::unread_input;
    if (error.index >= 0 && !is_of_input) {
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
