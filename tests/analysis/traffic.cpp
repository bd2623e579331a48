#include <ctnn/analysis/traffic.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/densenet.hpp>
#include <ctnn/models/mobilenet.hpp>
#include <ctnn/models/resnet.hpp>

#include <limits>

#include "../support/csv.hpp"
#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr bool near(double a, double b, double relative = 1e-12) {
    const double difference = a < b ? b - a : a - b;
    return difference <= relative * (b < 0 ? -b : b);
}

// A user's layer that reads above and to the right, into the padding.
struct Far {
    static constexpr const char* name = "Far";

    Count up = 20;
    Count right = 20;
    Count height = 0; // of the output; 0: the input's

    constexpr Shape output_shape(const Shape& in) const {
        return {in.channels(), height > 0 ? height : in.height(), in.width()};
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
    constexpr Window window(const Shape&) const { return {{.before = up}, {.before = -right}}; }
};

// A user's layer that does not state what it reads.
struct Half {
    static constexpr const char* name = "Half";

    constexpr Shape output_shape(const Shape& in) const {
        return {in.channels(), in.height() / 2, in.width()};
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

constexpr int bytes_of_each_operation() {
    const Sequential net{Conv2d{3, 5, 3, 1, 1}, BatchNorm2d{}, Flatten{}, Linear{320, 10}};
    const auto report = traffic(net, {3, hide(8), 8});
    EXPECT(report.size() == 4);
    EXPECT((report[0] == Traffic{4 * (3 * 64 + 5 * 3 * 9 + 5), 4 * 5 * 64, 2 * 5 * 64 * 27}));
    EXPECT((report[1] == Traffic{4 * (5 * 64 + 4 * 5), 4 * 5 * 64, 0})); // statistics too
    EXPECT(report[2] == Traffic{});
    EXPECT((report[3] == Traffic{4 * (320 + 3210), 4 * 10, 2 * 3200}));
    EXPECT(report.total.bytes_read == 4 * (332 + 340 + 3530));
    EXPECT(report.total.bytes_written == 4 * (320 + 320 + 10));
    EXPECT(report.total.flops == flops(net, {3, 8, 8}));
    EXPECT(near(report[3].intensity(), 6400.0 / (4 * 3540)) && report[2].intensity() == 0);
    return 0;
}
PROVE_TWICE(bytes_of_each_operation)

constexpr int options_of_traffic() {
    // Parameters are read once per batch; their size is set separately.
    const Linear layer{100, 10};
    const auto four = traffic(layer, {hide(100)}, {.batch = 4, .bytes_per_parameter = 1});
    EXPECT((four[0] == Traffic{4 * 4 * 100 + 1010, 4 * 4 * 10, 4 * 2000}));
    const auto small = traffic(layer, {hide(100)}, {.bytes_per_activation = 1});
    EXPECT((small[0] == Traffic{100 + 4 * 1010, 10, 2000}));
    // A view that copies.
    const auto copied =
        traffic(Sequential{Flatten{}, Dropout{}}, {2, hide(3), 3}, {.free_views = false});
    EXPECT((copied[0] == Traffic{4 * 18, 4 * 18, 0} && copied[1] == copied[0]));
    // A merge reads all of its branches, each one's own size.
    const auto merged = traffic(Multiply{skip, GlobalAvgPool{}}, {2, hide(3), 3});
    EXPECT((merged[1] == Traffic{4 * (18 + 2), 4 * 18, 0}));
    const auto wide = traffic(Concat{skip, Conv2d{2, 5, 1, 1, 0, 1, 1, false}}, {2, hide(3), 3});
    EXPECT((wide[1] == Traffic{4 * (18 + 45), 4 * 63, 0}));
    return 0;
}
PROVE_TWICE(options_of_traffic)

// How much of a map each layer reads is in torch_layers.csv.
constexpr int what_is_read() {
    const auto read = [](const auto& net, const Shape& in) {
        return traffic(net, in, {.bytes_per_activation = 1})[0].bytes_read;
    };
    // Every second position of both axes.
    EXPECT(read(PointwiseConv{4, 8, false}, {4, hide(7), 6}) == 4 * 42 + 4 * 32);
    EXPECT(read(MaxPool2d{1, 2}, {4, hide(7), 6}) == 4 * 4 * 3);
    // An operand that a merge has twice is read once.
    EXPECT(read(Add{skip, skip}, {4, hide(5), 5}) == 100);
    EXPECT(read(Multiply{skip, skip, skip}, {hide(5)}) == 5);
    const auto shared = traffic(Sequential{ReLU{}, Add{skip, ReLU{}, skip}}, {hide(5)},
                                {.bytes_per_activation = 1});
    EXPECT(shared[1].bytes_read == 5 && shared[2].bytes_read == 10);
    // Maps of more than 2^31 - 1 along an axis count as read whole; a user's window may be
    // anywhere.
    EXPECT(read(ReLU{}, {1, hide(1) << 33, 1}) == Count{1} << 33);
    EXPECT(read(Far{}, {1, hide(9), 9}) == 0);
    EXPECT(read(Far{20, 0}, {1, hide(30), 9}) == 10 * 9);
    EXPECT(read(Far{20, 0}, {1, hide(1) << 33, 1}) == Count{1} << 33);
    // The same of an output of more than 2^31 - 1.
    EXPECT(read(Far{20, 0, Count{1} << 33}, {1, hide(30), 1}) == 30);
    // An Upsample to a larger map reads it whole if it interpolates or knows the size.
    constexpr auto bilinear = InterpolationMode::bilinear;
    EXPECT(read(Upsample{.scale_factor = 2}, {1, hide(8), 8}) == 64);
    EXPECT(read(Upsample{.scale_factor = 1.5, .mode = bilinear}, {1, hide(3), 3}) == 9);
    EXPECT(read(Upsample{.size = 3}, {1, hide(3), 2}) == 6);
    EXPECT(read(Upsample{.scale_factor = 0.5}, {1, hide(8), 8}) == 16);
    // Large kernels cost no more than small ones.
    const Count huge = 24'000;
    const Count weights = 4 * huge;
    EXPECT(read(Conv2d{1, 1, {huge, 1}, {huge + 1, 1}, 0, 1, 1, false}, {1, hide(10) * huge, 1}) ==
           weights + 9 * huge);
    const auto spread = [&](Count padding) {
        return ConvTranspose2d{1, 1, {huge, 1}, {2, 1}, {padding, 0}, 0, 1, false};
    };
    EXPECT(read(spread(0), {1, hide(10), 1}) == weights + 10);
    EXPECT(read(spread(huge / 2), {1, hide(10), 1}) == weights + 10);
    // Without a window the input counts as read whole.
    EXPECT(read(Half{}, {1, hide(30), 9}) == 30 * 9);
    return 0;
}
PROVE_TWICE(what_is_read)

// NVIDIA, "GPU Performance Background User's Guide": operations on FP16 data with their FLOPs per
// byte, and what limits them on a V100 (125 FP16 TFLOPS, 900 GB/s). It counts each position of a
// pool's window and one operation for a ReLU.
constexpr Convention window_places{
    "window places", "FLOPs", "2 a MAC, 1 a place of a pool's window or a comparison of a ReLU",
    [](const Operation& operation) -> Count {
        const Record& record = operation.record;
        if (record.op == Op::relu) return record.work.comparisons;
        if (record.op != Op::max_pool) return 2 * record.work.macs;
        return record.output.elements() * record.window[Axis::height].kernel *
               record.window[Axis::width].kernel;
    }};

constexpr int published_intensities() {
    const Device v100{.flops_per_second = 125e12, .bytes_per_second = 900e9};
    EXPECT(near(v100.ridge(), 138.9, 1e-3));
    const auto fp16 = [](const auto& layer, const Shape& in, Count batch) {
        return traffic(summarize(layer, in, window_places),
                       {.batch = batch, .bytes_per_activation = 2, .bytes_per_parameter = 2})
            .total;
    };
    const Linear linear{1024, 4096, false};
    const Traffic large = fp16(linear, {1024}, hide(512));
    const Traffic single = fp16(linear, {1024}, hide(1));
    const Traffic pool = fp16(MaxPool2d{3, 1, 1}, {64, 56, 56}, hide(8));
    const Traffic relu = fp16(ReLU{}, {64, 56, 56}, hide(8));
    EXPECT(near(large.intensity(), 315, 1e-3) && near(single.intensity(), 1, 2e-3));
    EXPECT(pool.intensity() == 2.25 && relu.intensity() == 0.25);
    EXPECT(time_bound(large, v100).binds == Binds::compute);
    EXPECT(time_bound(single, v100).binds == Binds::memory);
    EXPECT(time_bound(pool, v100).binds == Binds::memory);
    EXPECT(time_bound(relu, v100).binds == Binds::memory);
    EXPECT(near(time_bound(large, v100).seconds, 2.0 * 512 * 1024 * 4096 / 125e12));
    EXPECT(near(time_bound(relu, v100).seconds, 2.0 * 2 * 8 * 64 * 56 * 56 / 900e9));
    return 0;
}
PROVE_TWICE(published_intensities)

// The roofline: FLOPs per second are at most min(peak, bandwidth * intensity).
constexpr int below_the_roofline() {
    const Device device{.flops_per_second = 100.0, .bytes_per_second = 10.0};
    EXPECT(device.ridge() == 10);
    for (Count flops = hide(100); flops < 3000; flops += 100) {
        const Traffic moved{.bytes_read = 60, .bytes_written = 40, .flops = flops};
        const TimeBound bound = time_bound(moved, device);
        const double attainable = moved.intensity() < 10 ? 10 * moved.intensity() : 100;
        EXPECT(near(static_cast<double>(flops) / bound.seconds, attainable));
        EXPECT(bound.binds == (flops < 1000 ? Binds::memory : Binds::compute));
    }
    EXPECT(time_bound(Traffic{}, device).binds == Binds::nothing);
    return 0;
}
PROVE_TWICE(below_the_roofline)

constexpr int a_pass_is_the_sum_of_its_operations() {
    const Sequential net{Linear{10, 20, false}, ReLU{}, Flatten{}, Linear{20, 20, false}};
    const auto report = traffic(net, {hide(10)});
    const Device device{.flops_per_second = 1000.0, .bytes_per_second = 10.0};
    const double seconds = (4 * (10 + 200 + 20) + 4 * (20 + 20) + 4 * (20 + 400 + 20)) / 10.0;
    EXPECT(near(time_bound(report, device).seconds, seconds));
    EXPECT(time_bound(report, device).binds == Binds::memory);
    const Device slow{.flops_per_second = 0.1, .bytes_per_second = 10.0};
    EXPECT(near(time_bound(report, slow).seconds, (400 + 800) / 0.1 + 16));
    EXPECT(time_bound(report, slow).binds == Binds::compute);
    EXPECT(time_bound(traffic(Flatten{}, {hide(2)}), slow).seconds == 0);
    return 0;
}
PROVE_TWICE(a_pass_is_the_sum_of_its_operations)

Count elements(const std::string& shape) {
    Count product = 1;
    for (const std::string& size : csv::split(shape, 'x')) product *= std::stoll(size);
    return product;
}

// Figures from PyTorch's modules, and of the sums from its graph.
TEST_CASE("ResNet-50's and MobileNetV2's traffic, from PyTorch's rows") {
    const auto compare = [](const auto& net, const std::string& model) {
        Count read = 0;
        Count written = 0;
        for (const csv::Row& row : csv::read(model + ".csv")) {
            if (row.at("call") == "0" || row.at("module_class") == "Dropout") continue;
            // Strided 1x1 convolutions read one position for each that they write.
            const bool skips = row.at("kernel") == "1x1" && row.at("stride") == "2x2";
            const Count channels = std::stoll(row.at("input_shape"));
            const std::string& out = row.at("output_shape");
            read += skips ? channels * elements(out.substr(out.find('x') + 1))
                          : elements(row.at("input_shape"));
            read += std::stoll(row.at("params")) + std::stoll(row.at("buffers"));
            written += elements(row.at("output_shape"));
        }
        std::map<std::string, Count> sizes;
        for (const csv::Row& node : csv::read("graphs/" + model + ".csv")) {
            const Count size = elements(node.at("output_shape"));
            const std::string& target = node.at("target");
            const bool is_sum = target == "operator.add" || target == "operator.iadd";
            const bool is_pool = target == "torch.nn.functional.adaptive_avg_pool2d";
            sizes[node.at("node")] = size;
            if (!is_sum && !is_pool) continue;
            for (const std::string& input : csv::split(node.at("inputs"), ' ')) {
                read += sizes.at(input);
            }
            written += size;
        }
        INFO(model);
        const auto report = traffic(net, {3, 224, 224});
        CHECK(report.total.bytes_read == 4 * read);
        CHECK(report.total.bytes_written == 4 * written);
    };
    compare(models::resnet50(), "resnet50");
    compare(models::resnet152(), "resnet152");
    compare(models::mobilenet_v2(), "mobilenet_v2");
}

TEST_CASE("figures that are not positive are refused") {
    const auto message = [](const Device& device) {
        try {
            static_cast<void>(time_bound(Traffic{.bytes_read = 1}, device));
        } catch (const shape_error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    const double infinite = std::numeric_limits<double>::infinity();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(message({1.0, 1.0}) == "");
    CHECK(message({std::numeric_limits<double>::max(), std::numeric_limits<double>::min()}) == "");
    for (const double bad : {0.0, -0.0, -1.0, infinite, -infinite, nan}) {
        CHECK(message({bad, 1.0}) == "Device.flops_per_second must be positive");
        CHECK(message({1.0, bad}) == "Device.bytes_per_second must be positive");
        CHECK_THROWS_AS(time_bound(traffic(skip, {4}), {bad, 1.0}), shape_error);
        CHECK_THROWS_AS(time_bound(traffic(ReLU{}, {4}), {1.0, bad}), shape_error);
    }
    CHECK(message({}) == "Device.flops_per_second must be positive");
    CHECK_THROWS_AS(traffic(ReLU{}, {4}, {.batch = 0}), shape_error);
    CHECK_THROWS_AS(traffic(ReLU{}, {4}, {.bytes_per_activation = 0}), shape_error);
    CHECK_THROWS_AS(traffic(ReLU{}, {4}, {.bytes_per_parameter = -1}), shape_error);
    CHECK_THROWS_AS(traffic(Linear{3, 4}, {4}), shape_error);
    CHECK_THROWS_AS(traffic(try_summarize(Linear{3, 4}, {4})), shape_error);
    CHECK_THROWS_WITH(
        traffic(Sequential{ReLU{}, ReLU{}}, {1000}, {.batch = INT64_MAX / 12'000}),
        "layer 1 (ReLU, at 1): a size or a count does not fit in 63 bits (input 1000)");
}

struct Window3 {
    static constexpr const char* name = "Window3";

    WindowAxis axis;

    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
    constexpr Window window(const Shape&) const { return {axis, {}}; }
};

struct Conv3 : Window3 {
    static constexpr Op op = Op::conv;
};

TEST_CASE("an invalid window of a user's layer is refused") {
    CHECK(refusal([] {
              return traffic(Conv3{{{.kernel = 3, .stride = 0, .dilation = 2}}}, {1, 9, 9});
          }).find("stride.height must be at least 1") != std::string::npos);
    const auto message = [](const WindowAxis& axis) {
        return refusal([&] { return traffic(Window3{axis}, {1, 10, 1}); });
    };
    CHECK(message({.kernel = 3}) == "no error");
    CHECK(message({.kernel = 3, .dilation = INT64_MAX}).find("dilation.height must be at most") !=
          std::string::npos);
    CHECK(message({.kernel = 3, .stride = 0}).find("stride.height must be at least 1") !=
          std::string::npos);
    CHECK(message({.kernel = 0}).find("kernel_size.height must be at least 1") !=
          std::string::npos);
    CHECK(message({.before = INT64_MIN}).find("padding.height must be at least") !=
          std::string::npos);
}

// Within the compilers' default limits.
constexpr auto resnet152 = traffic(models::resnet152(), {3, 224, 224});
static_assert(resnet152.total.flops == flops(models::resnet152(), {3, 224, 224}));
constexpr auto densenet201 = traffic(models::densenet201(), {3, 224, 224});
constexpr Device device{.flops_per_second = 1e12, .bytes_per_second = 1e11};
// Running operations one after the other is not faster than running all at once.
static_assert(time_bound(densenet201, device).seconds >=
              time_bound(densenet201.total, device).seconds);

} // namespace
