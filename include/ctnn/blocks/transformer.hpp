// The layers of torch.nn's Transformer, and the whole of it.
#pragma once

#include "../compose/add.hpp"
#include "../layers/activation.hpp"
#include "../layers/normalization.hpp"
#include "../layers/passthrough.hpp"
#include "attention.hpp"

namespace ctnn {

/// The function between the two linear layers of a transformer layer.
enum class FeedForward : unsigned char { relu, gelu };

namespace detail {

/// The sublayers of a transformer layer: each is added to its input, and normalised before it or
/// after the sum.
struct Sublayers {
    Count d_model;
    Count nhead;
    Count dim_feedforward;
    Real dropout;
    FeedForward activation;
    Real layer_norm_eps;
    bool norm_first;

    constexpr LayerNorm norm() const {
        return {.normalized_shape = {d_model}, .eps = layer_norm_eps};
    }

    constexpr void attention(Walk& walk, Name step, Name norm_step, Name dropout_step,
                             const Tensor* memory, Tensor& tensor) const {
        Tensor branches[] = {tensor, tensor};
        if (norm_first) walk.into(norm_step, norm(), branches[1]);
        const MultiheadAttention attention{
            .embed_dim = d_model, .num_heads = nhead, .dropout = dropout};
        walk.into(step, Attending{attention, memory}, branches[1]);
        walk.into(dropout_step, Dropout{.p = dropout}, branches[1]);
        walk.merge("add", AddMerge{}, branches, 2, tensor);
        if (!norm_first) walk.into(norm_step, norm(), tensor);
    }

    constexpr void feed_forward(Walk& walk, Name norm_step, Name dropout_step,
                                Tensor& tensor) const {
        Tensor branches[] = {tensor, tensor};
        Tensor& x = branches[1];
        if (norm_first) walk.into(norm_step, norm(), x);
        walk.into("linear1", Linear{.in_features = d_model, .out_features = dim_feedforward}, x);
        if (activation == FeedForward::relu) {
            walk.into("activation", ReLU{}, x);
        } else {
            walk.into("activation", GELU{}, x);
        }
        walk.into("dropout", Dropout{.p = dropout}, x);
        walk.into("linear2", Linear{.in_features = dim_feedforward, .out_features = d_model}, x);
        walk.into(dropout_step, Dropout{.p = dropout}, x);
        walk.merge("add", AddMerge{}, branches, 2, tensor);
        if (!norm_first) walk.into(norm_step, norm(), tensor);
    }

    /// Attention to the current tensor, or to a given one.
    struct Attending {
        static constexpr const char* name = MultiheadAttention::name;
        static constexpr Size size = MultiheadAttention::size;

        MultiheadAttention attention;
        const Tensor* memory;

        constexpr void walk(Walk& walk, Tensor& tensor) const {
            const Tensor from = memory != nullptr ? *memory : tensor;
            attention.attend(walk, from, from, tensor);
        }
    };

    /// An attention, its normalisation, dropout and sum.
    static constexpr Size attention_size = MultiheadAttention::size + Size{3, 4, 1};
    static constexpr Size feed_forward_size{.operations = 7, .edges = 8};
};

} // namespace detail

/// torch.nn.TransformerEncoderLayer: L x d_model -> L x d_model. Self-attention, then two linear
/// layers, each with a sum and a LayerNorm (arXiv:1706.03762). MACs: the attention's, and
/// 2*L*d_model*dim_feedforward.
struct TransformerEncoderLayer {
    static constexpr const char* name = "TransformerEncoderLayer";
    static constexpr Size size =
        detail::Sublayers::attention_size + detail::Sublayers::feed_forward_size;

    Count d_model = 0; ///< required
    Count nhead = 0;   ///< required; divides d_model
    Count dim_feedforward = 2048;
    Real dropout = 0.1; ///< in training
    FeedForward activation = FeedForward::relu;
    Real layer_norm_eps = 1e-5;
    bool batch_first = false; ///< for PyTorch's order of fields: a sample has no batch
    bool norm_first = false;  ///< LayerNorm before each sublayer, not after the sum

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        const detail::Sublayers parts{d_model,    nhead,          dim_feedforward, dropout,
                                      activation, layer_norm_eps, norm_first};
        parts.attention(walk, "self_attn", "norm1", "dropout1", nullptr, tensor);
        parts.feed_forward(walk, "norm2", "dropout2", tensor);
    }
};

/// torch.nn.TransformerDecoderLayer: L x d_model -> L x d_model. Self-attention, attention to the
/// encoder's output, S x d_model, which a Tag names, then two linear layers.
struct TransformerDecoderLayer {
    static constexpr const char* name = "TransformerDecoderLayer";
    static constexpr Size size =
        detail::Sublayers::attention_size * 2 + detail::Sublayers::feed_forward_size;

    Count d_model = 0; ///< required
    Count nhead = 0;   ///< required; divides d_model
    Count dim_feedforward = 2048;
    Real dropout = 0.1; ///< in training
    FeedForward activation = FeedForward::relu;
    Real layer_norm_eps = 1e-5;
    bool batch_first = false; ///< for PyTorch's order of fields: a sample has no batch
    bool norm_first = false;  ///< LayerNorm before each sublayer, not after the sum
    Name memory = "memory";   ///< the Tag of the encoder's output

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor encoded = tensor;
        detail::Naming(walk).from(memory.text, encoded);
        decode(walk, encoded, tensor);
    }

    /// The same with a given memory: a composite layer's own.
    constexpr void decode(Walk& walk, const Tensor& encoded, Tensor& tensor) const {
        const detail::Sublayers parts{d_model,    nhead,          dim_feedforward, dropout,
                                      activation, layer_norm_eps, norm_first};
        parts.attention(walk, "self_attn", "norm1", "dropout1", nullptr, tensor);
        parts.attention(walk, "multihead_attn", "norm2", "dropout2", &encoded, tensor);
        parts.feed_forward(walk, "norm3", "dropout3", tensor);
    }
};

/// torch.nn.TransformerEncoder: `Layers` copies of a layer, and a LayerNorm after them if `norm`.
///
///     TransformerEncoder<6>{.layer = {.d_model = 512, .nhead = 8}}
template <int Layers>
struct TransformerEncoder {
    static_assert(Layers > 0, "a TransformerEncoder has at least one layer");
    static constexpr const char* name = "TransformerEncoder";
    static constexpr Size size =
        (TransformerEncoderLayer::size + Size{.parts = 1}) * Layers + Size{1, 1, 1};

    TransformerEncoderLayer layer;
    bool norm = false; ///< PyTorch's norm = LayerNorm(d_model)

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        walk.into("layers", Copies{layer}, tensor);
        if (norm) walk.into("norm", LayerNorm{.normalized_shape = {layer.d_model}}, tensor);
    }

  private:
    struct Copies {
        static constexpr const char* name = "ModuleList";
        static constexpr Size size = (TransformerEncoderLayer::size + Size{.parts = 1}) * Layers;
        TransformerEncoderLayer layer;
        constexpr void walk(Walk& walk, Tensor& tensor) const {
            walk.repeat(Layers, Layers, layer, tensor);
        }
    };
};

/// torch.nn.TransformerDecoder: `Layers` copies of a layer, and a LayerNorm after them if `norm`.
template <int Layers>
struct TransformerDecoder {
    static_assert(Layers > 0, "a TransformerDecoder has at least one layer");
    static constexpr const char* name = "TransformerDecoder";
    static constexpr Size size =
        (TransformerDecoderLayer::size + Size{.parts = 1}) * Layers + Size{1, 1, 1};

    TransformerDecoderLayer layer;
    bool norm = false; ///< PyTorch's norm = LayerNorm(d_model)

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor encoded = tensor;
        detail::Naming(walk).from(layer.memory.text, encoded);
        decode(walk, encoded, tensor);
    }

    /// The same with a given memory: a composite layer's own.
    constexpr void decode(Walk& walk, const Tensor& encoded, Tensor& tensor) const {
        walk.into("layers", Copies{layer, &encoded}, tensor);
        if (norm) walk.into("norm", LayerNorm{.normalized_shape = {layer.d_model}}, tensor);
    }

  private:
    struct Decoding {
        static constexpr const char* name = TransformerDecoderLayer::name;
        static constexpr Size size = TransformerDecoderLayer::size;
        TransformerDecoderLayer layer;
        const Tensor* encoded;
        constexpr void walk(Walk& walk, Tensor& tensor) const {
            layer.decode(walk, *encoded, tensor);
        }
    };
    struct Copies {
        static constexpr const char* name = "ModuleList";
        static constexpr Size size = (TransformerDecoderLayer::size + Size{.parts = 1}) * Layers;
        TransformerDecoderLayer layer;
        const Tensor* encoded;
        constexpr void walk(Walk& walk, Tensor& tensor) const {
            for (int i = 0; i < Layers; ++i) walk.into(i, Decoding{layer, encoded}, tensor);
        }
    };
};

/// torch.nn.Transformer (arXiv:1706.03762): the network's first input is the source, S x d_model,
/// its second the target, L x d_model -> L x d_model. Encoder and decoder end with a LayerNorm.
///
///     output_shape(Transformer<>{.nhead = 8}, Inputs{Shape{10, 512}, Shape{20, 512}})
template <int EncoderLayers = 6, int DecoderLayers = 6>
struct Transformer {
    static constexpr const char* name = "Transformer";
    static constexpr Size size = TransformerEncoder<EncoderLayers>::size +
                                 TransformerDecoder<DecoderLayers>::size + Size{.parts = 2};

    Count d_model = 512;
    Count nhead = 8; ///< divides d_model
    Count dim_feedforward = 2048;
    Real dropout = 0.1; ///< in training
    FeedForward activation = FeedForward::relu;
    Real layer_norm_eps = 1e-5;
    bool batch_first = false; ///< for PyTorch's order of fields: a sample has no batch
    bool norm_first = false;  ///< LayerNorm before each sublayer, not after the sum

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        const TransformerEncoder<EncoderLayers> encoder{{d_model, nhead, dim_feedforward, dropout,
                                                         activation, layer_norm_eps, batch_first,
                                                         norm_first},
                                                        true};
        const TransformerDecoder<DecoderLayers> decoder{{d_model, nhead, dim_feedforward, dropout,
                                                         activation, layer_norm_eps, batch_first,
                                                         norm_first},
                                                        true};
        Tensor encoded = tensor;
        detail::Naming(walk).input(0, encoded);
        walk.into("encoder", encoder, encoded);
        detail::Naming(walk).input(1, tensor);
        walk.into("decoder", Decoding{decoder, &encoded}, tensor);
    }

  private:
    struct Decoding {
        static constexpr const char* name = TransformerDecoder<DecoderLayers>::name;
        static constexpr Size size = TransformerDecoder<DecoderLayers>::size;
        TransformerDecoder<DecoderLayers> decoder;
        const Tensor* encoded;
        constexpr void walk(Walk& walk, Tensor& tensor) const {
            decoder.decode(walk, *encoded, tensor);
        }
    };
};

} // namespace ctnn
