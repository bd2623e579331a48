#include <ctnn/layers/parameter.hpp>

#include <ctnn/analysis/memory.hpp>
#include <ctnn/analysis/traffic.hpp>
#include <ctnn/analysis/training.hpp>
#include <ctnn/conventions/all.hpp>
#include <ctnn/graph.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int a_parameter_is_a_source() {
    const Sequential net{Linear{.out_features = 8}, Add{skip, Parameter{hide(5), 8}}};
    const auto summary = summarize(net, {5, hide(3)});
    EXPECT(summary.size() == 3 && summary[1].operands == 0 && summary[1].output == Shape{5, 8});
    EXPECT(summary[1].params.weights == 40 && summary.totals.params == 3 * 8 + 8 + 40);
    EXPECT(summary[1].flops == 0 && summary.operand(2, 1) == 1);
    EXPECT(params(Parameter{2, 3, 4}) == 24 && params(Parameter{Shape{7}}, {hide(1)}) == 7);
    return 0;
}
PROVE_TWICE(a_parameter_is_a_source)

// It is stored with the weights: no activation, but bytes in flash, and a gradient.
constexpr int its_numbers_are_weights() {
    const Shape in{5, hide(8)};
    const Sequential net{Identity{}, Add{skip, Parameter{5, 8}}};
    EXPECT(parameter_bytes(net, in) == 160 && parameter_bytes(net, in, DType::int8) == 40);
    EXPECT(activation_bytes(net, in) == 2 * 160 && peak_activations(net, in) == 2 * 40);
    const auto plan = plan_memory(net, in, {.dtype = DType::int8, .in_place = nothing_in_place});
    EXPECT(plan.bytes == 2 * 48 && plan[1].bytes == 0);
    // A sum in place overwrites the other operand.
    const auto ideal = plan_memory(net, in, MemoryOptions::ideal(DType::int8));
    EXPECT(ideal.bytes == 48 && ideal[2].bytes == 48);
    const Sequential first{Concat{Parameter{5, 8}, Identity{}}};
    EXPECT(plan_memory(first, in, MemoryOptions::ideal(DType::int8)).bytes == 48 + 80);
    // Read by the operation that uses it, once for all samples, in a parameter's type.
    const TrafficOptions options{.batch = 3, .bytes_per_activation = 1, .bytes_per_parameter = 2};
    EXPECT(traffic(net, in, options)[1] == Traffic{});
    EXPECT(traffic(net, in, options)[2].bytes_read == 3 * 40 + 2 * 40);
    EXPECT(training(net, in).gradient_bytes == 160 && training(net, in).activation_bytes == 0);
    return 0;
}
PROVE_TWICE(its_numbers_are_weights)

constexpr int tools_do_not_count_it() {
    for (const Convention& convention : conventions::all) {
        EXPECT(flops(Parameter{4, hide(4)}, {1}, convention) == 0);
    }
    return 0;
}
PROVE_TWICE(tools_do_not_count_it)

TEST_CASE("a parameter has sizes of at least 1") {
    CHECK(refusal([] {
              return params(Parameter{3, 0});
          }) == "layer 0 (Parameter): size must be at least 1, is 0 or was left out");
    CHECK(refusal([] { return params(Parameter{Shape{}}); }) ==
          "layer 0 (Parameter): size must be at least 1, is 0 or was left out");
}

} // namespace
