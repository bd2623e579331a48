// Every layer against PyTorch's own: tests/data/torch_layers.csv, where make_torch_layers.py says
// what each row is.
#include <ctnn/analysis/traffic.hpp>
#include <ctnn/ctnn.hpp>

#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/oracle.hpp"

using namespace ctnn;

namespace {

[[noreturn]] void not_a(const char* kind, const std::string& text) {
    throw std::runtime_error(std::string("not a ") + kind + ": '" + text + "'");
}

// What the file's texts mean.

void parse(const std::string& text, Count& value) {
    if (text == "None") {
        value = inferred;
        return;
    }
    std::size_t length = 0;
    value = std::stoll(text, &length);
    if (length != text.size()) not_a("number", text);
}

void parse(const std::string& text, bool& value) {
    if (text != "true" && text != "false") not_a("bool", text);
    value = text == "true";
}

void parse(const std::string& text, Real& value) {
    std::size_t length = 0;
    value = std::stod(text, &length);
    if (length != text.size()) not_a("real number", text);
}

/// The parts of `2x3`.
template <class T>
std::vector<T> parse_list(const std::string& text) {
    std::vector<T> list;
    for (const std::string& part : csv::split(text, 'x')) parse(part, list.emplace_back());
    return list;
}

void parse(const std::string& text, Extent& value) {
    const auto list = parse_list<Count>(text);
    if (list.size() != 1 && list.size() != 2) not_a("pair", text);
    value = list.size() == 1 ? Extent{list[0]} : Extent{list[0], list[1]};
}

void parse(const std::string& text, ResizedSize& value) {
    Extent size;
    parse(text, size);
    value = size;
}

void parse(const std::string& text, Padding& value) {
    if (text == "same" || text == "valid") {
        value = text == "same" ? same : valid;
        return;
    }
    Extent size;
    parse(text, size);
    value = Padding{size.height, size.width};
}

void parse(const std::string& text, Sides& value) {
    const auto list = parse_list<Count>(text);
    if (list.size() != 1 && list.size() != 4) not_a("number per side", text);
    value = list.size() == 1 ? Sides{list[0]} : Sides{list[0], list[1], list[2], list[3]};
}

void parse(const std::string& text, ScaleFactor& value) {
    const auto list = parse_list<Real>(text);
    if (list.size() != 1 && list.size() != 2) not_a("scale", text);
    value = list.size() == 1 ? ScaleFactor{list[0]} : ScaleFactor{list[0], list[1]};
}

void parse(const std::string& text, Shape& value) {
    value = {};
    for (const Count size : parse_list<Count>(text)) {
        if (!value.append(size)) not_a("shape", text);
    }
}

void parse(const std::string& text, InterpolationMode& value) {
    if (text == "nearest") {
        value = InterpolationMode::nearest;
    } else if (text == "bilinear") {
        value = InterpolationMode::bilinear;
    } else if (text == "bicubic") {
        value = InterpolationMode::bicubic;
    } else {
        not_a("mode", text);
    }
}

template <class T>
T parsed(const std::string& text) {
    T value;
    parse(text, value);
    return value;
}

/// `key=value;key=value`. Each setting is taken once; what is left over at the end is unknown.
class Settings {
  public:
    explicit Settings(const std::string& text) {
        for (const std::string& setting : csv::split(text, ';')) {
            const std::size_t equals = setting.find('=');
            if (equals == std::string::npos) not_a("setting", setting);
            const std::string key = setting.substr(0, equals);
            if (!settings_.emplace(key, setting.substr(equals + 1)).second) not_a("setting", text);
        }
    }

    /// The field keeps its value if it is not set.
    template <class T>
    void take(const char* key, T& field) {
        const auto setting = settings_.find(key);
        if (setting == settings_.end()) return;
        parse(setting->second, field);
        settings_.erase(setting);
    }

    template <class T>
    T take(const char* key) {
        T value = {};
        take(key, value);
        return value;
    }

    void require_all_taken() const {
        if (!settings_.empty()) not_a("known setting", settings_.begin()->first);
    }

  private:
    std::map<std::string, std::string> settings_;
};

// The layers, built at run time.

Conv2d conv2d(Settings& settings) {
    Conv2d layer;
    settings.take("in_channels", layer.in_channels);
    settings.take("out_channels", layer.out_channels);
    settings.take("kernel_size", layer.kernel_size);
    settings.take("stride", layer.stride);
    settings.take("padding", layer.padding);
    settings.take("dilation", layer.dilation);
    settings.take("groups", layer.groups);
    settings.take("bias", layer.bias);
    return layer;
}

DepthwiseConv depthwise_conv(Settings& settings) {
    DepthwiseConv layer;
    settings.take("channels", layer.channels);
    settings.take("kernel_size", layer.kernel_size);
    settings.take("stride", layer.stride);
    settings.take("padding", layer.padding);
    settings.take("dilation", layer.dilation);
    settings.take("depth_multiplier", layer.depth_multiplier);
    settings.take("bias", layer.bias);
    return layer;
}

PointwiseConv pointwise_conv(Settings& settings) {
    PointwiseConv layer;
    settings.take("in_channels", layer.in_channels);
    settings.take("out_channels", layer.out_channels);
    settings.take("bias", layer.bias);
    return layer;
}

ConvTranspose2d conv_transpose2d(Settings& settings) {
    ConvTranspose2d layer;
    settings.take("in_channels", layer.in_channels);
    settings.take("out_channels", layer.out_channels);
    settings.take("kernel_size", layer.kernel_size);
    settings.take("stride", layer.stride);
    settings.take("padding", layer.padding);
    settings.take("output_padding", layer.output_padding);
    settings.take("groups", layer.groups);
    settings.take("bias", layer.bias);
    settings.take("dilation", layer.dilation);
    return layer;
}

MaxPool2d max_pool2d(Settings& settings) {
    MaxPool2d layer{.kernel_size = settings.take<Extent>("kernel_size")};
    settings.take("stride", layer.stride);
    settings.take("padding", layer.padding);
    settings.take("dilation", layer.dilation);
    settings.take("ceil_mode", layer.ceil_mode);
    return layer;
}

AvgPool2d avg_pool2d(Settings& settings) {
    AvgPool2d layer{.kernel_size = settings.take<Extent>("kernel_size")};
    settings.take("stride", layer.stride);
    settings.take("padding", layer.padding);
    settings.take("ceil_mode", layer.ceil_mode);
    settings.take("count_include_pad", layer.count_include_pad);
    settings.take("divisor_override", layer.divisor_override);
    return layer;
}

AdaptiveAvgPool2d adaptive_avg_pool2d(Settings& settings) {
    return {.output_size = settings.take<Extent>("output_size")};
}

Linear linear(Settings& settings) {
    Linear layer;
    settings.take("in_features", layer.in_features);
    settings.take("out_features", layer.out_features);
    settings.take("bias", layer.bias);
    return layer;
}

Flatten flatten(Settings& settings) {
    Flatten layer;
    settings.take("start_dim", layer.start_dim);
    settings.take("end_dim", layer.end_dim);
    return layer;
}

BatchNorm2d batch_norm2d(Settings& settings) {
    BatchNorm2d layer;
    settings.take("num_features", layer.num_features);
    settings.take("eps", layer.eps);
    settings.take("momentum", layer.momentum);
    settings.take("affine", layer.affine);
    settings.take("track_running_stats", layer.track_running_stats);
    return layer;
}

BatchNorm1d batch_norm1d(Settings& settings) {
    const BatchNorm2d layer = batch_norm2d(settings);
    return {layer.num_features, layer.eps, layer.momentum, layer.affine, layer.track_running_stats};
}

LayerNorm layer_norm(Settings& settings) {
    LayerNorm layer;
    settings.take("normalized_shape", layer.normalized_shape);
    settings.take("eps", layer.eps);
    settings.take("elementwise_affine", layer.elementwise_affine);
    return layer;
}

GroupNorm group_norm(Settings& settings) {
    GroupNorm layer;
    settings.take("num_groups", layer.num_groups);
    settings.take("num_channels", layer.num_channels);
    settings.take("eps", layer.eps);
    settings.take("affine", layer.affine);
    return layer;
}

LocalResponseNorm local_response_norm(Settings& settings) {
    LocalResponseNorm layer;
    settings.take("size", layer.size);
    settings.take("alpha", layer.alpha);
    settings.take("beta", layer.beta);
    settings.take("k", layer.k);
    return layer;
}

PReLU prelu(Settings& settings) {
    PReLU layer;
    settings.take("num_parameters", layer.num_parameters);
    settings.take("init", layer.init);
    return layer;
}

LeakyReLU leaky_relu(Settings& settings) {
    LeakyReLU layer;
    settings.take("negative_slope", layer.negative_slope);
    settings.take("inplace", layer.inplace);
    return layer;
}

ELU elu(Settings& settings) {
    ELU layer;
    settings.take("alpha", layer.alpha);
    settings.take("inplace", layer.inplace);
    return layer;
}

Softmax softmax(Settings& settings) {
    Softmax layer;
    settings.take("dim", layer.dim);
    return layer;
}

Dropout dropout(Settings& settings) {
    Dropout layer;
    settings.take("p", layer.p);
    settings.take("inplace", layer.inplace);
    return layer;
}

ZeroPad2d zero_pad2d(Settings& settings) {
    return {.padding = settings.take<Sides>("padding")};
}

Upsample upsample(Settings& settings) {
    Upsample layer;
    settings.take("size", layer.size);
    settings.take("scale_factor", layer.scale_factor);
    settings.take("mode", layer.mode);
    settings.take("align_corners", layer.align_corners);
    return layer;
}

/// A layer without settings.
template <Layer L>
L plain(Settings&) {
    return {};
}

/// A layer whose one setting is `inplace`.
template <Layer L>
L in_place(Settings& settings) {
    L layer;
    settings.take("inplace", layer.inplace);
    return layer;
}

// The comparison.

/// What is read of the input; of an Upsample, a bound, which is met by the nearest of a size.
void compare_reads(const Record& record, const Shape& input, const csv::Row& row) {
    const auto read = parsed<Count>(row.at("read"));
    const Count least = detail::elements_read(record, input);
    CHECK(least <= read);
    const bool is_nearest = record.window == StoredWindow{};
    if (record.op != Op::upsample || (record.takes_output_size && is_nearest)) CHECK(least == read);
}

template <auto Build>
void compare(const csv::Row& row) {
    Settings settings(row.at("settings"));
    const auto layer = Build(settings);
    settings.require_all_taken();
    REQUIRE(layer.name == row.at("layer"));
    const auto input = parsed<Shape>(row.at("input"));
    if (row.at("output") == "error") {
        CHECK_THROWS_AS(output_shape(layer, input), shape_error);
        return;
    }
    CHECK(oracle::text(output_shape(layer, input)) == row.at("output"));
    CHECK(params(layer, input) == parsed<Count>(row.at("params")));
    CHECK(summarize(layer, input).totals.buffers == parsed<Count>(row.at("buffers")));
    CHECK(macs(layer, input) == parsed<Count>(row.at("macs")));
    if (!row.at("read").empty()) compare_reads(summarize(layer, input)[0], input, row);
}

const std::map<std::string, void (*)(const csv::Row&)> comparisons = {
    {"Conv2d", compare<conv2d>},
    {"DepthwiseConv", compare<depthwise_conv>},
    {"PointwiseConv", compare<pointwise_conv>},
    {"ConvTranspose2d", compare<conv_transpose2d>},
    {"MaxPool2d", compare<max_pool2d>},
    {"AvgPool2d", compare<avg_pool2d>},
    {"AdaptiveAvgPool2d", compare<adaptive_avg_pool2d>},
    {"GlobalAvgPool", compare<plain<GlobalAvgPool>>},
    {"Linear", compare<linear>},
    {"Flatten", compare<flatten>},
    {"BatchNorm2d", compare<batch_norm2d>},
    {"BatchNorm1d", compare<batch_norm1d>},
    {"LayerNorm", compare<layer_norm>},
    {"GroupNorm", compare<group_norm>},
    {"LocalResponseNorm", compare<local_response_norm>},
    {"ReLU", compare<in_place<ReLU>>},
    {"ReLU6", compare<in_place<ReLU6>>},
    {"LeakyReLU", compare<leaky_relu>},
    {"PReLU", compare<prelu>},
    {"ELU", compare<elu>},
    {"Sigmoid", compare<plain<Sigmoid>>},
    {"Tanh", compare<plain<Tanh>>},
    {"SiLU", compare<in_place<SiLU>>},
    {"GELU", compare<plain<GELU>>},
    {"Hardsigmoid", compare<in_place<Hardsigmoid>>},
    {"Hardswish", compare<in_place<Hardswish>>},
    {"Softmax", compare<softmax>},
    {"Dropout", compare<dropout>},
    {"Identity", compare<plain<Identity>>},
    {"ZeroPad2d", compare<zero_pad2d>},
    {"Upsample", compare<upsample>},
};

} // namespace

TEST_CASE("every layer agrees with PyTorch") {
    const std::vector<csv::Row> rows = csv::read("torch_layers.csv");
    std::map<std::string, std::size_t> seen;
    for (const csv::Row& row : rows) {
        const std::string& layer = row.at("layer");
        INFO(layer << " {" << row.at("settings") << "} on " << row.at("input"));
        const auto comparison = comparisons.find(layer);
        REQUIRE(comparison != comparisons.end());
        comparison->second(row);
        ++seen[layer];
    }
    std::size_t compared = 0;
    for (const auto& [layer, comparison] : comparisons) {
        INFO(layer);
        CHECK(seen[layer] >= 10);
        compared += seen[layer];
    }
    CHECK(compared == rows.size());
}
