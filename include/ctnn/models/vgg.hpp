// VGG: the configurations of Simonyan, Zisserman 2014 (arXiv:1409.1556), and torchvision's.
#pragma once

#include "../compose/named.hpp"
#include "../compose/repeat.hpp"
#include "../compose/sequential.hpp"
#include "../layers/activation.hpp"
#include "../layers/adaptive_pooling.hpp"
#include "../layers/convolution.hpp"
#include "../layers/linear.hpp"
#include "../layers/normalization.hpp"
#include "../layers/passthrough.hpp"
#include "../layers/pooling.hpp"
#include "../layers/softmax.hpp"

namespace ctnn::models {

/// The rows of the paper's Table 1.
namespace vgg_parts {

inline constexpr MaxPool2d maxpool{.kernel_size = 2, .stride = 2};

/// conv3-C: a 3x3 convolution that keeps the map's size, and ReLU.
constexpr auto conv3(Count channels) {
    return Sequential{Conv2d{.out_channels = channels, .kernel_size = 3, .padding = 1}, ReLU{}};
}

/// conv3-C with batch normalisation, as in torchvision's vgg*_bn.
constexpr auto conv3_bn(Count channels) {
    return Sequential{Conv2d{.out_channels = channels, .kernel_size = 3, .padding = 1},
                      BatchNorm2d{.num_features = channels}, ReLU{}};
}

/// conv1-C: configuration C's 1x1 convolution, and ReLU.
constexpr auto conv1(Count channels) {
    return Sequential{Conv2d{.out_channels = channels, .kernel_size = 1}, ReLU{}};
}

/// A block: `Convolutions` convolutions and a pool.
template <int Convolutions>
constexpr auto block(const auto& conv) {
    return Sequential{repeat<Convolutions>(conv), maxpool};
}

/// The five blocks; `conv(channels)` makes one convolution.
template <int Block1, int Block2, int Block3, int Block4, int Block5>
constexpr auto features(auto conv) {
    return Sequential{
        block<Block1>(conv(64)),  block<Block2>(conv(128)), block<Block3>(conv(256)),
        block<Block4>(conv(512)), block<Block5>(conv(512)),
    };
}

/// FC-4096, FC-4096, FC-classes.
constexpr auto fully_connected(Count classes) {
    return Sequential{
        Linear{.in_features = 512 * 7 * 7, .out_features = 4096}, ReLU{}, Dropout{},
        Linear{.in_features = 4096, .out_features = 4096},        ReLU{}, Dropout{},
        Linear{.in_features = 4096, .out_features = classes},
    };
}

constexpr auto paper(const auto& features, Count classes) {
    return Sequential{
        Named{"features", features},
        Flatten{},
        Named{"classifier", fully_connected(classes)},
        Softmax{},
    };
}

constexpr auto torchvision(const auto& features, Count classes) {
    return Sequential{
        Named{"features", features},
        Named{"avgpool", AdaptiveAvgPool2d{7}},
        Flatten{},
        Named{"classifier", fully_connected(classes)},
    };
}

} // namespace vgg_parts

/// Configuration A of the paper, 11 layers, softmax at the end as in B to E. Input 3x224x224;
/// 132,863,336 parameters.
constexpr auto vgg_a(Count classes = 1000) {
    return vgg_parts::paper(vgg_parts::features<1, 1, 2, 2, 2>(vgg_parts::conv3), classes);
}

/// Configuration A-LRN of the paper: A with local response normalisation after its first layer.
/// Input 3x224x224; 132,863,336 parameters.
constexpr auto vgg_a_lrn(Count classes = 1000) {
    using namespace vgg_parts;
    const Sequential convolutions{
        Sequential{conv3(64), LocalResponseNorm{.size = 5}, maxpool},
        block<1>(conv3(128)),
        block<2>(conv3(256)),
        block<2>(conv3(512)),
        block<2>(conv3(512)),
    };
    return paper(convolutions, classes);
}

/// Configuration B of the paper, 13 layers. Input 3x224x224; 133,047,848 parameters.
constexpr auto vgg_b(Count classes = 1000) {
    return vgg_parts::paper(vgg_parts::features<2, 2, 2, 2, 2>(vgg_parts::conv3), classes);
}

/// Configuration C of the paper, 16 layers, three of them 1x1 convolutions. Input 3x224x224;
/// 133,638,952 parameters.
constexpr auto vgg_c(Count classes = 1000) {
    using namespace vgg_parts;
    const Sequential convolutions{
        block<2>(conv3(64)),
        block<2>(conv3(128)),
        Sequential{repeat<2>(conv3(256)), conv1(256), maxpool},
        Sequential{repeat<2>(conv3(512)), conv1(512), maxpool},
        Sequential{repeat<2>(conv3(512)), conv1(512), maxpool},
    };
    return paper(convolutions, classes);
}

/// Configuration D of the paper, 16 layers. Input 3x224x224; 138,357,544 parameters.
constexpr auto vgg_d(Count classes = 1000) {
    return vgg_parts::paper(vgg_parts::features<2, 2, 3, 3, 3>(vgg_parts::conv3), classes);
}

/// Configuration E of the paper, 19 layers. Input 3x224x224; 143,667,240 parameters.
constexpr auto vgg_e(Count classes = 1000) {
    return vgg_parts::paper(vgg_parts::features<2, 2, 4, 4, 4>(vgg_parts::conv3), classes);
}

/// torchvision.models.vgg11. Input 3x224x224; 132,863,336 parameters.
constexpr auto vgg11(Count classes = 1000) {
    return vgg_parts::torchvision(vgg_parts::features<1, 1, 2, 2, 2>(vgg_parts::conv3), classes);
}

/// torchvision.models.vgg11_bn. Input 3x224x224; 132,868,840 parameters.
constexpr auto vgg11_bn(Count classes = 1000) {
    return vgg_parts::torchvision(vgg_parts::features<1, 1, 2, 2, 2>(vgg_parts::conv3_bn), classes);
}

/// torchvision.models.vgg13. Input 3x224x224; 133,047,848 parameters.
constexpr auto vgg13(Count classes = 1000) {
    return vgg_parts::torchvision(vgg_parts::features<2, 2, 2, 2, 2>(vgg_parts::conv3), classes);
}

/// torchvision.models.vgg13_bn. Input 3x224x224; 133,053,736 parameters.
constexpr auto vgg13_bn(Count classes = 1000) {
    return vgg_parts::torchvision(vgg_parts::features<2, 2, 2, 2, 2>(vgg_parts::conv3_bn), classes);
}

/// torchvision.models.vgg16. Input 3x224x224; 138,357,544 parameters.
constexpr auto vgg16(Count classes = 1000) {
    return vgg_parts::torchvision(vgg_parts::features<2, 2, 3, 3, 3>(vgg_parts::conv3), classes);
}

/// torchvision.models.vgg16_bn. Input 3x224x224; 138,365,992 parameters.
constexpr auto vgg16_bn(Count classes = 1000) {
    return vgg_parts::torchvision(vgg_parts::features<2, 2, 3, 3, 3>(vgg_parts::conv3_bn), classes);
}

/// torchvision.models.vgg19. Input 3x224x224; 143,667,240 parameters.
constexpr auto vgg19(Count classes = 1000) {
    return vgg_parts::torchvision(vgg_parts::features<2, 2, 4, 4, 4>(vgg_parts::conv3), classes);
}

/// torchvision.models.vgg19_bn. Input 3x224x224; 143,678,248 parameters.
constexpr auto vgg19_bn(Count classes = 1000) {
    return vgg_parts::torchvision(vgg_parts::features<2, 2, 4, 4, 4>(vgg_parts::conv3_bn), classes);
}

} // namespace ctnn::models
