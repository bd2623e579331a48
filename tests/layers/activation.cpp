#include <ctnn/layers/activation.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

/// Operations per element by the formula in each layer's comment.
constexpr Count per_element(const auto& layer) {
    const Shape in{2, hide(3), 4};
    const Count all = flops(layer, in, conventions::arithmetic);
    const bool keeps = output_shape(layer, in) == in && flops(layer, in) == 0 && all % 24 == 0;
    return keeps ? all / 24 : -1;
}

constexpr int each_keeps_the_shape_and_costs_what_its_formula_says() {
    EXPECT(per_element(ReLU{}) == 1 && per_element(ReLU6{true}) == 2);
    EXPECT(per_element(LeakyReLU{0.2}) == 2 && per_element(PReLU{}) == 2);
    EXPECT(per_element(ELU{.alpha = 0.5}) == 4 && per_element(Sigmoid{}) == 3);
    EXPECT(per_element(Tanh{}) == 1 && per_element(SiLU{}) == 4 && per_element(GELU{}) == 5);
    EXPECT(per_element(Hardsigmoid{}) == 4 && per_element(Hardswish{.inplace = true}) == 5);
    return 0;
}
PROVE_TWICE(each_keeps_the_shape_and_costs_what_its_formula_says)

constexpr int only_prelu_trains() {
    EXPECT(params(PReLU{}) == 1 && params(PReLU{.num_parameters = hide(8)}) == 8);
    EXPECT(params(ReLU{}) == 0 && params(GELU{}) == 0 && params(Sequential{SiLU{}, Tanh{}}) == 0);
    return 0;
}
PROVE_TWICE(only_prelu_trains)

} // namespace
