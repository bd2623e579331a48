// The model zoo: one line per model, or one model's table.
//
//     zoo
//     zoo resnet50
//     zoo mobilenet_v1 --alpha 0.5 --input 3x160x160
#include <ctnn/ctnn.hpp>
#include <ctnn/format.hpp>
#include <ctnn/models/alexnet.hpp>
#include <ctnn/models/convnetjs.hpp>
#include <ctnn/models/densenet.hpp>
#include <ctnn/models/efficientnet.hpp>
#include <ctnn/models/googlenet.hpp>
#include <ctnn/models/lenet.hpp>
#include <ctnn/models/mobilenet.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/models/squeezenet.hpp>
#include <ctnn/models/vgg.hpp>

#include <charconv>
#include <cstdio>
#include <optional>
#include <string_view>
#include <system_error>

using namespace ctnn;

namespace {

/// What the user asked for; what was left out is the model's own.
struct Request {
    std::string_view name;
    std::optional<double> alpha = {};
    std::optional<Shape> input = {};
};

struct Entry {
    std::string_view name;
    Shape input;
    void (*show)(const Entry&, const Request&);
    bool has_alpha = false;
};

template <class Net>
void print_line(const Entry& entry, const Net& net) {
    const auto millions = [](Count count) { return static_cast<double>(count) / 1e6; };
    fmt::print("{:<18} {:>10} {:>12.3f} {:>14.3f} {:>14.3f} {:>7}\n", entry.name, entry.input,
               millions(params(net, entry.input)), millions(macs(net, entry.input)),
               millions(flops(net, entry.input)), operations<Net>());
}

template <class Net>
void show(const Entry& entry, const Request& request, const Net& net, const Shape& input) {
    if (request.name.empty()) {
        print_line(entry, net);
    } else {
        fmt::print("{}", summarize(net, input));
    }
}

/// A model without settings.
template <auto make>
void fixed(const Entry& entry, const Request& request) {
    show(entry, request, make(), request.input.value_or(entry.input));
}

/// A model with a width multiplier.
template <auto make>
void scaled(const Entry& entry, const Request& request) {
    const Shape input = request.input.value_or(entry.input);
    show(entry, request, make(request.alpha.value_or(1.0), input.height()), input);
}

constexpr Shape imagenet{3, 224, 224};
constexpr Shape cifar{3, 32, 32};

constexpr Entry entries[] = {
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
    {"resnet20", cifar, fixed<[] { return models::resnet_cifar<20>(); }>},
    {"resnet32", cifar, fixed<[] { return models::resnet_cifar<32>(); }>},
    {"resnet44", cifar, fixed<[] { return models::resnet_cifar<44>(); }>},
    {"resnet56", cifar, fixed<[] { return models::resnet_cifar<56>(); }>},
    {"resnet110", cifar, fixed<[] { return models::resnet_cifar<110>(); }>},
    {"resnet1202", cifar, fixed<[] { return models::resnet_cifar<1202>(); }>},
    {"densenet121", imagenet, fixed<[] { return models::densenet121(); }>},
    {"mobilenet_v1", imagenet,
     scaled<[](double alpha, Count size) { return models::mobilenet_v1(alpha, size); }>, true},
    {"mobilenet_v2", imagenet,
     scaled<[](double alpha, Count) { return models::mobilenet_v2(alpha); }>, true},
    {"mobilenet_v3_large", imagenet, fixed<[] { return models::mobilenet_v3_large(); }>},
    {"efficientnet_b0", imagenet, fixed<[] { return models::efficientnet_b0(); }>},
};

/// All of a text as one number; nothing if it is none.
template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return value;
}

/// `3x224x224`; nothing if it is no shape.
std::optional<Shape> shape(std::string_view text) {
    Shape result;
    while (true) {
        const std::size_t cross = text.find('x');
        const auto size = number<Count>(text.substr(0, cross));
        if (!size || *size < 1 || !result.append(*size)) return {};
        if (cross == std::string_view::npos) return result;
        text.remove_prefix(cross + 1);
    }
}

int refuse(std::string_view complaint) {
    fmt::print(stderr, "zoo: {}\nusage: zoo [MODEL [--alpha NUMBER] [--input CxHxW]]\n", complaint);
    return 2;
}

int refuse_name(std::string_view name) {
    std::string known;
    for (const Entry& entry : entries) known += fmt::format("\n  {}", entry.name);
    return refuse(fmt::format("no model '{}'; the models are{}", name, known));
}

int list_models() {
    fmt::print("{:<18} {:>10} {:>12} {:>14} {:>14} {:>7}\n", "model", "input", "params (M)",
               "MACs (M)", "FLOPs (M)", "layers");
    for (const Entry& entry : entries) entry.show(entry, {});
    fmt::print("FLOPs by the convention '{}': {}\n", conventions::lecture.name,
               conventions::lecture.rule);
    return 0;
}

int run(int count, char** arguments) {
    if (count == 1) return list_models();
    Request request{.name = arguments[1]};
    const Entry* found = nullptr;
    for (const Entry& entry : entries) {
        if (entry.name == request.name) found = &entry;
    }
    if (found == nullptr) return refuse_name(request.name);
    for (int i = 2; i < count; i += 2) {
        const std::string_view option = arguments[i];
        if (option != "--alpha" && option != "--input") {
            return refuse(fmt::format("unknown option '{}', expected --alpha or --input", option));
        }
        if (i + 1 == count) return refuse(fmt::format("{} expects a value", option));
        const std::string_view value = arguments[i + 1];
        if (option == "--input") {
            request.input = shape(value);
            if (!request.input) {
                return refuse(
                    fmt::format("--input expects CxHxW, such as 3x224x224, got '{}'", value));
            }
            continue;
        }
        request.alpha = number<double>(value);
        if (!request.alpha || !(*request.alpha > 0 && *request.alpha <= 100)) {
            return refuse(
                fmt::format("--alpha expects a number over 0, up to 100, got '{}'", value));
        }
        if (!found->has_alpha) {
            return refuse(fmt::format("{} has no width multiplier, so no --alpha", found->name));
        }
    }
    found->show(*found, request);
    return 0;
}

} // namespace

int main(int count, char** arguments) {
    try {
        return run(count, arguments);
    } catch (const shape_error& error) { // an input that the model does not take
        return refuse(error.what());
    }
}
