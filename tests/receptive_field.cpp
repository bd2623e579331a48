#include <ctnn/receptive_field.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/alexnet.hpp>
#include <ctnn/models/densenet.hpp>
#include <ctnn/models/efficientnet.hpp>
#include <ctnn/models/googlenet.hpp>
#include <ctnn/models/lenet.hpp>
#include <ctnn/models/mobilenet.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/models/squeezenet.hpp>
#include <ctnn/models/vgg.hpp>

#include "support/csv.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

constexpr bool is(const AxisField& axis, Count size, Count stride, Count padding) {
    return axis.size == size && axis.stride == stride && axis.padding == padding &&
           axis.first_centre == Fraction{size - 1 - 2 * padding, 2};
}

constexpr bool is(const ReceptiveField& field, Count size, Count stride, Count padding) {
    return is(field.height, size, stride, padding) && field.width == field.height;
}

// The published rows (google-research/receptive_field, RECEPTIVE_FIELD_TABLE.md: size, effective
// stride, effective padding) are of TF-slim's networks. TensorFlow pads `same` by max(K - S, 0) on
// an even input, an odd zero behind: nothing before and one behind a 3x3 window of stride 2.
constexpr Sequential tensorflow_pool{ZeroPad2d{{0, 1, 0, 1}}, MaxPool2d{3, 2}};

constexpr auto slim_alexnet_v2() {
    return Sequential{Conv2d{3, 64, 11, 4},         MaxPool2d{3, 2},
                      Conv2d{64, 192, 5, 1, same},  MaxPool2d{3, 2},
                      Conv2d{192, 384, 3, 1, same}, Conv2d{384, 384, 3, 1, same},
                      Conv2d{384, 256, 3, 1, same}, MaxPool2d{3, 2}};
}

constexpr int published_alexnet_and_vgg() {
    const Shape in{3, hide(224), 224};
    EXPECT(is(receptive_field(slim_alexnet_v2(), in), 195, 32, 64));
    EXPECT(is(receptive_field(models::vgg_a(), in), 150, 32, 59));
    EXPECT(is(receptive_field(models::vgg_d(), in), 212, 32, 90));
    // torchscan's: AlexNet's first convolution is padded here.
    EXPECT(receptive_field(models::alexnet(), in).height.size == 195);
    EXPECT(receptive_field(models::vgg11(), in).height.size == 150);
    EXPECT(receptive_field(models::vgg13(), in).height.size == 156);
    EXPECT(receptive_field(models::vgg16(), in).height.size == 212);
    EXPECT(receptive_field(models::vgg19(), in).height.size == 268);
    return 0;
}
PROVE_TWICE(published_alexnet_and_vgg)

// MobileNetV1 with TensorFlow's padding: a 3x3 convolution and 13 depthwise ones.
constexpr auto slim_mobilenet_v1() {
    const auto first = [](Count stride) {
        const Count before = stride == 2 ? 0 : 1;
        return ZeroPad2d{{before, 1, before, 1}};
    };
    const auto block = [first](Count out, Count stride = 1) {
        return Sequential{first(stride), DepthwiseConv{.kernel_size = 3, .stride = stride},
                          PointwiseConv{.out_channels = out}};
    };
    return Sequential{Sequential{first(2), Conv2d{3, 32, 3, 2}, Identity{}},
                      block(64),
                      block(128, 2),
                      block(128),
                      block(256, 2),
                      block(256),
                      block(512, 2),
                      repeat<5>(block(512)),
                      block(1024, 2),
                      block(1024)};
}

constexpr int published_mobilenet_v1() {
    const auto fields = receptive_fields(slim_mobilenet_v1(), {3, hide(224), 224});
    EXPECT(is(fields.network, 315, 32, 126));
    const Count endpoints[] = {3, 7, 11, 19, 27, 43, 59, 91};
    int at = 0;
    for (const Count endpoint : endpoints) EXPECT(fields[2 + 3 * at++].height.size == endpoint);
    EXPECT(fields[2 + 3 * 13].height.size == 315 && fields.size() == 3 * 14);
    // The usual padding of 1 has the same size, and its centres elsewhere.
    EXPECT(is(receptive_field(models::mobilenet_v1(), {3, 224, 224}), 315, 32, 157));
    return 0;
}
PROVE_TWICE(published_mobilenet_v1)

// TF-slim's resnet_v1: the last unit of each block but the fourth has the stride, on its 3x3; its
// shortcut is a 1x1 max pool. Explicit padding, but for the first pool.
template <class Shortcut>
constexpr auto slim_unit(Count width, Count stride, const Shortcut& shortcut) {
    const Sequential body{Conv2d{.out_channels = width, .kernel_size = 1},
                          Conv2d{width, width, 3, stride, 1}, Conv2d{width, 4 * width, 1}};
    return Sequential{Residual{body, shortcut}, ReLU{}};
}

template <int Units>
constexpr auto slim_block(Count width, Count stride) {
    return Sequential{
        slim_unit(width, 1, Conv2d{.out_channels = 4 * width, .kernel_size = 1}),
        repeat<Units - 2>(slim_unit(width, 1, skip)),
        slim_unit(width, stride, MaxPool2d{1, stride}),
    };
}

template <int Block1, int Block2, int Block3, int Block4>
constexpr auto slim_resnet_v1() {
    return Sequential{Conv2d{3, 64, 7, 2, 3},     tensorflow_pool,
                      slim_block<Block1>(64, 2),  slim_block<Block2>(128, 2),
                      slim_block<Block3>(256, 2), slim_block<Block4>(512, 1)};
}

constexpr int published_resnets() {
    const Shape in{3, hide(224), 224};
    const auto fields = receptive_fields(slim_resnet_v1<3, 4, 6, 3>(), in);
    EXPECT(is(fields.network, 483, 32, 239) && fields.network.is_aligned);
    EXPECT(fields.network.exceeds_input());
    // The blocks' ends: a first unit has 6 operations, the others 5 and, with a pool, 6.
    const int ends[] = {2 + 17, 2 + 17 + 22, 2 + 17 + 22 + 32, 2 + 17 + 22 + 32 + 17};
    const Count sizes[] = {35, 99, 291, 483};
    for (int i = 0; i < 4; ++i) EXPECT(fields[ends[i]].height.size == sizes[i]);
    EXPECT(is(receptive_field(slim_resnet_v1<3, 4, 23, 3>(), in), 1027, 32, 511));
    EXPECT(is(receptive_field(slim_resnet_v1<3, 8, 36, 3>(), in), 1507, 32, 751));
    EXPECT(is(receptive_field(slim_resnet_v1<3, 24, 36, 3>(), in), 1763, 32, 879));
    return 0;
}
PROVE_TWICE(published_resnets)

// The usual placement.
constexpr int the_usual_resnet50_sees_427() {
    const auto summary = summarize(models::resnet50(), {3, hide(224), 224});
    const auto fields = receptive_fields(summary);
    EXPECT(fields.network.height.size == 427 && fields.network.height.stride == 32);
    EXPECT(fields.network.is_aligned && fields.network.exceeds_input());
    EXPECT(summary[fields.network_row].output == Shape{2048, 7, 7});
    // The pool and all behind it see the image, and the padding around it.
    const AxisField last = fields[fields.size() - 1].height;
    EXPECT(last.size == 427 + 6 * 32 && last.is_whole && last.stride == 0);
    return 0;
}
PROVE_TWICE(the_usual_resnet50_sees_427)

} // namespace
