// The Transformer of "Attention is all you need" (Vaswani et al. 2017, arXiv:1706.03762), base.
#pragma once

#include "../blocks/transformer.hpp"
#include "../compose/input.hpp"
#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/sequential.hpp"
#include "../compose/shared.hpp"
#include "../compose/tag.hpp"
#include "../layers/embedding.hpp"

namespace ctnn::models {

/// The base model of Table 3, for sentences of a shared vocabulary; the sinusoidal positions are
/// constants and not in it. Inputs: the source and the target, `Inputs{Shape{25}, Shape{25}}`. One
/// matrix is both embeddings and the last linear layer (Section 3.4). With 37,000 words 63.1 M
/// parameters, the table's 65 M rounded from other vocabularies.
template <class = void>
constexpr auto transformer_base(Count words = 37000) {
    constexpr Count width = 512;
    const Shared embedding{"embedding", Embedding{words, width}};
    const Shared logits{"embedding",
                        Linear{.in_features = width, .out_features = words, .bias = false}};
    const TransformerEncoderLayer encoder{.d_model = width, .nhead = 8};
    const TransformerDecoderLayer decoder{.d_model = width, .nhead = 8, .memory = "encoded"};
    return Sequential{
        embedding, Named{"encoder", repeat<6>(encoder)}, Tag{"encoded"}, Input{1},
        embedding, Named{"decoder", repeat<6>(decoder)}, logits,         Softmax{.dim = -1},
    };
}

} // namespace ctnn::models
