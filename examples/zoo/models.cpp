// The models, and functions that summarize them.
#include "models.hpp"

#include <ctnn/models/alexnet.hpp>
#include <ctnn/models/bert.hpp>
#include <ctnn/models/convnetjs.hpp>
#include <ctnn/models/convnext.hpp>
#include <ctnn/models/dcgan.hpp>
#include <ctnn/models/densenet.hpp>
#include <ctnn/models/efficientnet.hpp>
#include <ctnn/models/efficientnet_v2.hpp>
#include <ctnn/models/googlenet.hpp>
#include <ctnn/models/gpt2.hpp>
#include <ctnn/models/inception.hpp>
#include <ctnn/models/lenet.hpp>
#include <ctnn/models/mlperf_tiny.hpp>
#include <ctnn/models/mnasnet.hpp>
#include <ctnn/models/mobilenet.hpp>
#include <ctnn/models/regnet.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/models/resnext.hpp>
#include <ctnn/models/retinanet.hpp>
#include <ctnn/models/segmentation.hpp>
#include <ctnn/models/sequence.hpp>
#include <ctnn/models/shufflenet.hpp>
#include <ctnn/models/squeezenet.hpp>
#include <ctnn/models/ssd.hpp>
#include <ctnn/models/swin.hpp>
#include <ctnn/models/transformer.hpp>
#include <ctnn/models/unet.hpp>
#include <ctnn/models/vgg.hpp>
#include <ctnn/models/video.hpp>
#include <ctnn/models/vit.hpp>
#include <ctnn/models/yolo.hpp>

#include <memory>

namespace zoo {
namespace {

/// Constructed on the heap (`new` elides the copy of the returned value): the 4,208 rows of
/// resnet_cifar1202 are too large for the stack.
template <class Net>
format::AnySummary summarized(const Net& net, const Inputs& input, const Convention& convention) {
    using Made = decltype(try_summarize(net, input, convention));
    const std::unique_ptr<const Made> summary(new Made(try_summarize(net, input, convention)));
    return *summary;
}

/// A model without settings. Its network is a constant: code to build it at run time would dominate
/// the optimizer's time.
template <auto make>
format::AnySummary fixed(const ZooModel& model, const Settings& settings) {
    static constexpr auto net = make();
    const Inputs input = settings.input ? Inputs(*settings.input) : model.input;
    return summarized(net, input, settings.convention);
}

/// A model with a width multiplier.
template <auto make>
format::AnySummary scaled(const ZooModel& model, const Settings& settings) {
    const Shape input = settings.input.value_or(model.input[0]);
    return summarized(make(settings.alpha.value_or(1.0), input.height()), input,
                      settings.convention);
}

constexpr Shape imagenet{3, 224, 224};
constexpr Shape cifar{3, 32, 32};

constexpr ZooModel list[] = {
    {"lenet5", "classification", {1, 32, 32}, fixed<[] { return models::lenet5(); }>},
    {"lenet5_1998", "classification", {1, 32, 32}, fixed<[] { return models::lenet5_1998(); }>},
    {"convnetjs_cifar10", "classification", cifar,
     fixed<[] { return models::convnetjs_cifar10(); }>},
    {"alexnet", "classification", imagenet, fixed<[] { return models::alexnet(); }>},
    {"alexnet2012", "classification", {3, 227, 227}, fixed<[] { return models::alexnet2012(); }>},
    {"vgg_a", "classification", imagenet, fixed<[] { return models::vgg_a(); }>},
    {"vgg_a_lrn", "classification", imagenet, fixed<[] { return models::vgg_a_lrn(); }>},
    {"vgg_b", "classification", imagenet, fixed<[] { return models::vgg_b(); }>},
    {"vgg_c", "classification", imagenet, fixed<[] { return models::vgg_c(); }>},
    {"vgg_d", "classification", imagenet, fixed<[] { return models::vgg_d(); }>},
    {"vgg_e", "classification", imagenet, fixed<[] { return models::vgg_e(); }>},
    {"vgg11", "classification", imagenet, fixed<[] { return models::vgg11(); }>},
    {"vgg13", "classification", imagenet, fixed<[] { return models::vgg13(); }>},
    {"vgg16", "classification", imagenet, fixed<[] { return models::vgg16(); }>},
    {"vgg19", "classification", imagenet, fixed<[] { return models::vgg19(); }>},
    {"vgg11_bn", "classification", imagenet, fixed<[] { return models::vgg11_bn(); }>},
    {"vgg13_bn", "classification", imagenet, fixed<[] { return models::vgg13_bn(); }>},
    {"vgg16_bn", "classification", imagenet, fixed<[] { return models::vgg16_bn(); }>},
    {"vgg19_bn", "classification", imagenet, fixed<[] { return models::vgg19_bn(); }>},
    {"googlenet", "classification", imagenet, fixed<[] { return models::googlenet(); }>},
    {"squeezenet1_0", "classification", imagenet, fixed<[] { return models::squeezenet1_0(); }>},
    {"squeezenet1_1", "classification", imagenet, fixed<[] { return models::squeezenet1_1(); }>},
    {"resnet18", "classification", imagenet, fixed<[] { return models::resnet18(); }>},
    {"resnet34", "classification", imagenet, fixed<[] { return models::resnet34(); }>},
    {"resnet50", "classification", imagenet, fixed<[] { return models::resnet50(); }>},
    {"resnet101", "classification", imagenet, fixed<[] { return models::resnet101(); }>},
    {"resnet152", "classification", imagenet, fixed<[] { return models::resnet152(); }>},
    {"resnet50_v1", "classification", imagenet, fixed<[] { return models::resnet50_v1(); }>},
    {"resnet101_v1", "classification", imagenet, fixed<[] { return models::resnet101_v1(); }>},
    {"resnet152_v1", "classification", imagenet, fixed<[] { return models::resnet152_v1(); }>},
    {"resnet_cifar20", "classification", cifar, fixed<[] { return models::resnet_cifar<20>(); }>},
    {"resnet_cifar32", "classification", cifar, fixed<[] { return models::resnet_cifar<32>(); }>},
    {"resnet_cifar44", "classification", cifar, fixed<[] { return models::resnet_cifar<44>(); }>},
    {"resnet_cifar56", "classification", cifar, fixed<[] { return models::resnet_cifar<56>(); }>},
    {"resnet_cifar110", "classification", cifar, fixed<[] { return models::resnet_cifar<110>(); }>},
    {"resnet_cifar1202", "classification", cifar,
     fixed<[] { return models::resnet_cifar<1202>(); }>},
    {"densenet121", "classification", imagenet, fixed<[] { return models::densenet121(); }>},
    {"densenet161", "classification", imagenet, fixed<[] { return models::densenet161(); }>},
    {"densenet169", "classification", imagenet, fixed<[] { return models::densenet169(); }>},
    {"densenet201", "classification", imagenet, fixed<[] { return models::densenet201(); }>},
    {"mobilenet_v1", "classification", imagenet,
     scaled<[](double alpha, Count size) { return models::mobilenet_v1(alpha, size); }>, true},
    {"mobilenet_v1_full", "classification", imagenet,
     fixed<[] { return models::mobilenet_v1_full(); }>},
    {"mobilenet_v1_shallow", "classification", imagenet,
     fixed<[] { return models::mobilenet_v1_shallow(); }>},
    {"mobilenet_v2", "classification", imagenet,
     scaled<[](double alpha, Count) { return models::mobilenet_v2(alpha); }>, true},
    {"mobilenet_v3_large", "classification", imagenet,
     fixed<[] { return models::mobilenet_v3_large(); }>},
    {"efficientnet_b0", "classification", imagenet,
     fixed<[] { return models::efficientnet_b0(); }>},
    {"efficientnet_b1",
     "classification",
     {3, 240, 240},
     fixed<[] { return models::efficientnet_b1(); }>},
    {"efficientnet_b2",
     "classification",
     {3, 288, 288},
     fixed<[] { return models::efficientnet_b2(); }>},
    {"efficientnet_b3",
     "classification",
     {3, 300, 300},
     fixed<[] { return models::efficientnet_b3(); }>},
    {"efficientnet_b4",
     "classification",
     {3, 380, 380},
     fixed<[] { return models::efficientnet_b4(); }>},
    {"efficientnet_b5",
     "classification",
     {3, 456, 456},
     fixed<[] { return models::efficientnet_b5(); }>},
    {"efficientnet_b6",
     "classification",
     {3, 528, 528},
     fixed<[] { return models::efficientnet_b6(); }>},
    {"efficientnet_b7",
     "classification",
     {3, 600, 600},
     fixed<[] { return models::efficientnet_b7(); }>},
    {"wide_resnet50_2", "classification", imagenet,
     fixed<[] { return models::wide_resnet50_2(); }>},
    {"wide_resnet101_2", "classification", imagenet,
     fixed<[] { return models::wide_resnet101_2(); }>},
    {"resnext50_32x4d", "classification", imagenet,
     fixed<[] { return models::resnext50_32x4d(); }>},
    {"resnext101_32x8d", "classification", imagenet,
     fixed<[] { return models::resnext101_32x8d(); }>},
    {"resnext101_64x4d", "classification", imagenet,
     fixed<[] { return models::resnext101_64x4d(); }>},
    {"inception_v3", "classification", {3, 299, 299}, fixed<[] { return models::inception_v3(); }>},
    {"mobilenet_v3_small", "classification", imagenet,
     fixed<[] { return models::mobilenet_v3_small(); }>},
    {"mnasnet0_5", "classification", imagenet, fixed<[] { return models::mnasnet0_5(); }>},
    {"mnasnet0_75", "classification", imagenet, fixed<[] { return models::mnasnet0_75(); }>},
    {"mnasnet1_0", "classification", imagenet, fixed<[] { return models::mnasnet1_0(); }>},
    {"mnasnet1_3", "classification", imagenet, fixed<[] { return models::mnasnet1_3(); }>},
    {"shufflenet_v2_x0_5", "classification", imagenet,
     fixed<[] { return models::shufflenet_v2_x0_5(); }>},
    {"shufflenet_v2_x1_0", "classification", imagenet,
     fixed<[] { return models::shufflenet_v2_x1_0(); }>},
    {"shufflenet_v2_x1_5", "classification", imagenet,
     fixed<[] { return models::shufflenet_v2_x1_5(); }>},
    {"shufflenet_v2_x2_0", "classification", imagenet,
     fixed<[] { return models::shufflenet_v2_x2_0(); }>},
    {"regnet_x_400mf", "classification", imagenet, fixed<[] { return models::regnet_x_400mf(); }>},
    {"regnet_x_800mf", "classification", imagenet, fixed<[] { return models::regnet_x_800mf(); }>},
    {"regnet_x_1_6gf", "classification", imagenet, fixed<[] { return models::regnet_x_1_6gf(); }>},
    {"regnet_x_3_2gf", "classification", imagenet, fixed<[] { return models::regnet_x_3_2gf(); }>},
    {"regnet_x_8gf", "classification", imagenet, fixed<[] { return models::regnet_x_8gf(); }>},
    {"regnet_x_16gf", "classification", imagenet, fixed<[] { return models::regnet_x_16gf(); }>},
    {"regnet_x_32gf", "classification", imagenet, fixed<[] { return models::regnet_x_32gf(); }>},
    {"regnet_y_400mf", "classification", imagenet, fixed<[] { return models::regnet_y_400mf(); }>},
    {"regnet_y_800mf", "classification", imagenet, fixed<[] { return models::regnet_y_800mf(); }>},
    {"regnet_y_1_6gf", "classification", imagenet, fixed<[] { return models::regnet_y_1_6gf(); }>},
    {"regnet_y_3_2gf", "classification", imagenet, fixed<[] { return models::regnet_y_3_2gf(); }>},
    {"regnet_y_8gf", "classification", imagenet, fixed<[] { return models::regnet_y_8gf(); }>},
    {"regnet_y_16gf", "classification", imagenet, fixed<[] { return models::regnet_y_16gf(); }>},
    {"regnet_y_32gf", "classification", imagenet, fixed<[] { return models::regnet_y_32gf(); }>},
    {"efficientnet_v2_s",
     "classification",
     {3, 384, 384},
     fixed<[] { return models::efficientnet_v2_s(); }>},
    {"efficientnet_v2_m",
     "classification",
     {3, 480, 480},
     fixed<[] { return models::efficientnet_v2_m(); }>},
    {"efficientnet_v2_l",
     "classification",
     {3, 480, 480},
     fixed<[] { return models::efficientnet_v2_l(); }>},
    {"convnext_tiny", "classification", imagenet, fixed<[] { return models::convnext_tiny(); }>},
    {"convnext_small", "classification", imagenet, fixed<[] { return models::convnext_small(); }>},
    {"convnext_base", "classification", imagenet, fixed<[] { return models::convnext_base(); }>},
    {"convnext_large", "classification", imagenet, fixed<[] { return models::convnext_large(); }>},
    {"vit_b_16", "classification", imagenet, fixed<[] { return models::vit_b_16(); }>},
    {"vit_b_32", "classification", imagenet, fixed<[] { return models::vit_b_32(); }>},
    {"vit_l_16", "classification", imagenet, fixed<[] { return models::vit_l_16(); }>},
    {"vit_l_32", "classification", imagenet, fixed<[] { return models::vit_l_32(); }>},
    {"swin_t", "classification", imagenet, fixed<[] { return models::swin_t(); }>},
    {"swin_s", "classification", imagenet, fixed<[] { return models::swin_s(); }>},
    {"swin_b", "classification", imagenet, fixed<[] { return models::swin_b(); }>},
    {"keyword_spotting",
     "microcontrollers",
     {1, 49, 10},
     fixed<[] { return models::keyword_spotting(); }>},
    {"image_classification", "microcontrollers", cifar,
     fixed<[] { return models::image_classification(); }>},
    {"anomaly_detection",
     "microcontrollers",
     {640},
     fixed<[] { return models::anomaly_detection(); }>},
    {"visual_wake_words",
     "microcontrollers",
     {3, 96, 96},
     fixed<[] { return models::visual_wake_words(); }>},
    {"person_detect",
     "microcontrollers",
     {1, 96, 96},
     fixed<[] { return models::person_detect(); }>},
    {"unet_2015", "segmentation", {1, 572, 572}, fixed<[] { return models::unet_2015(); }>},
    {"fcn_resnet50", "segmentation", {3, 256, 256}, fixed<[] { return models::fcn_resnet50(); }>},
    {"deeplabv3_resnet50",
     "segmentation",
     {3, 256, 256},
     fixed<[] { return models::deeplabv3_resnet50(); }>},
    {"ssd300_vgg16", "detection", {3, 300, 300}, fixed<[] { return models::ssd300_vgg16(); }>},
    {"retinanet_resnet50_fpn",
     "detection",
     {3, 256, 256},
     fixed<[] { return models::retinanet_resnet50_fpn(); }>},
    {"yolov2", "detection", {3, 608, 608}, fixed<[] { return models::yolov2(); }>},
    {"yolov3", "detection", {3, 416, 416}, fixed<[] { return models::yolov3(); }>},
    {"yolov3_tiny", "detection", {3, 416, 416}, fixed<[] { return models::yolov3_tiny(); }>},
    {"r3d_18", "video", {3, 16, 112, 112}, fixed<[] { return models::r3d_18(); }>},
    {"mc3_18", "video", {3, 16, 112, 112}, fixed<[] { return models::mc3_18(); }>},
    {"r2plus1d_18", "video", {3, 16, 112, 112}, fixed<[] { return models::r2plus1d_18(); }>},
    {"dcgan_generator", "generation", {100, 1, 1}, fixed<[] { return models::dcgan_generator(); }>},
    {"dcgan_discriminator",
     "generation",
     {3, 64, 64},
     fixed<[] { return models::dcgan_discriminator(); }>},
    {"transformer_base",
     "sequences",
     {Shape{25}, Shape{25}},
     fixed<[] { return models::transformer_base(); }>},
    {"bert_base",
     "sequences",
     {Shape{128}, Shape{128}, Shape{128}},
     fixed<[] { return models::bert_base(); }>},
    {"bert_large",
     "sequences",
     {Shape{128}, Shape{128}, Shape{128}},
     fixed<[] { return models::bert_large(); }>},
    {"gpt2_small",
     "sequences",
     {Shape{1024}, Shape{1024}},
     fixed<[] { return models::gpt2_small(); }>},
    {"gpt2_medium",
     "sequences",
     {Shape{1024}, Shape{1024}},
     fixed<[] { return models::gpt2_medium(); }>},
    {"gpt2_large",
     "sequences",
     {Shape{1024}, Shape{1024}},
     fixed<[] { return models::gpt2_large(); }>},
    {"gpt2_xl", "sequences", {Shape{1024}, Shape{1024}}, fixed<[] { return models::gpt2_xl(); }>},
    {"gru_keyword_spotter",
     "sequences",
     {101, 40},
     fixed<[] { return models::gru_keyword_spotter(); }>},
    {"temporal_convolutional_network",
     "sequences",
     {1, 784},
     fixed<[] { return models::temporal_convolutional_network(); }>},
    {"wavenet_stack", "sequences", {1, 4000}, fixed<[] { return models::wavenet_stack(); }>},
};

} // namespace

constinit const std::span<const ZooModel> all_models = list;

} // namespace zoo
