#include <ctnn/compose/output.hpp>

#include <ctnn/analysis/memory.hpp>
#include <ctnn/analysis/traffic.hpp>
#include <ctnn/analysis/training.hpp>
#include <ctnn/graph.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr Conv2d conv(Count channels, Count stride = 1) {
    return {.out_channels = channels, .kernel_size = 3, .stride = stride, .padding = 1};
}

constexpr int a_network_has_one_output_or_several() {
    const Shape in{3, hide(8), 8};
    const auto one = summarize(conv(4), in);
    EXPECT(one.outputs.size() == 1 && *one.outputs[0].name == '\0' && one.outputs[0].row == 0);
    EXPECT(one.outputs[0].shape == Shape{4, 8, 8});
    const Sequential net{conv(4),         Output{"large"}, conv(8, 2),
                         Output{"small"}, GlobalAvgPool{}, Flatten{}};
    const auto several = summarize(net, in);
    EXPECT(several.size() == 4 && several.outputs.size() == 3 && several.output_row == 3);
    EXPECT((Step{several.outputs[0].name, 0} == Step{"large", 0}));
    EXPECT((Step{several.outputs[1].name, 0} == Step{"small", 0}));
    EXPECT(several.outputs[1].row == 1 && several.outputs[1].shape == Shape{8, 4, 4});
    EXPECT(*several.outputs[2].name == '\0' && several.outputs[2].row == 3);
    const auto shapes = output_shapes(net, in);
    EXPECT(shapes.size() == 3 && shapes[0] == Shape{4, 8, 8} && shapes[1] == Shape{8, 4, 4});
    EXPECT(shapes[2] == Shape{8} && output_shape(net, in) == shapes[2]);
    EXPECT(output_shapes(Sequential{}, in).size() == 1);
    EXPECT(output_shapes(Sequential{}, in)[0] == in);
    return 0;
}
PROVE_TWICE(a_network_has_one_output_or_several)

constexpr int the_last_tensor_is_listed_once() {
    const auto last = summarize(Sequential{ReLU{}, Output{"y"}}, {hide(3)});
    EXPECT(last.outputs.size() == 1 && (Step{last.outputs[0].name, 0} == Step{"y", 0}));
    // An input may be an output too, and one tensor have two names.
    const auto both = summarize(Sequential{Output{"in"}, Output{"also"}, ReLU{}}, {hide(3)});
    EXPECT(both.outputs.size() == 3 && both.outputs[0].row == -1 && both.outputs[1].row == -1);
    EXPECT(both.outputs[2].row == 0);
    return 0;
}
PROVE_TWICE(the_last_tensor_is_listed_once)

// In plans, an output lives to the end.
constexpr int outputs_stay_alive() {
    const Shape in{1, hide(16), 16};
    const Sequential plain{conv(2), conv(4), conv(1), conv(1)};
    const Sequential net{conv(2), Output{"a"}, conv(4), conv(1), conv(1)};
    EXPECT(peak_activations(plain, in) == (2 + 4) * 256);
    EXPECT(peak_activations(net, in) == (2 + 4 + 1) * 256);
    const auto plan = plan_memory(net, in, {.dtype = DType::int8});
    EXPECT(plan.lower_bound == 7 * 256 && plan.bytes >= plan.lower_bound);
    EXPECT(plan[0].last_use == 3 && plan[1].last_use == 2);
    for (int row = 1; row < 4; ++row) {
        const Buffer& kept = plan[0];
        const Buffer& other = plan[row];
        EXPECT(kept.offset + kept.bytes <= other.offset ||
               other.offset + other.bytes <= kept.offset);
    }
    // Nothing is fused into an operation, or overwrites it, whose own output is one.
    const Sequential fused{conv(2), ReLU{}};
    const Sequential seen{conv(2), Output{"before"}, ReLU{}};
    EXPECT(peak_activations(fused, in, fused_in_place) == 3 * 256);
    EXPECT(peak_activations(seen, in, fused_in_place) == 4 * 256);
    const auto ideal = plan_memory(seen, in, MemoryOptions::ideal(DType::int8));
    EXPECT(ideal.bytes == 4 * 256 && ideal[0].offset != ideal[1].offset);
    // Batch normalisation is not folded into such a convolution either.
    const Sequential folded{conv(2), BatchNorm2d{}};
    const Sequential apart{conv(2), Output{"before"}, BatchNorm2d{}};
    EXPECT(parameter_bytes(folded, in, DType::int8) == 18 + 2 * 4);
    EXPECT(parameter_bytes(apart, in, DType::int8) == 18 + 2 * 4 + 2 + 2 * 4);
    return 0;
}
PROVE_TWICE(outputs_stay_alive)

// They are read, written and saved once, like any other tensor.
constexpr int outputs_cost_nothing_else() {
    const Shape in{3, hide(8), 8};
    const Sequential plain{conv(4), ReLU{}, conv(4), Sigmoid{}};
    const Sequential net{conv(4), Output{"a"}, ReLU{}, Output{"b"}, conv(4), Sigmoid{}};
    EXPECT(traffic(net, in).total == traffic(plain, in).total);
    EXPECT(training(net, in).activation_bytes == training(plain, in).activation_bytes);
    EXPECT(training(net, in).backward_macs == training(plain, in).backward_macs);
    EXPECT(flops(net, in) == flops(plain, in) && params(net, in) == params(plain, in));
    return 0;
}
PROVE_TWICE(outputs_cost_nothing_else)

TEST_CASE("outputs have names of their own") {
    const Sequential twice{ReLU{}, Output{"y"}, ReLU{}, Output{"y"}};
    CHECK(refusal([&] { return output_shape(twice, {3}); }) ==
          "layer 2 (Output, at 3): there is an output named y already (3, of layer 0); give each a "
          "name of its own");
    CHECK(refusal([&] { return params(twice); }).find("y already") != std::string::npos);
    const Sequential copies{repeat<2>(Sequential{ReLU{}, Output{"y"}})};
    CHECK(
        refusal([&] { return output_shape(copies, {3}); }) ==
        "layer 2 (Output, at 0.1.1): there is an output named y already (3, of layer 0); give each "
        "a name of its own");
}

} // namespace
