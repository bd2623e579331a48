// The models, and functions that summarize them.
#include "models.hpp"

#include <ctnn/models/alexnet.hpp>
#include <ctnn/models/convnetjs.hpp>
#include <ctnn/models/densenet.hpp>
#include <ctnn/models/efficientnet.hpp>
#include <ctnn/models/googlenet.hpp>
#include <ctnn/models/lenet.hpp>
#include <ctnn/models/mlperf_tiny.hpp>
#include <ctnn/models/mobilenet.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/models/squeezenet.hpp>
#include <ctnn/models/vgg.hpp>

#include <memory>

namespace zoo {
namespace {

/// Constructed on the heap (`new` elides the copy of the returned value): the 4,208 rows of
/// resnet_cifar1202 are too large for the stack.
template <class Net>
format::AnySummary summarized(const Net& net, const Shape& input, const Convention& convention) {
    using Made = decltype(try_summarize(net, input, convention));
    const std::unique_ptr<const Made> summary(new Made(try_summarize(net, input, convention)));
    return *summary;
}

/// A model without settings. Its network is a constant: code to build it at run time would dominate
/// the optimizer's time.
template <auto make>
format::AnySummary fixed(const ZooModel& model, const Settings& settings) {
    static constexpr auto net = make();
    return summarized(net, settings.input.value_or(model.input), settings.convention);
}

/// A model with a width multiplier.
template <auto make>
format::AnySummary scaled(const ZooModel& model, const Settings& settings) {
    const Shape input = settings.input.value_or(model.input);
    return summarized(make(settings.alpha.value_or(1.0), input.height()), input,
                      settings.convention);
}

constexpr Shape imagenet{3, 224, 224};
constexpr Shape cifar{3, 32, 32};

constexpr ZooModel list[] = {
    {"lenet5", {1, 32, 32}, fixed<[] { return models::lenet5(); }>},
    {"lenet5_1998", {1, 32, 32}, fixed<[] { return models::lenet5_1998(); }>},
    {"convnetjs_cifar10", cifar, fixed<[] { return models::convnetjs_cifar10(); }>},
    {"alexnet", imagenet, fixed<[] { return models::alexnet(); }>},
    {"alexnet2012", {3, 227, 227}, fixed<[] { return models::alexnet2012(); }>},
    {"vgg_a", imagenet, fixed<[] { return models::vgg_a(); }>},
    {"vgg_a_lrn", imagenet, fixed<[] { return models::vgg_a_lrn(); }>},
    {"vgg_b", imagenet, fixed<[] { return models::vgg_b(); }>},
    {"vgg_c", imagenet, fixed<[] { return models::vgg_c(); }>},
    {"vgg_d", imagenet, fixed<[] { return models::vgg_d(); }>},
    {"vgg_e", imagenet, fixed<[] { return models::vgg_e(); }>},
    {"vgg11", imagenet, fixed<[] { return models::vgg11(); }>},
    {"vgg13", imagenet, fixed<[] { return models::vgg13(); }>},
    {"vgg16", imagenet, fixed<[] { return models::vgg16(); }>},
    {"vgg19", imagenet, fixed<[] { return models::vgg19(); }>},
    {"vgg11_bn", imagenet, fixed<[] { return models::vgg11_bn(); }>},
    {"vgg13_bn", imagenet, fixed<[] { return models::vgg13_bn(); }>},
    {"vgg16_bn", imagenet, fixed<[] { return models::vgg16_bn(); }>},
    {"vgg19_bn", imagenet, fixed<[] { return models::vgg19_bn(); }>},
    {"googlenet", imagenet, fixed<[] { return models::googlenet(); }>},
    {"squeezenet1_0", imagenet, fixed<[] { return models::squeezenet1_0(); }>},
    {"squeezenet1_1", imagenet, fixed<[] { return models::squeezenet1_1(); }>},
    {"resnet18", imagenet, fixed<[] { return models::resnet18(); }>},
    {"resnet34", imagenet, fixed<[] { return models::resnet34(); }>},
    {"resnet50", imagenet, fixed<[] { return models::resnet50(); }>},
    {"resnet101", imagenet, fixed<[] { return models::resnet101(); }>},
    {"resnet152", imagenet, fixed<[] { return models::resnet152(); }>},
    {"resnet50_v1", imagenet, fixed<[] { return models::resnet50_v1(); }>},
    {"resnet101_v1", imagenet, fixed<[] { return models::resnet101_v1(); }>},
    {"resnet152_v1", imagenet, fixed<[] { return models::resnet152_v1(); }>},
    {"resnet_cifar20", cifar, fixed<[] { return models::resnet_cifar<20>(); }>},
    {"resnet_cifar32", cifar, fixed<[] { return models::resnet_cifar<32>(); }>},
    {"resnet_cifar44", cifar, fixed<[] { return models::resnet_cifar<44>(); }>},
    {"resnet_cifar56", cifar, fixed<[] { return models::resnet_cifar<56>(); }>},
    {"resnet_cifar110", cifar, fixed<[] { return models::resnet_cifar<110>(); }>},
    {"resnet_cifar1202", cifar, fixed<[] { return models::resnet_cifar<1202>(); }>},
    {"densenet121", imagenet, fixed<[] { return models::densenet121(); }>},
    {"densenet161", imagenet, fixed<[] { return models::densenet161(); }>},
    {"densenet169", imagenet, fixed<[] { return models::densenet169(); }>},
    {"densenet201", imagenet, fixed<[] { return models::densenet201(); }>},
    {"mobilenet_v1", imagenet,
     scaled<[](double alpha, Count size) { return models::mobilenet_v1(alpha, size); }>, true},
    {"mobilenet_v1_full", imagenet, fixed<[] { return models::mobilenet_v1_full(); }>},
    {"mobilenet_v1_shallow", imagenet, fixed<[] { return models::mobilenet_v1_shallow(); }>},
    {"mobilenet_v2", imagenet,
     scaled<[](double alpha, Count) { return models::mobilenet_v2(alpha); }>, true},
    {"mobilenet_v3_large", imagenet, fixed<[] { return models::mobilenet_v3_large(); }>},
    {"efficientnet_b0", imagenet, fixed<[] { return models::efficientnet_b0(); }>},
    {"efficientnet_b1", {3, 240, 240}, fixed<[] { return models::efficientnet_b1(); }>},
    {"efficientnet_b2", {3, 288, 288}, fixed<[] { return models::efficientnet_b2(); }>},
    {"efficientnet_b3", {3, 300, 300}, fixed<[] { return models::efficientnet_b3(); }>},
    {"efficientnet_b4", {3, 380, 380}, fixed<[] { return models::efficientnet_b4(); }>},
    {"efficientnet_b5", {3, 456, 456}, fixed<[] { return models::efficientnet_b5(); }>},
    {"efficientnet_b6", {3, 528, 528}, fixed<[] { return models::efficientnet_b6(); }>},
    {"efficientnet_b7", {3, 600, 600}, fixed<[] { return models::efficientnet_b7(); }>},
    {"keyword_spotting", {1, 49, 10}, fixed<[] { return models::keyword_spotting(); }>},
    {"image_classification", cifar, fixed<[] { return models::image_classification(); }>},
    {"anomaly_detection", {640}, fixed<[] { return models::anomaly_detection(); }>},
    {"visual_wake_words", {3, 96, 96}, fixed<[] { return models::visual_wake_words(); }>},
    {"person_detect", {1, 96, 96}, fixed<[] { return models::person_detect(); }>},
};

} // namespace

constinit const std::span<const ZooModel> all_models = list;

} // namespace zoo
