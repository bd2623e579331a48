// Networks for sequences: a keyword spotter, a temporal convolutional network, WaveNet's stack.
#pragma once

#include "../compose/chain.hpp"
#include "../compose/if.hpp"
#include "../compose/named.hpp"
#include "../compose/residual.hpp"
#include "../compose/sequential.hpp"
#include "../layers/activation.hpp"
#include "../layers/convolution1d.hpp"
#include "../layers/glu.hpp"
#include "../layers/linear.hpp"
#include "../layers/normalization.hpp"
#include "../layers/padding.hpp"
#include "../layers/passthrough.hpp"
#include "../layers/recurrent.hpp"
#include "../layers/slice.hpp"

namespace ctnn::models {

/// A keyword spotter: `steps x features`, such as 101 frames of 40 MFCCs, through two layers of
/// GRU, whose last output is classified. 165,980 parameters with 40 features and 12 words.
template <class = void>
constexpr auto gru_keyword_spotter(Count features = 40, Count words = 12, Count units = 128) {
    return Sequential{
        Named{"norm", LayerNorm{features}},
        Named{"gru", GRU{.input_size = features, .hidden_size = units, .num_layers = 2}},
        Slice{.dim = 1, .start = -1},
        Flatten{},
        Named{"fc", Linear{units, words}},
    };
}

/// The building blocks of temporal convolutional networks.
namespace tcn {

/// A dilated causal convolution: what the padding puts at the end is cut.
constexpr auto causal(Count in, Count out, Count kernel, Count dilation) {
    const Count padding = (kernel - 1) * dilation;
    return Sequential{Conv1d{.in_channels = in,
                             .out_channels = out,
                             .kernel_size = kernel,
                             .padding = padding,
                             .dilation = dilation},
                      Slice{.dim = 2, .stop = -padding}, ReLU{}, Dropout{0.2}};
}

constexpr auto block(Count in, Count out, Count kernel, Count dilation) {
    const Sequential body{causal(in, out, kernel, dilation), causal(out, out, kernel, dilation)};
    const Conv1d projection{.in_channels = in, .out_channels = out, .kernel_size = 1};
    return Sequential{Residual{body, If{in != out, projection}}, ReLU{}};
}

} // namespace tcn

/// A temporal convolutional network (Bai, Kolter, Koltun 2018, arXiv:1803.01271, without weight
/// normalisation): levels of dilation 1, 2, 4, ...; the last position is classified. Input CxL. By
/// default that of sequential MNIST: 66,910 parameters on 1x784.
template <int Levels = 8>
constexpr auto temporal_convolutional_network(Count in = 1, Count channels = 25, Count kernel = 7,
                                              Count classes = 10) {
    const auto levels = chain<Levels>(
        [=](int i) { return tcn::block(i > 0 ? channels : in, channels, kernel, Count{1} << i); });
    return Sequential{
        Named{"levels", levels},
        Slice{.dim = 2, .start = -1},
        Flatten{},
        Named{"linear", Linear{channels, classes}},
    };
}

/// The building blocks of WaveNet.
namespace wavenet {

/// A gated causal convolution of two taps, added to its input (Figure 4).
constexpr auto layer(Count channels, Count dilation) {
    return Residual{Sequential{
        ConstantPad1d{{dilation, 0}},
        Conv1d{.in_channels = channels,
               .out_channels = 2 * channels,
               .kernel_size = 2,
               .dilation = dilation},
        GLU{1},
        Conv1d{.in_channels = channels, .out_channels = channels, .kernel_size = 1},
    }};
}

} // namespace wavenet

/// A stack of WaveNet's residual layers (van den Oord et al. 2016, arXiv:1609.03499), with
/// dilations 1, 2, 4, ... in cycles, and a head of two 1x1 convolutions. Input 1xL -> 256 values of
/// each sample; 44,720 parameters with 24 channels and 12 layers in cycles of 6.
template <int Layers = 12>
constexpr auto wavenet_stack(Count channels = 24, int cycle = 6) {
    const auto pointwise = [](Count in, Count out) {
        return Conv1d{.in_channels = in, .out_channels = out, .kernel_size = 1};
    };
    return Sequential{
        pointwise(1, channels),
        chain<Layers>([=](int i) { return wavenet::layer(channels, Count{1} << i % cycle); }),
        ReLU{},
        pointwise(channels, 32),
        ReLU{},
        pointwise(32, 256),
    };
}

} // namespace ctnn::models
