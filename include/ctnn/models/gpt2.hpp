// GPT-2 (Radford et al. 2019, "Language models are unsupervised multitask learners"), Table 2. Its
// output layer has the weights of its embedding.
#pragma once

#include "../blocks/attention.hpp"
#include "../compose/add.hpp"
#include "../compose/input.hpp"
#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/residual.hpp"
#include "../compose/shared.hpp"
#include "../layers/activation.hpp"
#include "../layers/embedding.hpp"
#include "../layers/normalization.hpp"
#include "../layers/reshape.hpp"
#include "../layers/slice.hpp"

namespace ctnn::models {

/// The building blocks of GPT-2.
namespace gpt2 {

/// Queries, keys or values of all heads: a third of the features.
constexpr auto heads_of(Count which, Count heads) {
    return Sequential{Chunk{.chunks = 3, .index = which, .dim = -1},
                      ctnn::detail::SplitHeads{.num_heads = heads}};
}

/// Causal self-attention. The mask changes no count.
constexpr auto attention(Count width, Count heads) {
    return Sequential{
        Named{"c_attn", Linear{width, 3 * width}},
        ScaledDotProductAttention{heads_of(0, heads), heads_of(1, heads), heads_of(2, heads), 0.1},
        ctnn::detail::MergeHeads{},
        Named{"c_proj", Linear{width, width}},
        Dropout{0.1},
    };
}

constexpr auto block(Count width, Count heads) {
    const LayerNorm norm{.normalized_shape = {width}};
    return Sequential{
        Residual{Sequential{norm, Named{"attn", attention(width, heads)}}},
        Residual{Sequential{norm, Linear{width, 4 * width}, GELU{}, Linear{4 * width, width},
                            Dropout{0.1}}},
    };
}

template <int Layers>
constexpr auto network(Count width, Count heads) {
    constexpr Count words = 50257;
    const Shared wte{"wte", Embedding{words, width}};
    const Shared head{"wte", Linear{.in_features = width, .out_features = words, .bias = false}};
    return Sequential{
        Add{Sequential{Input{0}, wte}, Sequential{Input{1}, Named{"wpe", Embedding{1024, width}}}},
        Dropout{0.1},
        Named{"h", repeat<Layers>(block(width, heads))},
        Named{"ln_f", LayerNorm{.normalized_shape = {width}}},
        Named{"lm_head", head},
    };
}

} // namespace gpt2

// Inputs: words and their positions, `Inputs{Shape{1024}, Shape{1024}}`, at most 1024.

/// GPT-2 small. 124,439,808 parameters.
template <class = void>
constexpr auto gpt2_small() {
    return gpt2::network<12>(768, 12);
}

/// GPT-2 medium. 354,823,168 parameters.
template <class = void>
constexpr auto gpt2_medium() {
    return gpt2::network<24>(1024, 16);
}

/// GPT-2 large. 774,030,080 parameters.
template <class = void>
constexpr auto gpt2_large() {
    return gpt2::network<36>(1280, 20);
}

/// GPT-2 XL. 1,557,611,200 parameters.
template <class = void>
constexpr auto gpt2_xl() {
    return gpt2::network<48>(1600, 25);
}

} // namespace ctnn::models
