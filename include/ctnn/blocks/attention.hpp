// Attention, from its parts: projections, the product of queries and keys, softmax, the product
// with values. Blocks are layers of torch.nn that are made of layers; they use core, layers and
// compose.
#pragma once

#include "../compose/concat.hpp"
#include "../compose/matmul.hpp"
#include "../core/detail/naming.hpp"
#include "../core/real.hpp"
#include "../layers/linear.hpp"
#include "../layers/passthrough.hpp"
#include "../layers/softmax.hpp"
#include "detail/heads.hpp"

namespace ctnn {

/// torch.nn.MultiheadAttention (Vaswani et al. 2017, arXiv:1706.03762): queries L x embed_dim, keys
/// S x kdim and values S x vdim -> L x embed_dim. Self-attention of the current tensor, or with
/// keys and values that a Tag names: `MultiheadAttention{.embed_dim = 512, .num_heads = 8, .key =
/// "encoder"}`.
///
/// Rows: q_proj, k_proj, v_proj, heads, the scores (heads x L x S, which memory plans see),
/// softmax, the product with the values, out_proj. MACs L*E*E + S*kdim*E + S*vdim*E + L*E*E of
/// projections and 2*L*S*E of products, however many heads; a mask saves nothing. Parameters E*(2E
/// + kdim + vdim) and 4E biases, whether PyTorch packs them in one matrix or not.
struct MultiheadAttention {
    static constexpr const char* name = "MultiheadAttention";
    static constexpr Size size{.operations = 19, .edges = 23};

    Count embed_dim = 0; ///< required
    Count num_heads = 0; ///< required; divides embed_dim
    Real dropout = 0.0;  ///< of the scores, in training
    bool bias = true;
    bool add_bias_kv = false;   ///< a trained key and value more
    bool add_zero_attn = false; ///< a key and value of zeros more
    Count kdim = inferred;      ///< of keys; left out: embed_dim
    Count vdim = inferred;      ///< of values; left out: embed_dim
    bool batch_first = false;   ///< for PyTorch's order of fields: a sample has no batch
    Name key = {};              ///< the Tag of the keys; left out: the current tensor
    Name value = {};            ///< the Tag of the values; left out: that of the keys

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor keys = tensor;
        if (*key.text != '\0') detail::Naming(walk).from(key.text, keys);
        Tensor values = keys;
        if (*value.text != '\0') detail::Naming(walk).from(value.text, values);
        attend(walk, keys, values, tensor);
    }

    /// The same with given tensors: a composite layer's own.
    constexpr void attend(Walk& walk, const Tensor& keys, const Tensor& values,
                          Tensor& tensor) const {
        Tensor q = tensor;
        Tensor k = keys;
        Tensor v = values;
        walk.into("q_proj", projection(embed_dim), q);
        walk.into("k_proj", projection(kdim), k);
        walk.into("v_proj", projection(vdim), v);
        if (add_bias_kv) {
            lengthen(walk, "bias_k", {embed_dim, true}, k);
            lengthen(walk, "bias_v", {embed_dim, true}, v);
        }
        if (add_zero_attn) {
            lengthen(walk, "zero_k", {embed_dim, false}, k);
            lengthen(walk, "zero_v", {embed_dim, false}, v);
        }
        walk.into("q_heads", detail::SplitHeads{num_heads, false, true}, q);
        walk.into("k_heads", detail::SplitHeads{num_heads, true, false}, k);
        walk.into("v_heads", detail::SplitHeads{num_heads, false, false}, v);
        const Tensor scored[] = {q, k};
        walk.merge("scores", MatMulMerge{}, scored, 2, tensor);
        walk.into("softmax", Softmax{.dim = -1}, tensor);
        const Tensor weighted[] = {tensor, v};
        walk.merge("weighted", MatMulMerge{}, weighted, 2, tensor);
        walk.into("heads", detail::MergeHeads{}, tensor);
        walk.into("out_proj", projection(embed_dim), tensor);
    }

  private:
    /// From that many features, if they are given, to embed_dim.
    constexpr Linear projection(Count from) const {
        return {.in_features = detail::given_or(from, embed_dim),
                .out_features = embed_dim,
                .bias = bias};
    }

    static constexpr void lengthen(Walk& walk, Name step, const detail::ExtraToken& token,
                                   Tensor& tensor) {
        Tensor more = tensor;
        walk.into(step, token, more);
        const Tensor both[] = {tensor, more};
        walk.merge("concat", ConcatMerge{.dim = 1}, both, 2, tensor);
    }
};

/// torch.nn.functional.scaled_dot_product_attention of three branches from one input: queries
/// ... x L x D, keys ... x S x D, values ... x S x V -> ... x L x V. No parameters; MACs L*S*(D +
/// V) for each of the axes before.
template <Layer Query, Layer Key, Layer Value>
struct ScaledDotProductAttention {
    static constexpr const char* name = "ScaledDotProductAttention";
    static constexpr Size size =
        detail::size_of_all<Query, Key, Value> + Size{.operations = 5, .edges = 7};

    Query query;
    Key key;
    Value value;
    Real dropout = 0.0; ///< of the scores, in training; a row of its own unless it is 0

    constexpr ScaledDotProductAttention(const Query& query_, const Key& key_, const Value& value_,
                                        double dropout_ = 0)
        : query(query_), key(key_), value(value_), dropout(dropout_) {}

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor q = tensor;
        Tensor k = tensor;
        Tensor v = tensor;
        walk.into("query", query, q);
        walk.into("key", key, k);
        walk.into("value", value, v);
        walk.into("transpose", detail::SwapLast{}, k);
        const Tensor scored[] = {q, k};
        walk.merge("scores", MatMulMerge{}, scored, 2, tensor);
        walk.into("softmax", Softmax{.dim = -1}, tensor);
        if (dropout != 0.0) walk.into("dropout", Dropout{.p = dropout}, tensor);
        const Tensor weighted[] = {tensor, v};
        walk.merge("weighted", MatMulMerge{}, weighted, 2, tensor);
    }
};

} // namespace ctnn
