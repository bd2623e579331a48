// Swin Transformer (Liu et al. 2021, arXiv:2103.14030): attention within shifted windows of a map.
#pragma once

#include "../blocks/attention.hpp"
#include "../compose/add.hpp"
#include "../compose/chain.hpp"
#include "../compose/if.hpp"
#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/residual.hpp"
#include "../layers/activation.hpp"
#include "../layers/adaptive_pooling.hpp"
#include "../layers/convolution.hpp"
#include "../layers/normalization.hpp"
#include "../layers/permute.hpp"
#include "../layers/rare_dropout.hpp"
#include "../layers/reshape.hpp"
#include "../layers/roll.hpp"
#include "../layers/slice.hpp"

namespace ctnn::models {

/// The building blocks of Swin Transformers.
namespace swin {

inline constexpr Count window = 7; ///< height and width

/// A trained number for each difference of two positions in a window and each head, looked up for
/// all pairs of positions by a stored index.
struct RelativePositionBias {
    static constexpr const char* name = "RelativePositionBias";
    static constexpr Op op = Op::parameter;
    static constexpr bool reads_input = false;

    Count heads = 1;

    constexpr Shape output_shape(const Shape&) const {
        return {heads, window * window, window * window};
    }
    constexpr Params params() const {
        const Count differences = (2 * window - 1) * (2 * window - 1);
        const Count pairs = window * window * window * window;
        return {.weights = mul(differences, heads), .buffers = pairs};
    }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// A third of the features, in heads: windows x 49 x 3C -> windows x heads x 49 x C/heads.
struct Heads {
    static constexpr const char* name = "Heads";
    static constexpr Size size{.operations = 3, .edges = 3};

    Count which = 0;
    Count heads = 1;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        walk.into(0, Chunk{.chunks = 3, .index = which, .dim = -1}, tensor);
        walk.into(1, Unflatten{.dim = -1, .unflattened_size = {heads, -1}}, tensor);
        walk.into(2, Permute{{0, 1, 3, 2, 4}}, tensor);
    }
};

/// Multi-head attention in each window of a map HxWxC, whose height and width are multiples of the
/// window's (torchvision pads others). With `is_shifted` the windows lie half a window further,
/// unless one covers the map. The mask that keeps far parts of the map apart changes no count.
struct ShiftedWindowAttention {
    static constexpr const char* name = "ShiftedWindowAttention";
    static constexpr Size size{.operations = 28, .edges = 32};

    Count channels = 0;
    Count heads = 1;
    bool is_shifted = false;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        const Count high = tensor.shape()[0] / window;
        const Count wide = tensor.shape()[1] / window;
        const bool shifts = is_shifted && (high > 1 || wide > 1);
        constexpr Count half = window / 2;
        if (shifts) walk.into("roll", Roll{{-half, -half}, {1, 2}}, tensor);
        walk.into("split", Reshape{{high, window, wide, window, channels}}, tensor);
        walk.into("windows", Permute{{0, 1, 3, 2, 4, 5}}, tensor);
        walk.into("rows", Reshape{{-1, window * window, channels}}, tensor);
        walk.into("qkv", Linear{channels, 3 * channels}, tensor);
        attend(walk, tensor);
        walk.into("join", Permute{{0, 1, 3, 2, 4}}, tensor);
        walk.into("heads", Reshape{{-1, window * window, channels}}, tensor);
        walk.into("proj", Linear{channels, channels}, tensor);
        walk.into("unsplit", Reshape{{high, wide, window, window, channels}}, tensor);
        walk.into("map", Permute{{0, 1, 3, 2, 4, 5}}, tensor);
        walk.into("unroll", Reshape{{high * window, wide * window, channels}}, tensor);
        if (shifts) walk.into("rolled_back", Roll{{half, half}, {1, 2}}, tensor);
    }

  private:
    constexpr void attend(Walk& walk, Tensor& tensor) const {
        Tensor scored[] = {tensor, tensor};
        walk.into("q", Heads{0, heads}, scored[0]);
        walk.into("k", Heads{1, heads}, scored[1]);
        walk.into("k_transposed", Transpose{3, 4}, scored[1]);
        Tensor values = tensor;
        walk.into("v", Heads{2, heads}, values);
        Tensor biased[] = {tensor, tensor};
        walk.merge("scores", MatMulMerge{}, scored, 2, biased[0]);
        walk.into("bias", RelativePositionBias{heads}, biased[1]);
        Tensor weighted[] = {tensor, values};
        walk.merge("add", AddMerge{}, biased, 2, weighted[0]);
        walk.into("softmax", Softmax{.dim = -1}, weighted[0]);
        walk.merge("weighted", MatMulMerge{}, weighted, 2, tensor);
    }
};

/// Figure 3b: window attention, then two linear layers; each added to its input.
constexpr auto block(Count channels, Count heads, bool is_shifted) {
    const LayerNorm norm{.normalized_shape = {channels}};
    return Sequential{
        Residual{Sequential{norm,
                            Named{"attn", ShiftedWindowAttention{channels, heads, is_shifted}},
                            StochasticDepth{}}},
        Residual{Sequential{norm, Linear{channels, 4 * channels}, GELU{}, Dropout{0.0},
                            Linear{4 * channels, channels}, Dropout{0.0}, StochasticDepth{}}},
    };
}

/// Every second row and column, from one of both.
constexpr auto quarter(Count row, Count column) {
    return Sequential{Slice{.dim = 1, .start = row, .step = 2},
                      Slice{.dim = 2, .start = column, .step = 2}};
}

/// Four neighbours become one position of twice the channels.
constexpr auto patch_merging(Count channels) {
    return Sequential{
        Concat{quarter(0, 0), quarter(1, 0), quarter(0, 1), quarter(1, 1)}.along(-1),
        LayerNorm{.normalized_shape = {4 * channels}},
        Linear{.in_features = 4 * channels, .out_features = 2 * channels, .bias = false},
    };
}

/// A column of Table 7: channels and heads of the first stage, which double at each stage, and the
/// pairs of blocks in the third one.
struct Column {
    Count channels;
    Count heads;
    int pairs;
};

template <int MaxPairs>
constexpr auto network(const Column& of, Count classes) {
    const Conv2d patches{
        .in_channels = 3, .out_channels = of.channels, .kernel_size = 4, .stride = 4};
    const Count last = 8 * of.channels;
    const auto stage = [&of](int i) {
        const Count channels = of.channels << i;
        const Count heads = of.heads << i;
        const Sequential pair{block(channels, heads, false), block(channels, heads, true)};
        return Sequential{If{i > 0, patch_merging(channels / 2)},
                          repeat<MaxPairs>(pair, i == 2 ? of.pairs : 1)};
    };
    return Sequential{
        Named{"patches", Sequential{patches, Permute{{0, 2, 3, 1}},
                                    LayerNorm{.normalized_shape = {of.channels}}}},
        Named{"stages", chain<4>(stage)},
        Named{"norm", LayerNorm{.normalized_shape = {last}}},
        Named{"permute", Permute{{0, 3, 1, 2}}},
        Named{"avgpool", GlobalAvgPool{}},
        Flatten{},
        Named{"head", Linear{last, classes}},
    };
}

} // namespace swin

/// torchvision.models.swin_t. Input 3x224x224; 28,288,354 parameters.
template <int MaxPairs = 3>
constexpr auto swin_t(Count classes = 1000) {
    return swin::network<MaxPairs>({.channels = 96, .heads = 3, .pairs = 3}, classes);
}

/// torchvision.models.swin_s. Input 3x224x224; 49,606,258 parameters.
template <int MaxPairs = 9>
constexpr auto swin_s(Count classes = 1000) {
    return swin::network<MaxPairs>({.channels = 96, .heads = 3, .pairs = 9}, classes);
}

/// torchvision.models.swin_b. Input 3x224x224; 87,768,224 parameters.
template <int MaxPairs = 9>
constexpr auto swin_b(Count classes = 1000) {
    return swin::network<MaxPairs>({.channels = 128, .heads = 4, .pairs = 9}, classes);
}

} // namespace ctnn::models
