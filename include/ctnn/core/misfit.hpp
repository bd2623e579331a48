// What does not fit, as data. The walk adds the layer and its path (error.hpp), sentence.hpp the
// words.
#pragma once

#include "shape.hpp"

namespace ctnn {

/// The kinds of mistakes in a network or its input.
enum class Problem : unsigned char {
    none,
    not_positive,         ///< a size that must be at least 1
    negative,             ///< a size that must be at least 0
    over_limit,           ///< a height, a width or a setting past max_size or, below 0, -max_size
    out_of_range,         ///< a real setting out of its range, `got` millionths; a divisor of 0
    rank,                 ///< the input has `got` axes, the layer expects `expected`
    channels,             ///< `field` is `expected`, the input has `got` channels
    features,             ///< in_features is `expected`, the last axis has `got`
    missing_flatten,      ///< a Linear of `expected` features on a CxHxW map of `got` elements
    kernel_exceeds_input, ///< the padded input is `got`, the dilated kernel `expected`
    pool_padding,         ///< padding `got` exceeds half the kernel, `expected`
    groups,               ///< `got` groups do not divide `field`, which is `expected`
    same_with_stride,     ///< padding `same` with a stride other than 1
    output_padding,       ///< output_padding must be less than `expected` (stride or dilation)
    empty_output,         ///< cropping or scaling leaves `got` elements along an axis
    normalized_shape,     ///< an axis of normalized_shape is `expected`, the input's is `got`
    dimension,            ///< `field` names an axis that the input does not have
    axis_order,           ///< end_dim, `got`, comes before start_dim
    size_or_scale,        ///< Upsample needs either a size or a scale factor
    align_corners,        ///< align_corners needs an interpolating mode
    branches,             ///< branches `expected` and `got` of a merge have shapes that differ
    copies,               ///< a layer is repeated `got` times, at most `expected` are allowed
    needs_input,          ///< `field` is inferred and there is no input to infer it from
    input_shape,          ///< the network's input is empty, or a size in it is not positive
    input_elements,       ///< the network's input has more elements than 63 bits hold
    own_output,           ///< a user's layer gave an output shape with a size that is not positive
    unannounced,    ///< a user's composite exceeds its declared size, or uses a foreign tensor
    no_tensor,      ///< no Tag of this name comes before the From
    no_input,       ///< Input `expected`, of `got` inputs
    unread_input,   ///< input `got` is given, and no layer reads it
    no_output,      ///< a question about an output that the network does not have
    output_exists,  ///< an Output of this name comes before
    shared_weights, ///< a Shared layer has `got` weights, at its first use `expected`
    own_words,      ///< a layer's own, in the words of the misfit
    figure,         ///< an argument of a question that must be positive is not
    too_large,      ///< a size or a count past 63 bits (or, from a user's layer, negative)
};

/// The layers' fields that a misfit can name.
enum class Field : unsigned char {
    none,
    in_channels,
    out_channels,
    channels,
    depth_multiplier,
    in_features,
    out_features,
    num_features,
    num_channels,
    num_groups,
    num_parameters,
    kernel_size,
    stride,
    padding,
    output_padding,
    dilation,
    groups,
    output_size,
    size,
    scale_factor,
    normalized_shape,
    dim,
    start_dim,
    end_dim,
    p,
    divisor_override,
    alignment,
    dims,
    dim0,
    dim1,
    start,
    stop,
    step,
    chunks,
    index,
    shape,
    unflattened_size,
    upscale_factor,
    downscale_factor,
    input_size,
    hidden_size,
    num_layers,
    proj_size,
    num_embeddings,
    embedding_dim,
    embed_dim,
    num_heads,
    kdim,
    vdim,
    dim_feedforward,
    in1_features,
    in2_features,
    dropout,
    output_ratio,
    lower,
    upper,
};

/// An axis of a map: the last two are height and width, depth comes before them. A map of one axis
/// has a length, which a Window knows as its width.
enum class Axis : unsigned char { none, height, width, depth, length };

/// One thing that does not fit. Converts to true when something does not.
struct Misfit {
    Problem problem = Problem::none;
    Field field = Field::none;
    Axis axis = Axis::none;
    Count expected = 0;
    Count got = 0;
    /// Of Problem::own_words (and of `rank`, if they are given), the sentence, a string literal:
    /// `expects an even height, gets $got`. $expected, $got, $field, $axis and $input stand for
    /// what the misfit says of them.
    const char* words = nullptr;

    constexpr explicit operator bool() const { return problem != Problem::none; }
    /// The same but for the words.
    constexpr bool operator==(const Misfit& other) const {
        return problem == other.problem && field == other.field && axis == other.axis &&
               expected == other.expected && got == other.got;
    }
};

/// Numbers that mend a misfit, from a layer that knows more than the misfit holds.
struct Advice {
    /// For `same` with a stride: the total padding of each axis that gives TensorFlow's size; -1
    /// without a suitable input.
    Extent padding = -1;
    Extent output = 0; ///< and that size
    /// For groups: what they must divide, the gcd of both channel counts where both are known.
    Count divisible = 0;
    /// For branches that are concatenated: the dim that they may differ in; 0 is none.
    Count dim = 0;
};

/// The limit of a map's height and width and of all settings of a window. It keeps window
/// arithmetic within 63 bits; channels and features have no such limit.
inline constexpr Count max_size = INT32_MAX;

} // namespace ctnn
