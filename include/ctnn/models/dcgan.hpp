// DCGAN (Radford, Metz, Chintala 2016, arXiv:1511.06434), Figure 1, with the 64 channels of
// PyTorch's example.
#pragma once

#include "../compose/chain.hpp"
#include "../compose/sequential.hpp"
#include "../layers/activation.hpp"
#include "../layers/conv_transpose.hpp"
#include "../layers/convolution.hpp"
#include "../layers/normalization.hpp"

namespace ctnn::models {

/// The building blocks of DCGAN.
namespace dcgan {

constexpr ConvTranspose2d enlarge(Count in, Count out, Count stride, Count padding) {
    return {.in_channels = in,
            .out_channels = out,
            .kernel_size = 4,
            .stride = stride,
            .padding = padding,
            .bias = false};
}

constexpr Conv2d reduce(Count in, Count out, Count stride, Count padding) {
    return {.in_channels = in,
            .out_channels = out,
            .kernel_size = 4,
            .stride = stride,
            .padding = padding,
            .bias = false};
}

} // namespace dcgan

/// The generator: a latent map 100x1x1 -> an image 3x64x64. 3,576,704 parameters.
template <class = void>
constexpr auto dcgan_generator(Count channels = 64) {
    const auto doublings = chain<3>([channels](int i) {
        const Count out = channels * 4 >> i;
        return Sequential{dcgan::enlarge(2 * out, out, 2, 1), BatchNorm2d{out}, ReLU{}};
    });
    return Sequential{
        dcgan::enlarge(100, 8 * channels, 1, 0),
        BatchNorm2d{8 * channels},
        ReLU{},
        doublings,
        dcgan::enlarge(channels, 3, 2, 1),
        Tanh{},
    };
}

/// The discriminator: an image 3x64x64 -> a probability, 1x1x1. 2,765,568 parameters.
template <class = void>
constexpr auto dcgan_discriminator(Count channels = 64) {
    const auto halvings = chain<3>([channels](int i) {
        const Count in = channels << i;
        return Sequential{dcgan::reduce(in, 2 * in, 2, 1), BatchNorm2d{2 * in}, LeakyReLU{0.2}};
    });
    return Sequential{
        dcgan::reduce(3, channels, 2, 1),     LeakyReLU{0.2}, halvings,
        dcgan::reduce(8 * channels, 1, 1, 0), Sigmoid{},
    };
}

} // namespace ctnn::models
