// BERT (Devlin, Chang, Lee, Toutanova 2019, arXiv:1810.04805), with its pooler.
#pragma once

#include "../blocks/attention.hpp"
#include "../compose/add.hpp"
#include "../compose/input.hpp"
#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/residual.hpp"
#include "../layers/activation.hpp"
#include "../layers/embedding.hpp"
#include "../layers/normalization.hpp"
#include "../layers/slice.hpp"

namespace ctnn::models {

/// The building blocks of BERTs.
namespace bert {

constexpr LayerNorm norm(Count hidden) {
    return {.normalized_shape = {hidden}, .eps = 1e-12};
}

/// Self-attention and two linear layers, each added to its input and normalised.
constexpr auto layer(Count hidden, Count heads) {
    return Sequential{
        Residual{
            Sequential{MultiheadAttention{.embed_dim = hidden, .num_heads = heads}, Dropout{0.1}}},
        norm(hidden),
        Residual{Sequential{Linear{hidden, 4 * hidden}, GELU{}, Linear{4 * hidden, hidden},
                            Dropout{0.1}}},
        norm(hidden),
    };
}

/// Of words, their positions and the types of their tokens: three inputs of one length.
template <int Layers>
constexpr auto network(Count hidden, Count heads, Count words) {
    return Sequential{
        Named{"embeddings", Add{Sequential{Input{0}, Named{"word", Embedding{words, hidden, 0}}},
                                Sequential{Input{1}, Named{"position", Embedding{512, hidden}}},
                                Sequential{Input{2}, Named{"token_type", Embedding{2, hidden}}}}},
        norm(hidden),
        Dropout{0.1},
        Named{"layer", repeat<Layers>(layer(hidden, heads))},
        Slice{.dim = 1, .stop = 1}, // the first token is [CLS]
        Flatten{},
        Named{"pooler", Linear{hidden, hidden}},
        Tanh{},
    };
}

} // namespace bert

/// BERT base, uncased. Inputs: words, positions and token types, `Inputs{Shape{128}, Shape{128},
/// Shape{128}}`; at most 512 of them. 109,482,240 parameters.
template <class = void>
constexpr auto bert_base(Count words = 30522) {
    return bert::network<12>(768, 12, words);
}

/// BERT large, uncased. Inputs as bert_base's; 335,141,888 parameters.
template <class = void>
constexpr auto bert_large(Count words = 30522) {
    return bert::network<24>(1024, 16, words);
}

} // namespace ctnn::models
