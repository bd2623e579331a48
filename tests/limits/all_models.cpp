// All models in one file, under the compilers' default limits. (What they count is in
// tests/models.)
#include <ctnn/ctnn.hpp>
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

using namespace ctnn;

namespace {

constexpr Shape imagenet{3, 224, 224};
constexpr Shape cifar{3, 32, 32};

template <class Net>
constexpr bool is_whole(const Net& net, const Inputs& inputs) {
    const Totals of = totals(net, inputs);
    return of.output.is_positive() && of.params > 0 && of.macs > 0;
}

static_assert(is_whole(models::lenet5(), {1, 32, 32}));
static_assert(is_whole(models::lenet5_1998(), {1, 32, 32}));
static_assert(is_whole(models::convnetjs_cifar10(), cifar));
static_assert(is_whole(models::alexnet(), imagenet));
static_assert(is_whole(models::alexnet2012(), {3, 227, 227}));
static_assert(is_whole(models::vgg_a(), imagenet));
static_assert(is_whole(models::vgg_a_lrn(), imagenet));
static_assert(is_whole(models::vgg_b(), imagenet));
static_assert(is_whole(models::vgg_c(), imagenet));
static_assert(is_whole(models::vgg_d(), imagenet));
static_assert(is_whole(models::vgg_e(), imagenet));
static_assert(is_whole(models::vgg11(), imagenet));
static_assert(is_whole(models::vgg13(), imagenet));
static_assert(is_whole(models::vgg16(), imagenet));
static_assert(is_whole(models::vgg19(), imagenet));
static_assert(is_whole(models::vgg11_bn(), imagenet));
static_assert(is_whole(models::vgg13_bn(), imagenet));
static_assert(is_whole(models::vgg16_bn(), imagenet));
static_assert(is_whole(models::vgg19_bn(), imagenet));
static_assert(is_whole(models::googlenet(), imagenet));
static_assert(is_whole(models::squeezenet1_0(), imagenet));
static_assert(is_whole(models::squeezenet1_1(), imagenet));
static_assert(is_whole(models::resnet18(), imagenet));
static_assert(is_whole(models::resnet34(), imagenet));
static_assert(is_whole(models::resnet50(), imagenet));
static_assert(is_whole(models::resnet101(), imagenet));
static_assert(is_whole(models::resnet152(), imagenet));
static_assert(is_whole(models::resnet50_v1(), imagenet));
static_assert(is_whole(models::resnet101_v1(), imagenet));
static_assert(is_whole(models::resnet152_v1(), imagenet));
static_assert(is_whole(models::resnet_cifar<20>(), cifar));
static_assert(is_whole(models::resnet_cifar<32>(), cifar));
static_assert(is_whole(models::resnet_cifar<44>(), cifar));
static_assert(is_whole(models::resnet_cifar<56>(), cifar));
static_assert(is_whole(models::resnet_cifar<110>(), cifar));
static_assert(is_whole(models::resnet_cifar<1202>(), cifar));
static_assert(is_whole(models::densenet121(), imagenet));
static_assert(is_whole(models::densenet161(), imagenet));
static_assert(is_whole(models::densenet169(), imagenet));
static_assert(is_whole(models::densenet201(), imagenet));
static_assert(is_whole(models::mobilenet_v1_full(), imagenet));
static_assert(is_whole(models::mobilenet_v1_shallow(), imagenet));
static_assert(is_whole(models::mobilenet_v3_large(), imagenet));
static_assert(is_whole(models::efficientnet_b0(), imagenet));
static_assert(is_whole(models::efficientnet_b1(), {3, 240, 240}));
static_assert(is_whole(models::efficientnet_b2(), {3, 288, 288}));
static_assert(is_whole(models::efficientnet_b3(), {3, 300, 300}));
static_assert(is_whole(models::efficientnet_b4(), {3, 380, 380}));
static_assert(is_whole(models::efficientnet_b5(), {3, 456, 456}));
static_assert(is_whole(models::efficientnet_b6(), {3, 528, 528}));
static_assert(is_whole(models::efficientnet_b7(), {3, 600, 600}));
static_assert(is_whole(models::wide_resnet50_2(), imagenet));
static_assert(is_whole(models::wide_resnet101_2(), imagenet));
static_assert(is_whole(models::resnext50_32x4d(), imagenet));
static_assert(is_whole(models::resnext101_32x8d(), imagenet));
static_assert(is_whole(models::resnext101_64x4d(), imagenet));
static_assert(is_whole(models::inception_v3(), {3, 299, 299}));
static_assert(is_whole(models::mobilenet_v3_small(), imagenet));
static_assert(is_whole(models::mnasnet0_5(), imagenet));
static_assert(is_whole(models::mnasnet0_75(), imagenet));
static_assert(is_whole(models::mnasnet1_0(), imagenet));
static_assert(is_whole(models::mnasnet1_3(), imagenet));
static_assert(is_whole(models::shufflenet_v2_x0_5(), imagenet));
static_assert(is_whole(models::shufflenet_v2_x1_0(), imagenet));
static_assert(is_whole(models::shufflenet_v2_x1_5(), imagenet));
static_assert(is_whole(models::shufflenet_v2_x2_0(), imagenet));
static_assert(is_whole(models::regnet_x_400mf(), imagenet));
static_assert(is_whole(models::regnet_x_800mf(), imagenet));
static_assert(is_whole(models::regnet_x_1_6gf(), imagenet));
static_assert(is_whole(models::regnet_x_3_2gf(), imagenet));
static_assert(is_whole(models::regnet_x_8gf(), imagenet));
static_assert(is_whole(models::regnet_x_16gf(), imagenet));
static_assert(is_whole(models::regnet_x_32gf(), imagenet));
static_assert(is_whole(models::regnet_y_400mf(), imagenet));
static_assert(is_whole(models::regnet_y_800mf(), imagenet));
static_assert(is_whole(models::regnet_y_1_6gf(), imagenet));
static_assert(is_whole(models::regnet_y_3_2gf(), imagenet));
static_assert(is_whole(models::regnet_y_8gf(), imagenet));
static_assert(is_whole(models::regnet_y_16gf(), imagenet));
static_assert(is_whole(models::regnet_y_32gf(), imagenet));
static_assert(is_whole(models::efficientnet_v2_s(), {3, 384, 384}));
static_assert(is_whole(models::efficientnet_v2_m(), {3, 480, 480}));
static_assert(is_whole(models::efficientnet_v2_l(), {3, 480, 480}));
static_assert(is_whole(models::convnext_tiny(), imagenet));
static_assert(is_whole(models::convnext_small(), imagenet));
static_assert(is_whole(models::convnext_base(), imagenet));
static_assert(is_whole(models::convnext_large(), imagenet));
static_assert(is_whole(models::vit_b_16(), imagenet));
static_assert(is_whole(models::vit_b_32(), imagenet));
static_assert(is_whole(models::vit_l_16(), imagenet));
static_assert(is_whole(models::vit_l_32(), imagenet));
static_assert(is_whole(models::swin_t(), imagenet));
static_assert(is_whole(models::swin_s(), imagenet));
static_assert(is_whole(models::swin_b(), imagenet));
static_assert(is_whole(models::keyword_spotting(), {1, 49, 10}));
static_assert(is_whole(models::image_classification(), cifar));
static_assert(is_whole(models::anomaly_detection(), {640}));
static_assert(is_whole(models::visual_wake_words(), {3, 96, 96}));
static_assert(is_whole(models::person_detect(), {1, 96, 96}));
static_assert(is_whole(models::unet_2015(), {1, 572, 572}));
static_assert(is_whole(models::fcn_resnet50(), {3, 256, 256}));
static_assert(is_whole(models::deeplabv3_resnet50(), {3, 256, 256}));
static_assert(is_whole(models::ssd300_vgg16(), {3, 300, 300}));
static_assert(is_whole(models::retinanet_resnet50_fpn(), {3, 256, 256}));
static_assert(is_whole(models::yolov2(), {3, 608, 608}));
static_assert(is_whole(models::yolov3(), {3, 416, 416}));
static_assert(is_whole(models::yolov3_tiny(), {3, 416, 416}));
static_assert(is_whole(models::r3d_18(), {3, 16, 112, 112}));
static_assert(is_whole(models::mc3_18(), {3, 16, 112, 112}));
static_assert(is_whole(models::r2plus1d_18(), {3, 16, 112, 112}));
static_assert(is_whole(models::dcgan_generator(), {100, 1, 1}));
static_assert(is_whole(models::dcgan_discriminator(), {3, 64, 64}));
static_assert(is_whole(models::transformer_base(), {Shape{25}, Shape{25}}));
static_assert(is_whole(models::bert_base(), {Shape{128}, Shape{128}, Shape{128}}));
static_assert(is_whole(models::bert_large(), {Shape{128}, Shape{128}, Shape{128}}));
static_assert(is_whole(models::gpt2_small(), {Shape{1024}, Shape{1024}}));
static_assert(is_whole(models::gpt2_medium(), {Shape{1024}, Shape{1024}}));
static_assert(is_whole(models::gpt2_large(), {Shape{1024}, Shape{1024}}));
static_assert(is_whole(models::gpt2_xl(), {Shape{1024}, Shape{1024}}));
static_assert(is_whole(models::gru_keyword_spotter(), {101, 40}));
static_assert(is_whole(models::temporal_convolutional_network(), {1, 784}));
static_assert(is_whole(models::wavenet_stack(), {1, 4000}));

} // namespace
