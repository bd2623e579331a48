#include <ctnn/compose/multiply.hpp>

#include <ctnn/analysis/receptive_field.hpp>
#include <ctnn/analysis/traffic.hpp>
#include <ctnn/analysis/training.hpp>
#include <ctnn/conventions/all.hpp>
#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr Sequential vector_gate{GlobalAvgPool{}, Flatten{}};

constexpr int a_gate_scales_channels() {
    const Shape in{4, hide(5), 6};
    EXPECT(output_shape(Multiply{skip, GlobalAvgPool{}}, in) == in);
    EXPECT(output_shape(Multiply{vector_gate, skip}, in) == in);
    EXPECT(output_shape(Multiply{skip, Sigmoid{}}, in) == in);
    EXPECT(flops(Multiply{skip, skip}, in, conventions::arithmetic) == 120);
    // A gate times a gate is a gate: 4 and 120 products.
    EXPECT(summarize(Multiply{vector_gate, vector_gate, skip}, in)[4].work.multiplications == 124);
    return 0;
}
PROVE_TWICE(a_gate_scales_channels)

// A vector of C beside CxHxC scales channels or columns: either way, all questions have the same
// answers. Beside CxHx1 it would stretch the width to C, and is refused.
constexpr int a_gate_that_could_be_broadcast() {
    const Shape square{6, hide(5), 6};
    const Multiply net{skip, vector_gate};
    const Multiply gate{skip, GlobalAvgPool{}};
    EXPECT(output_shape(net, square) == square);
    EXPECT(receptive_field(net, square) == receptive_field(gate, square));
    EXPECT(training(net, square).bytes() == training(gate, square).bytes());
    EXPECT(traffic(net, square).total.flops == traffic(gate, square).total.flops);
    for (const Convention& convention : conventions::all) {
        EXPECT(flops(net, square, convention) == flops(gate, square, convention));
    }
    const Misfit both{Problem::branches, Field::none, Axis::none, 0, 1};
    EXPECT(try_summarize(net, {6, hide(5), 1}).error.misfit == both);
    EXPECT(try_summarize(Multiply{vector_gate, skip}, {6, hide(1), 1}).error.misfit == both);
    EXPECT(output_shape(net, {1, hide(5), 1}) == (Shape{1, 5, 1}));
    EXPECT(output_shape(gate, {6, hide(5), 1}) == (Shape{6, 5, 1}));
    return 0;
}
PROVE_TWICE(a_gate_that_could_be_broadcast)

constexpr int a_sum_has_no_gates() {
    EXPECT(try_summarize(Add{skip, vector_gate}, {4, hide(5), 6}).error);
    EXPECT(output_shape(Add{skip, vector_gate}, {6, hide(5), 6}) == (Shape{6, 5, 6}));
    return 0;
}
PROVE_TWICE(a_sum_has_no_gates)

} // namespace
