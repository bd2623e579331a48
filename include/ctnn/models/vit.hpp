// Vision Transformer (Dosovitskiy et al. 2021, arXiv:2010.11929), Table 1.
#pragma once

#include "../blocks/attention.hpp"
#include "../compose/add.hpp"
#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/residual.hpp"
#include "../layers/activation.hpp"
#include "../layers/convolution.hpp"
#include "../layers/normalization.hpp"
#include "../layers/parameter.hpp"
#include "../layers/permute.hpp"
#include "../layers/slice.hpp"

namespace ctnn::models {

/// The building blocks of vision transformers.
namespace vit {

/// A row of Table 1.
struct Variant {
    Count patch;  ///< height and width of a patch
    Count hidden; ///< the width of a token
    Count mlp;
    Count heads;
    Count image = 224; ///< height and width of the image
};

/// LayerNorm and self-attention, then LayerNorm and two linear layers; each added to its input.
constexpr auto encoder_layer(const Variant& of) {
    const LayerNorm norm{.normalized_shape = {of.hidden}, .eps = 1e-6};
    return Sequential{
        Residual{Sequential{norm, MultiheadAttention{.embed_dim = of.hidden, .num_heads = of.heads},
                            Dropout{0.0}}},
        Residual{Sequential{norm, Linear{of.hidden, of.mlp}, GELU{}, Dropout{0.0},
                            Linear{of.mlp, of.hidden}, Dropout{0.0}}},
    };
}

/// Patches to tokens, a class token before them, positions added; the class token's output is
/// classified.
template <int Layers>
constexpr auto network(const Variant& of, Count classes) {
    const Conv2d patches{
        .in_channels = 3, .out_channels = of.hidden, .kernel_size = of.patch, .stride = of.patch};
    const Count tokens = (of.image / of.patch) * (of.image / of.patch) + 1;
    return Sequential{
        Named{"conv_proj", patches},
        Flatten{.start_dim = 2},
        Transpose{1, 2},
        Concat{Named{"class_token", Parameter{1, of.hidden}}, skip}.along(1),
        Add{skip, Named{"pos_embedding", Parameter{tokens, of.hidden}}},
        Dropout{0.0},
        Named{"encoder", repeat<Layers>(encoder_layer(of))},
        LayerNorm{.normalized_shape = {of.hidden}, .eps = 1e-6},
        Slice{.dim = 1, .stop = 1},
        Flatten{},
        Named{"head", Linear{of.hidden, classes}},
    };
}

} // namespace vit

/// torchvision.models.vit_b_16. Input 3x224x224; 86,567,656 parameters.
template <class = void>
constexpr auto vit_b_16(Count classes = 1000) {
    return vit::network<12>({.patch = 16, .hidden = 768, .mlp = 3072, .heads = 12}, classes);
}

/// torchvision.models.vit_b_32. Input 3x224x224; 88,224,232 parameters.
template <class = void>
constexpr auto vit_b_32(Count classes = 1000) {
    return vit::network<12>({.patch = 32, .hidden = 768, .mlp = 3072, .heads = 12}, classes);
}

/// torchvision.models.vit_l_16. Input 3x224x224; 304,326,632 parameters.
template <class = void>
constexpr auto vit_l_16(Count classes = 1000) {
    return vit::network<24>({.patch = 16, .hidden = 1024, .mlp = 4096, .heads = 16}, classes);
}

/// torchvision.models.vit_l_32. Input 3x224x224; 306,535,400 parameters.
template <class = void>
constexpr auto vit_l_32(Count classes = 1000) {
    return vit::network<24>({.patch = 32, .hidden = 1024, .mlp = 4096, .heads = 16}, classes);
}

} // namespace ctnn::models
