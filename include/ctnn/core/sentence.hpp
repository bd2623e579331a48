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
    const Misfit& misfit = error.misfit;
    const Shape& input = error.input;
    switch (misfit.problem) {
    case Problem::none: return;
    case Problem::not_positive: return append_not_positive(text, misfit);
    case Problem::negative: return append_negative(text, misfit);
    case Problem::over_limit: return append_over_limit(text, misfit, input);
    case Problem::out_of_range: return append_out_of_range(text, misfit);
    case Problem::rank: return append_rank(text, error);
    case Problem::channels: return append_channels(text, error);
    case Problem::features: return append_features(text, error);
    case Problem::missing_flatten: return append_missing_flatten(text, misfit, input);
    case Problem::kernel_exceeds_input: return append_kernel(text, misfit, input);
    case Problem::pool_padding: return append_pool_padding(text, misfit);
    case Problem::groups: return append_groups(text, misfit, error.advice);
    case Problem::same_with_stride: return append_same(text, misfit, error.advice);
    case Problem::output_padding: return append_output_padding(text, misfit);
    case Problem::empty_output: return append_empty_output(text, error);
    case Problem::normalized_shape: return append_normalized_shape(text, misfit, input);
    case Problem::dimension: return append_dimension(text, misfit, input);
    case Problem::axis_order: return append_axis_order(text, misfit);
    case Problem::size_or_scale: return append_size_or_scale(text, misfit);
    case Problem::align_corners:
        text.append("align_corners expects mode bilinear or bicubic, gets nearest");
        return;
    case Problem::branches: return append_branches(text, error);
    case Problem::copies: return append_copies(text, misfit);
    case Problem::needs_input: return append_needs_input(text, misfit);
    case Problem::input_shape: return append_input_shape(text, input);
    case Problem::input_elements: return append_input_elements(text, input);
    case Problem::own_output: return append_own_output(text, misfit);
    case Problem::unannounced: return append_unannounced(text);
    case Problem::unread_input: return append_unread_input(text, misfit, input);
    case Problem::no_tensor:
    case Problem::no_input:
    case Problem::output_exists:
    case Problem::shared_weights:
        if (error.append_cause != nullptr) error.append_cause(text, error);
        return;
    case Problem::figure: text.append(error.layer).append(" must be positive"); return;
    case Problem::too_large: return append_too_large(text, error);
    }
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
