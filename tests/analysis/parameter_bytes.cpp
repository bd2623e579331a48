#include <ctnn/analysis/parameter_bytes.hpp>

#include <ctnn/graph.hpp>
#include <ctnn/models/mobilenet.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/models/vgg.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int parameters_are_stored_in_a_type() {
    const Linear layer{.in_features = 9, .out_features = 3}; // 27 weights, 3 biases
    const Shape in{hide(9)};
    EXPECT(parameter_bytes(layer, in) == 120 && parameter_bytes(layer, in, {DType::fp32}) == 120);
    EXPECT(parameter_bytes(layer, in, {DType::fp16}) == 60);
    EXPECT(parameter_bytes(layer, in, DType::bf16) == 60);
    EXPECT(parameter_bytes(summarize(layer, in), DType::int8) == 39);
    EXPECT(parameter_bytes(layer, in, {DType::int8}) == 27 + 12);
    EXPECT(parameter_bytes(layer, in, {DType::int4}) == 14 + 12);
    EXPECT(parameter_bytes(layer, in, {DType::binary}) == 4 + 12);
    return 0;
}
PROVE_TWICE(parameters_are_stored_in_a_type)

constexpr int batch_normalisation_is_folded() {
    const Shape in{3, hide(4), 4};
    const Sequential net{Conv2d{.out_channels = 8, .kernel_size = 1, .bias = false}, BatchNorm2d{},
                         ReLU{}};
    EXPECT(params(net, in) == 24 + 16);
    EXPECT(folded_params(net, in).weights == 24 && folded_params(net, in).biases == 8);
    EXPECT(parameter_bytes(net, in) == 4 * 40);
    EXPECT(parameter_bytes(net, in, {.fold_batch_norm = true}) == 4 * 32);
    const auto in_a_lambda = [](DType dtype) { return ParameterStorage{dtype}; };
    EXPECT(in_a_lambda(DType::int8).folds_batch_norm());
    ParameterStorage set_later;
    set_later.dtype = DType::int8;
    EXPECT(set_later.folds_batch_norm());
    set_later.fold_batch_norm = false;
    EXPECT(!set_later.folds_batch_norm());
    EXPECT(parameter_bytes(net, in, {DType::int8}) == 24 + 32);
    EXPECT(parameter_bytes(net, in, {DType::int8, false}) == 24 + 8 + 32);
    const Sequential biased{ConvTranspose2d{3, 8, 1}, BatchNorm2d{}};
    EXPECT(folded_params(biased, in).trainable() == 32);
    return 0;
}
PROVE_TWICE(batch_normalisation_is_folded)

// No layer before it to fold into; an output that something else reads too; statistics of the
// sample itself; features that are not the channels.
constexpr int batch_normalisation_that_cannot_be_folded() {
    const Shape in{3, hide(4), 4};
    const auto folded = [&in](const auto& net) { return folded_params(net, in).trainable(); };
    EXPECT(folded(BatchNorm2d{}) == 6);
    EXPECT(folded(Sequential{MaxPool2d{2}, BatchNorm2d{}}) == 6);
    EXPECT(folded(Sequential{Conv2d{3, 5, 1}, ReLU{}, BatchNorm2d{}}) == 20 + 10);
    EXPECT(folded(Sequential{Conv2d{3, 5, 1}, Residual{BatchNorm2d{}}}) == 20 + 10);
    EXPECT(folded(Sequential{Conv2d{3, 5, 1}, BatchNorm2d{.track_running_stats = false}}) == 30);
    EXPECT(folded(Sequential{Linear{4, 5}, BatchNorm2d{}}) == 25 + 6);
    EXPECT(folded(Sequential{Conv2d{3, 5, 1}, Concat{BatchNorm2d{}, BatchNorm2d{}}}) == 40);
    EXPECT(folded(Concat{Conv2d{3, 2, 1}, BatchNorm2d{}}) == 8 + 6);
    return 0;
}
PROVE_TWICE(batch_normalisation_that_cannot_be_folded)

// What is folded is what the normalisation reads, wherever it stands.
constexpr int batch_normalisation_is_folded_into_what_it_reads() {
    const Shape in{3, hide(4), 4};
    const auto folded = [&in](const auto& net) { return folded_params(net, in).trainable(); };
    const Sequential apart{Conv2d{3, 5, 1}, Tag{"x"}, Output{"y"}};
    EXPECT(folded(Sequential{apart, BatchNorm2d{}}) == 20 + 10); // the convolution is an output
    const Sequential later{Conv2d{3, 5, 1, 1, 0, 1, 1, false}, Tag{"x"}, Input{0}, Conv2d{3, 5, 1},
                           Add{skip, Sequential{From{"x"}, BatchNorm2d{}}}};
    EXPECT(folded(later) == 20 + 20);
    // Shared weights are stored once for each way in which they are normalised.
    const Shared conv{"w", Conv2d{3, 3, 1}};
    EXPECT(folded(Sequential{conv, ReLU{}, conv}) == 12);
    EXPECT(folded(Sequential{conv, BatchNorm2d{}, conv}) == 12 + 12);
    EXPECT(folded(Sequential{conv, BatchNorm2d{}, conv, BatchNorm2d{}}) == 12 + 12);
    EXPECT(folded(Sequential{conv, BatchNorm2d{}, conv, ReLU{}, conv}) == 12 + 12);
    EXPECT(folded(Sequential{conv, ReLU{}, conv, BatchNorm2d{}, ReLU{}, conv}) == 12 + 12);
    const Shared both{"w", Sequential{Conv2d{3, 3, 1}, BatchNorm2d{}}};
    EXPECT(folded(Sequential{both, both}) == 12);
    // Another layer of as many weights is another layer.
    const Conv2d own{3, 3, 1};
    const Shared other{"v", own};
    EXPECT(folded(Sequential{own, BatchNorm2d{}, other, ReLU{}, other}) == 12 + 12);
    EXPECT(folded(Sequential{conv, BatchNorm2d{}, other, ReLU{}, other}) == 12 + 12);
    // Norms are shared too.
    const Conv2d plain{3, 3, 1, 1, 0, 1, 1, false};
    const Shared v{"v", plain};
    const Shared w{"w", plain};
    const Shared norm{"n", BatchNorm2d{3}};
    EXPECT(folded(Sequential{v, norm, w, BatchNorm2d{}, w, norm}) == 3 * 12);
    EXPECT(folded(Sequential{v, norm, w, ReLU{}, w, norm}) == 12 + 9 + 12);
    EXPECT(folded(Sequential{v, norm, v, norm}) == 12);
    EXPECT(folded(Sequential{norm, ReLU{}, norm}) == 6);
    EXPECT(folded(Sequential{v, norm, ReLU{}, norm, ReLU{}, norm}) == 12 + 6);
    return 0;
}
PROVE_TWICE(batch_normalisation_is_folded_into_what_it_reads)

/// A convolution whose output is the network's, and batch normalisation beside it.
struct OutputAndBeside {
    static constexpr Size size = {.operations = 2, .edges = 2};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        walk.into("conv", Conv2d{3, 5, 1}, tensor);
        Tensor beside = tensor;
        walk.into("norm", BatchNorm2d{}, beside);
    }
};

constexpr int the_networks_output_counts_as_read() {
    EXPECT(folded_params(OutputAndBeside{}, {3, hide(4), 4}).trainable() == 20 + 10);
    return 0;
}
PROVE_TWICE(the_networks_output_counts_as_read)

constexpr Count image_bytes(const auto& net) {
    return parameter_bytes(net, {3, hide(224), 224});
}

// torchinfo's params size in MB; convnet-burden's, which has BatchNorm's statistics in it, in MiB.
constexpr int what_tools_print() {
    EXPECT(image_bytes(models::resnet152()) / 10'000 == 240'77);
    const auto burden = [](const auto& net) {
        const Totals all = totals(net, {3, hide(224), 224});
        return (4 * (all.params + all.buffers) + (1 << 19)) >> 20;
    };
    EXPECT(burden(models::vgg16()) == 528 && burden(models::resnet50_v1()) == 98);
    EXPECT(burden(models::resnet18()) == 45 && burden(models::mobilenet_v1()) == 16);
    return 0;
}
PROVE_TWICE(what_tools_print)

TEST_CASE("parameter bytes past 63 bits are refused") {
    const Linear wide{.out_features = INT64_MAX / 2, .bias = false};
    CHECK(refusal([&] { return parameter_bytes(wide, {1}); }) ==
          "a size or a count does not fit in 63 bits");
    CHECK(parameter_bytes(wide, {1}, {DType::int8}) == INT64_MAX / 2);
    const auto unfit = try_summarize(Linear{3, 4}, {5});
    CHECK(refusal([&] { return parameter_bytes(unfit); }).find("layer 0") == 0);
    CHECK(refusal([&] { return folded_params(unfit); }).find("layer 0") == 0);
}

} // namespace
