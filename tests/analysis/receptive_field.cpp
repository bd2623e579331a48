#include <ctnn/analysis/receptive_field.hpp>

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

#include <algorithm>
#include <random>
#include <string>

#include "../support/csv.hpp"
#include "../support/refusal.hpp"
#include "../support/twice.hpp"

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
// an even input, the odd zero after: none before and one after a 3x3 window of stride 2.
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
    // torchscan's AlexNet, whose first convolution is padded.
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
// shortcut is a 1x1 max pool. Explicit padding, except at the first pool.
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

constexpr int published_resnet50() {
    const auto fields = receptive_fields(slim_resnet_v1<3, 4, 6, 3>(), {3, hide(224), 224});
    EXPECT(is(fields.network, 483, 32, 239) && fields.network.is_aligned);
    EXPECT(fields.network.exceeds_input());
    // The blocks' ends: a first unit has 6 operations, the others 5 and, with a pool, 6.
    const int ends[] = {2 + 17, 2 + 17 + 22, 2 + 17 + 22 + 32, 2 + 17 + 22 + 32 + 17};
    const Count sizes[] = {35, 99, 291, 483};
    for (int i = 0; i < 4; ++i) EXPECT(fields[ends[i]].height.size == sizes[i]);
    return 0;
}
PROVE_TWICE(published_resnet50)

constexpr int published_resnet101() {
    return is(receptive_field(slim_resnet_v1<3, 4, 23, 3>(), {3, hide(224), 224}), 1027, 32, 511)
               ? 0
               : 1;
}
PROVE_TWICE(published_resnet101)

constexpr int published_resnet152() {
    return is(receptive_field(slim_resnet_v1<3, 8, 36, 3>(), {3, hide(224), 224}), 1507, 32, 751)
               ? 0
               : 1;
}
PROVE_TWICE(published_resnet152)

constexpr int published_resnet200() {
    return is(receptive_field(slim_resnet_v1<3, 24, 36, 3>(), {3, hide(224), 224}), 1763, 32, 879)
               ? 0
               : 1;
}
PROVE_TWICE(published_resnet200)

// The usual placement.
constexpr int the_usual_resnet50_sees_427() {
    const auto summary = summarize(models::resnet50(), {3, hide(224), 224});
    const auto fields = receptive_fields(summary);
    EXPECT(fields.network.height.size == 427 && fields.network.height.stride == 32);
    EXPECT(fields.network.is_aligned && fields.network.exceeds_input());
    EXPECT(summary[fields.network_row].output == Shape{2048, 7, 7});
    // The pool and everything after it see the image and the padding around it.
    const AxisField last = fields[fields.size() - 1].height;
    EXPECT(last.size == 427 + 6 * 32 && last.is_whole && last.stride == 0);
    return 0;
}
PROVE_TWICE(the_usual_resnet50_sees_427)

// Fields measured with PyTorch's gradients: data/make_receptive_field.py.
class Measured {
  public:
    Measured() {
        for (const csv::Row& row : csv::read("receptive_field.csv")) rows_[row.at("name")] = row;
    }

    template <Layer L>
    void compare(const std::string& name, const L& net) {
        INFO(name);
        const csv::Row row = rows_.at(name);
        rows_.erase(name);
        const auto fields = receptive_fields(net, {1, 192, 192});
        const AxisField height = fields[fields.size() - 1].height;
        CHECK(height.size == std::stoll(row.at("size")));
        CHECK(height.stride == fraction(row.at("stride")));
        CHECK(height.first_centre == fraction(row.at("first_centre")));
        // Without upsampling, the first field begins half of its size before its centre.
        if (height.stride.denominator == 1) {
            CHECK(height.padding + height.first_centre == Fraction{height.size - 1, 2});
        }
    }

    bool all_compared() const { return rows_.empty(); }

  private:
    static Fraction fraction(const std::string& text) {
        const auto parts = csv::split(text, '/');
        return {std::stoll(parts[0]), parts.size() > 1 ? std::stoll(parts[1]) : 1};
    }

    std::map<std::string, csv::Row> rows_;
};

constexpr Conv2d conv(Count kernel, Padding padding = 0, Count stride = 1, Count dilation = 1) {
    return {.out_channels = 1,
            .kernel_size = kernel,
            .stride = stride,
            .padding = padding,
            .dilation = dilation};
}

constexpr ConvTranspose2d transposed(Count kernel, Count stride, Count padding = 0,
                                     Count output_padding = 0) {
    return {1, 1, kernel, stride, padding, output_padding};
}

constexpr Upsample up(double factor, InterpolationMode mode = InterpolationMode::nearest) {
    return {.scale_factor = factor, .mode = mode};
}

/// One level of a U-Net: two convolutions, and a path down and up around the level below.
template <class Below>
constexpr auto u_net(const Below& below) {
    return Sequential{conv(3, 1), conv(3, 1),
                      Concat{skip, Sequential{AvgPool2d{2}, below, transposed(2, 2)}}, conv(3, 1),
                      conv(3, 1)};
}

TEST_CASE("receptive fields agree with gradients in PyTorch") {
    Measured measured;
    const auto bilinear = InterpolationMode::bilinear;
    const AvgPool2d half{2};

    measured.compare("conv5_stride2", Sequential{conv(5, 2, 2), conv(3)});
    measured.compare("conv4_same", Sequential{conv(4, same), conv(2, same)});
    measured.compare("conv3_dilated_same", Sequential{conv(3, same, 1, 2), conv(4, 0, 1, 3)});
    measured.compare(
        "pool_ceil",
        Sequential{AvgPool2d{.kernel_size = 3, .stride = 2, .ceil_mode = true}, conv(3, 1)});
    measured.compare("zero_pad",
                     Sequential{ZeroPad2d{{0, 0, 3, 1}}, conv(3), ZeroPad2d{{0, 0, -2, 0}}, half});
    measured.compare("transposed_2_2", transposed(2, 2));
    measured.compare("transposed_3_2", transposed(3, 2, 1, 1));
    measured.compare("transposed_4_2", Sequential{conv(4, 1, 2), transposed(4, 2, 1)});
    measured.compare("transposed_5_3", Sequential{conv(3), transposed(5, 3), conv(2)});
    measured.compare("transposed_3_1", Sequential{transposed(3, 1, 2), conv(3)});
    measured.compare(
        "transposed_twice",
        Sequential{conv(3, 1, 2), conv(3, 1, 2), transposed(4, 2, 1), transposed(3, 2), conv(3)});
    measured.compare("nearest_2", up(2));
    measured.compare("nearest_2_conv", Sequential{half, up(2), conv(3)});
    measured.compare("nearest_2_conv2", Sequential{half, up(2), conv(2)});
    measured.compare("nearest_3_conv", Sequential{conv(3), up(3), conv(3), conv(4)});
    measured.compare("nearest_nested", Sequential{half, half, up(2), conv(2), up(2), conv(2)});
    measured.compare("bilinear_2", Sequential{half, up(2, bilinear), conv(3)});
    measured.compare("bilinear_4", up(4, bilinear));
    measured.compare("bicubic_2", Sequential{up(2, InterpolationMode::bicubic), conv(3)});
    measured.compare("bilinear_half", Sequential{up(0.5, bilinear), conv(3)});
    measured.compare("adaptive", Sequential{AdaptiveAvgPool2d{64}, conv(3)});
    measured.compare("inception", Concat{conv(1), Sequential{conv(1), conv(3, 1)}, conv(5, 2),
                                         Sequential{AvgPool2d{3, 1, 1}, conv(1)}});
    measured.compare("misaligned", Add{conv(2, same), conv(4, same), skip});
    measured.compare("shifted", Sequential{Concat{ZeroPad2d{{0, 0, 4, -4}}, conv(3, 1)}, conv(3)});
    measured.compare("residual_stride",
                     Residual{Sequential{conv(3, 1, 2), conv(3, 1)}, conv(1, 0, 2)});
    measured.compare(
        "aspp",
        Sequential{AvgPool2d{4}, Concat{conv(1), conv(3, 2, 1, 2), conv(3, 4, 1, 4)}, conv(3)});
    measured.compare("unet", u_net(u_net(Sequential{conv(3, 1), conv(3, 1)})));
    CHECK(measured.all_compared());
}

// Layers along one unbounded axis, and how each maps an interval of its output to its input: the
// definition, position by position, against the recurrences.
struct Step {
    enum class Kind { window, transposed, nearest, bilinear, adaptive } kind;
    Count kernel, stride, dilation, padding; // the factor of an upsampling is its stride
    Count in, out;                           // of an adaptive pool, per `many` positions
    static constexpr Count many = 1000;

    void take(detail::AxisReach& reach) const {
        const WindowAxis axis{kernel, stride, dilation, padding, padding};
        const auto step = [&reach](Count from, Count to) {
            return detail::AxisReachStep{reach, {many * from, many * to, many}};
        };
        switch (kind) {
        case Kind::window: return step(1, 1).slide(axis);
        case Kind::transposed: return step(1, 1).transpose(axis);
        case Kind::nearest: return step(1, stride).resize({.kernel = 1});
        case Kind::bilinear: return step(1, stride).resize({.kernel = 2});
        case Kind::adaptive: return step(in, out).adapt();
        }
    }

    static Count down(Count a, Count b) { return a / b - (a % b < 0); }
    static Count up(Count a, Count b) { return -down(-a, b); }

    void go_back(Count& first, Count& last) const {
        switch (kind) {
        case Kind::window:
            first = first * stride - padding;
            last = last * stride - padding + dilation * (kernel - 1);
            return;
        case Kind::transposed:
            first = up(first + padding - (kernel - 1), stride);
            last = down(last + padding, stride);
            return;
        case Kind::nearest:
            first = down(first, stride);
            last = down(last, stride);
            return;
        case Kind::bilinear: // at (o + 1/2) / factor - 1/2, between two positions or on one
            first = down(2 * first + 1 - stride, 2 * stride);
            last = up(2 * last + 1 - stride, 2 * stride);
            return;
        case Kind::adaptive:
            first = down(first * in, out);
            last = up((last + 1) * in, out) - 1;
            return;
        }
    }
};

TEST_CASE("the recurrences agree with the definition on random layers") {
    std::mt19937 random(7);
    const auto from_to = [&random](int least, int most) {
        return least + static_cast<int>(random() % static_cast<unsigned>(most - least + 1));
    };
    int exact = 0;
    for (int net = 0; net < 5'000; ++net) {
        std::vector<Step> steps(static_cast<std::size_t>(from_to(1, 6)));
        detail::AxisReach reach;
        bool is_upsampled = false;
        bool is_exact = true; // as receptive_fields promises
        bool interpolates = false;
        std::string text;
        for (Step& step : steps) {
            step = {Step::Kind(from_to(0, 9) * 5 / 10),
                    from_to(1, 5),
                    from_to(1, 3),
                    from_to(1, 2),
                    from_to(0, 2),
                    from_to(1, 7),
                    from_to(1, 4)};
            if (from_to(0, 1) == 0) step.kind = Step::Kind::window;
            if (step.kind == Step::Kind::transposed) {
                step.dilation = 1;
                step.kernel = std::max(step.kernel, step.stride);
            }
            if (step.kind == Step::Kind::bilinear) {
                step.stride = std::max<Count>(step.stride, 2);
                interpolates = true;
            }
            const bool pools = step.kind == Step::Kind::adaptive;
            if (step.kind == Step::Kind::bilinear || (pools && step.in % step.out != 0))
                is_exact = false;
            const bool steps_on = step.kind == Step::Kind::window ? step.stride > 1 : pools;
            if (is_upsampled && steps_on) is_exact = false;
            if (step.kind == Step::Kind::transposed || step.kind == Step::Kind::nearest)
                is_upsampled = true;
            step.take(reach);
            text += ' ' + std::to_string(static_cast<int>(step.kind)) + ":" +
                    std::to_string(step.kernel) + "," + std::to_string(step.stride) + "," +
                    std::to_string(step.dilation) + "," + std::to_string(step.in) + "/" +
                    std::to_string(step.out);
        }
        Count size = 0;
        for (Count position = 0; position < 1296; ++position) {
            Count first = position;
            Count last = position;
            for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
                step->go_back(first, last);
            }
            size = std::max(size, last - first + 1);
        }
        INFO(text);
        REQUIRE(reach.bounds.size().floor() >= size);
        if (is_exact) REQUIRE(reach.bounds.size() == size);
        exact += is_exact;
        // What the first so many positions see together: a join.
        const Count many = from_to(1, 40);
        Count first = 0;
        Count unused = 0;
        Count last = many - 1;
        for (auto step = steps.rbegin(); step != steps.rend(); ++step) step->go_back(first, unused);
        unused = last;
        for (auto step = steps.rbegin(); step != steps.rend(); ++step) step->go_back(unused, last);
        const detail::Ends all = reach.all(many);
        if (interpolates) continue; // which ends at the ends of a map
        REQUIRE(!(first < all.first));
        REQUIRE(!(all.last < last));
        if (is_exact) REQUIRE((all.first == first && all.last == last));
    }
    CHECK(exact > 1'000);
}

constexpr int whether_the_centres_of_branches_agree() {
    const Shape in{1, hide(64), 64};
    EXPECT(receptive_field(u_net(u_net(skip)), in).is_aligned);
    EXPECT(receptive_field(models::googlenet(), {3, 224, hide(224)}).is_aligned);
    EXPECT(!receptive_field(Add{conv(2, same), skip}, in).is_aligned);
    EXPECT(!receptive_field(Sequential{Add{conv(2, same), skip}, conv(3)}, in).is_aligned);
    return 0;
}
PROVE_TWICE(whether_the_centres_of_branches_agree)

constexpr int axes_are_apart() {
    const Sequential net{Conv2d{.out_channels = 1,
                                .kernel_size = {3, 5},
                                .stride = {1, 2},
                                .padding = {1, 0},
                                .dilation = {2, 1}},
                         MaxPool2d{{1, 2}}};
    const ReceptiveField field = receptive_field(net, {1, hide(6), 20});
    EXPECT(is(field.height, 5, 1, 1) && is(field.width, 7, 4, 0));
    EXPECT(!field.exceeds_input() && !field.height.is_whole);
    const ReceptiveField tight = receptive_field(net, {1, hide(4), 20});
    EXPECT(tight.height.exceeds_input && !tight.width.exceeds_input && tight.exceeds_input());
    return 0;
}
PROVE_TWICE(axes_are_apart)

constexpr int what_sees_all_positions() {
    const Shape in{4, hide(8), 10};
    const auto last = [in](const auto& net) {
        const auto fields = receptive_fields(net, in);
        return fields[fields.size() - 1];
    };
    // A pool's window and a vector's elements.
    const ReceptiveField pooled = last(GlobalAvgPool{});
    EXPECT(is(pooled.height, 8, 8, 0) && is(pooled.width, 10, 10, 0));
    EXPECT(pooled.height.is_whole && pooled.width.is_whole && !pooled.exceeds_input());
    const ReceptiveField flat = last(Sequential{Flatten{}, Linear{320, 2}});
    EXPECT(is(flat.height, 8, 0, 0) && is(flat.width, 10, 0, 0));
    // A normalisation's own statistics; BatchNorm's are ready.
    EXPECT(last(LayerNorm{{4, 8, 10}}).height.is_whole);
    EXPECT(!last(LayerNorm{10}).height.is_whole && last(LayerNorm{10}).width.is_whole);
    EXPECT(last(GroupNorm{2}).height.is_whole);
    EXPECT(last(BatchNorm2d{.track_running_stats = false}).height.is_whole);
    EXPECT(!last(BatchNorm2d{}).height.is_whole && !last(LocalResponseNorm{3}).height.is_whole);
    EXPECT(!last(Softmax{}).height.is_whole && !last(Softmax{3}).height.is_whole);
    EXPECT(last(Softmax{3}).width.is_whole && last(Softmax{2}).height.is_whole);
    // A Linear on a map's last axis.
    EXPECT(last(Linear{10, 3}).width.is_whole && last(Linear{10, 3}).height.size == 1);
    // A gate: each position sees its own window, and everything else through the gate.
    const Sequential gated{conv(3, 1), Multiply{skip, Sequential{GlobalAvgPool{}, Sigmoid{}}},
                           conv(3, 1)};
    const ReceptiveField field = last(gated);
    EXPECT(field.height.is_whole && field.height.window_size == 5 && field.is_aligned);
    EXPECT(field.height.size ==
           11); // of the first position: from two before the input to one after it
    EXPECT(field.height.stride == 1 && field.height.first_centre == 0);
    EXPECT(field.height.padding == 2);
    // A single position repeated: all see the same.
    const ReceptiveField spread =
        last(Concat{conv(1), Sequential{GlobalAvgPool{}, Upsample{{8, 10}}}});
    EXPECT(spread.height.is_whole && spread.height.size == 8 && spread.height.window_size == 1);
    return 0;
}
PROVE_TWICE(what_sees_all_positions)

constexpr int networks_without_a_field() {
    const auto vectors = receptive_fields(Sequential{Linear{4, 2}, ReLU{}}, {hide(4)});
    EXPECT(vectors.size() == 2 && vectors[1] == ReceptiveField{} && vectors[1].is_known() &&
           vectors.network.height.size == 0);
    // Three positions each, two apart and one apart.
    const auto unequal =
        receptive_fields(Sequential{Add{conv(1, 0, 2), conv(3)}, conv(1)}, {1, hide(5), 5});
    EXPECT(unequal[0].height.size == 1 && unequal[1].height.size == 3);
    EXPECT(!unequal[2].is_known() && !unequal[3].is_known() && unequal[3].height.size == 0);
    // A global pool of any kind.
    EXPECT(receptive_fields(Sequential{conv(3, 1), MaxPool2d{8}}, {1, hide(8), 8}).network_row ==
           0);
    // Nothing but the network's input is a map.
    const auto flat = receptive_fields(Flatten{}, {1, hide(5), 5});
    EXPECT(flat.network_row == -1 && is(flat.network, 1, 1, 0));
    EXPECT(receptive_fields(skip, {1, hide(5), 5}).network_row == -1);
    return 0;
}
PROVE_TWICE(networks_without_a_field)

// The last map is one that the output comes from, not the last one made.
struct TrunkAndHead {
    static constexpr Size size = {.operations = 2, .edges = 2};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        walk.into("trunk", conv(3), tensor);
        Tensor beside = tensor;
        walk.into("head", conv(5), beside);
    }
};

constexpr int side_heads_are_ignored() {
    const auto fields = receptive_fields(TrunkAndHead{}, {1, hide(20), 20});
    EXPECT(fields.network_row == 0 && fields.network.height.size == 3);
    EXPECT(fields[1].height.size == 7);
    return 0;
}
PROVE_TWICE(side_heads_are_ignored)

// Upper bounds on what PyTorch's gradients show: branches of different phase are joined after an
// upsampling.
constexpr int bounds_after_upsampling() {
    const auto shift = [](Count by) { return ZeroPad2d{{0, 0, by, -by}}; };
    const Conv2d three{.out_channels = 1, .kernel_size = 3, .padding = same};
    const Upsample twice{.scale_factor = 2.0};
    const Sequential joined{Add{skip, Sequential{MaxPool2d{2}, three, twice}}, Add{skip, shift(1)}};
    EXPECT(receptive_field(joined, {1, hide(64), 64}).height.size == 8);
    // The stride is larger than the grain.
    const Sequential strided{Upsample{.scale_factor = 2.0},
                             MaxPool2d{.kernel_size = 4, .stride = 3}, Add{shift(-2), shift(1)}};
    EXPECT(receptive_field(strided, {1, hide(64), 64}).height.size >= 7);
    // Steps of 3 do not divide a grain of 4.
    const Add fine{skip, Sequential{MaxPool2d{2}, three, twice}};
    const Sequential coarse{
        Add{skip, Sequential{MaxPool2d{2}, fine, three, twice}},
        Conv2d{.out_channels = 1, .kernel_size = 2, .padding = same, .dilation = 3},
        Upsample{.scale_factor = 2.0, .mode = InterpolationMode::bilinear},
        Conv2d{.out_channels = 1, .kernel_size = 3, .stride = 2, .padding = 2},
        MaxPool2d{.kernel_size = 4, .stride = 3},
        Add{shift(2), skip}};
    EXPECT(receptive_field(coarse, {1, hide(192), 192}).height.size >= 32);
    // With align_corners positions lie (in - 1) / (out - 1) apart.
    const Upsample smaller{
        .size = {4, 4}, .mode = InterpolationMode::bilinear, .align_corners = true};
    const Sequential whole{smaller, Conv2d{.out_channels = 1, .kernel_size = 4}};
    EXPECT(receptive_field(whole, {1, hide(100), 100}).height.size >= 100);
    return 0;
}
PROVE_TWICE(bounds_after_upsampling)

// By PyTorch's gradients: 3, 13 (columns 0, 4, 8 and 12 of 16), and column 1 sees column 0 alone.
constexpr int joins_after_upsampling() {
    const auto last = [](const auto& net, const Shape& in) {
        const auto fields = receptive_fields(net, in);
        return fields[fields.size() - 1];
    };
    const Sequential flat{conv(1, 0, 2), transposed(2, 2, 1), Flatten{}};
    EXPECT(last(flat, {1, hide(3), 3}).height.size == 3);
    EXPECT(!last(flat, {1, hide(3), 3}).height.is_whole); // nothing sees column 1
    const Sequential cropped{conv(1, 0, 4), up(2), ZeroPad2d{-1}, GroupNorm{1}};
    EXPECT(last(cropped, {1, hide(16), 16}).width.size == 13);
    const Upsample cubic{.scale_factor = 3.0, .mode = InterpolationMode::bicubic};
    EXPECT(!last(cubic, {1, hide(3), 2}).width.is_whole);
    // Whole numbers of pixels, exactly.
    const Sequential halves{conv(2, 0, 2), up(2), GroupNorm{1}};
    EXPECT(is(last(Sequential{halves, Flatten{}}, {1, hide(8), 8}).height, 8, 0, 0));
    EXPECT(last(halves, {1, hide(8), 8}).height.is_whole);
    EXPECT(last(halves, {1, hide(8), 8}).height.window_size == 2);
    // To the ends of the map, not beyond them.
    for (const auto mode : {InterpolationMode::bilinear, InterpolationMode::bicubic}) {
        for (const bool align : {false, true}) {
            const Upsample larger{.size = {20, 20}, .mode = mode, .align_corners = align};
            const AxisField all = last(Sequential{larger, Flatten{}}, {1, hide(8), 8}).height;
            EXPECT(all.size == 8 && all.is_whole);
        }
    }
    return 0;
}
PROVE_TWICE(joins_after_upsampling)

// Whole means every position of the input: none skipped by a stride or a dilation, and no output
// position that sees padding alone.
constexpr int fields_that_are_whole() {
    const auto is_whole = [](const auto& net, Count size) {
        return receptive_field(net, {1, size, size}).height.is_whole;
    };
    EXPECT(is_whole(conv(5), hide(5)) && is_whole(conv(9, 4), hide(5)));
    EXPECT(!is_whole(conv(7, 3), hide(5)));       // the first sees four of them
    EXPECT(!is_whole(conv(3, 0, 1, 2), hide(5))); // every other one
    EXPECT(!is_whole(conv(2, 0, 4), hide(4)));    // two of them
    EXPECT(is_whole(Sequential{conv(2), conv(3, 0, 1, 2)}, hide(6)));
    EXPECT(!is_whole(Sequential{ZeroPad2d{-1}, conv(9, 6)}, hide(5))); // the borders are cropped
    EXPECT(is_whole(Sequential{ZeroPad2d{2}, conv(5), conv(9, 4)}, hide(5)));
    EXPECT(!is_whole(Sequential{conv(5), ZeroPad2d{1}}, hide(5)));
    EXPECT(is_whole(Sequential{conv(5), ZeroPad2d{1}, conv(3)}, hide(5)));
    EXPECT(is_whole(Add{conv(5, 2), conv(9, 4)}, hide(5)));
    // Columns of padding see nothing of any row.
    const Conv2d beside{.out_channels = 1, .kernel_size = {5, 1}, .padding = {0, 1}};
    EXPECT(!is_whole(beside, hide(5)));
    return 0;
}
PROVE_TWICE(fields_that_are_whole)

// Operations that treat the two axes of a square map differently.
constexpr int axes_treated_differently() {
    const auto last = [](const auto& net) {
        const auto fields = receptive_fields(Sequential{conv(3, 1), net}, {4, hide(8), 8});
        return fields[fields.size() - 1];
    };
    const ReceptiveField rows = last(LayerNorm{8});
    EXPECT(!rows.height.is_whole && rows.height.size == 3 && rows.width.is_whole);
    EXPECT(!last(Softmax{3}).height.is_whole && last(Softmax{3}).width.is_whole);
    EXPECT(last(Softmax{2}).height.is_whole && !last(Softmax{2}).width.is_whole);
    EXPECT(last(Linear{8, 8}).height.size == 3 && last(Linear{8, 8}).width.size == 10);
    const Conv2d tall{.out_channels = 4, .kernel_size = {3, 1}, .padding = {1, 0}};
    EXPECT(last(tall).height.size == 5 && last(tall).width.size == 3);
    EXPECT(last(Sequential{tall, ReLU{}, conv(3, 1)}).width.size == 5);
    const ReceptiveField joined = last(Concat{tall, skip});
    EXPECT(joined.height.size == 5 && joined.width.size == 3);
    EXPECT(last(Concat{skip, tall}) == joined);
    return 0;
}
PROVE_TWICE(axes_treated_differently)

// With padding after the map only, the last position does not see what the first one does.
constexpr int the_last_position_sees_less() {
    const ZeroPad2d pad_after{{0, 5, 0, 5}};
    const ReceptiveField window = receptive_field(Sequential{pad_after, conv(4)}, {1, hide(3), 3});
    EXPECT(window.height.size == 4 && !window.height.is_whole && window.exceeds_input());
    const auto shared = receptive_fields(Sequential{GroupNorm{1}, pad_after}, {1, hide(8), 8});
    EXPECT(shared[1].height.size == 13 && shared[1].height.window_size == 1);
    EXPECT(shared[0].height.is_whole && shared[1].width == shared[1].height);
    EXPECT(!shared[1].height.is_whole); // the padding sees nothing
    const Sequential cropped{ZeroPad2d{{-2, 0, -2, 0}}, GroupNorm{1}, pad_after}; // sees 2 to 7, 12
    EXPECT(receptive_field(cropped, {1, hide(8), 8}).height.size == 11);
    return 0;
}
PROVE_TWICE(the_last_position_sees_less)

/// A user's normalisation, whose counts differ from the library's.
struct CheapNorm {
    static constexpr const char* name = "CheapNorm";
    static constexpr Op op = Op::layer_norm;

    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

constexpr int a_norm_without_divisions_sees_all() {
    EXPECT(receptive_field(CheapNorm{}, {1, hide(1), 1}).height.size == 1);
    EXPECT(receptive_field(CheapNorm{}, {1, hide(4), 5}).width.size == 5);
    return 0;
}
PROVE_TWICE(a_norm_without_divisions_sees_all)

constexpr int a_field_past_63_bits_is_poisoned() {
    const Count most = max_size;
    const Conv2d stride{.out_channels = 1, .kernel_size = 1, .stride = most};
    const Conv2d wide{.out_channels = 1, .kernel_size = {1000, 1}, .padding = {999, 0}};
    const auto fields = receptive_fields(
        Sequential{stride, stride, stride, conv(3, 1), wide, conv(3, 1)}, {1, hide(1), 1});
    EXPECT(fields[1].height.size == 1 && fields[1].height.stride == most * most);
    EXPECT(fields[5].height.size == overflow && fields[5].height.window_size == overflow);
    // Beside a branch that is not.
    const Conv2d large{.out_channels = 1, .kernel_size = {most, 1}, .padding = {most / 2, 0}};
    const Sequential larger{large, large, large};
    const Shape pixel{1, hide(1), 1};
    EXPECT(receptive_field(Sequential{stride, large}, pixel).height.size == most * (most - 1) + 1);
    EXPECT(receptive_field(Sequential{stride, Add{skip, larger}}, pixel).height.size == overflow);
    EXPECT(receptive_field(Sequential{stride, Add{larger, skip}}, pixel).height.size == overflow);
    return 0;
}
PROVE_TWICE(a_field_past_63_bits_is_poisoned)

// Two kernels see at least 3 positions, however the fractions of grains round.
constexpr int no_small_field_of_large_fractions() {
    const Conv2d conv{.out_channels = 1, .kernel_size = {1, 7}, .padding = same};
    const Sequential net{Upsample{.size = {1, 31'993}}, conv, Upsample{.size = {1, 47'998}}, conv,
                         Upsample{.size = {1, 64'000}}};
    const Count size = receptive_field(net, {1, 1, hide(16'001)}).width.size;
    EXPECT(size == overflow || size >= 3);
    const auto branch = [](Count width, Count kernel) {
        return Sequential{Upsample{.size = {4, width}},
                          Conv2d{.out_channels = 1, .kernel_size = {1, kernel}, .padding = same},
                          Upsample{.size = {4, 900'001}}};
    };
    const auto field = [](const auto& one, const auto& other) {
        return receptive_field(Add{one, other}, {1, 4, hide(300'007)}).width.size;
    };
    const auto narrow = branch(600'011, 2);
    const auto wide = branch(599'999, 64);
    EXPECT(field(narrow, wide) == field(wide, narrow) && field(wide, narrow) >= 33);
    return 0;
}
PROVE_TWICE(no_small_field_of_large_fractions)

TEST_CASE("a network that does not fit has no receptive field") {
    CHECK_THROWS_AS(receptive_field(conv(7), {1, 5, 5}), shape_error);
    CHECK_THROWS_AS(receptive_fields(try_summarize(conv(7), {1, 5, 5})), shape_error);
}

// Within the compilers' default limits, one expression each.
constexpr auto resnet152 = receptive_fields(models::resnet152(), {3, 224, 224});
static_assert(resnet152.network.height.stride == 32);
constexpr auto densenet201 = receptive_fields(models::densenet201(), {3, 224, 224});
static_assert(densenet201.network.height.stride == 32);
constexpr auto efficientnet = receptive_fields(models::efficientnet_b0(), {3, 224, 224});
static_assert(efficientnet.network.height.is_whole);
constexpr auto cifar = receptive_fields(models::resnet_cifar<1202>(), {3, 32, 32});
static_assert(cifar.network.height.stride == 4);

/// A user's layer with any window.
struct Glimpse {
    static constexpr const char* name = "Glimpse";
    Window sees = {};

    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
    constexpr Window window(const Shape&) const { return sees; }
};

TEST_CASE("a map or a window that is too large for the arithmetic is refused") {
    CHECK(refusal([] {
              return receptive_field(ReLU{}, Shape{1, (1LL << 62) + 1, 1});
          }) == "layer 0 (ReLU): expects a height of at most 2147483647, gets 4611686018427387905");
    struct Setting {
        const char* name;
        Count WindowAxis::*size;
        Count least;
    };
    for (const Setting& setting : {Setting{"kernel_size", &WindowAxis::kernel, 1},
                                   {"stride", &WindowAxis::stride, 1},
                                   {"dilation", &WindowAxis::dilation, 1},
                                   {"padding", &WindowAxis::before, -max_size},
                                   {"padding", &WindowAxis::after, -max_size}}) {
        for (WindowAxis Window::*const axis : {&Window::height, &Window::width}) {
            Glimpse glimpse;
            const auto message = [&](Count size) {
                glimpse.sees.*axis.*setting.size = size;
                return refusal([&] { return receptive_field(glimpse, {1, 4, 4}); });
            };
            const std::string where = std::string("layer 0 (Glimpse): ") + setting.name +
                                      (axis == &Window::height ? ".height" : ".width");
            CHECK(message(max_size + 1) == where + " must be at most 2147483647, is 2147483648");
            CHECK(message(inferred).rfind(where + " must be ", 0) == 0);
            CHECK(message(setting.least - 1).rfind(where + " must be ", 0) == 0);
            CHECK(message(setting.least) == "no error");
            CHECK(message(max_size) == "no error");
        }
    }
}

} // namespace
