#include <ctnn/models/squeezenet.hpp>

#include <ctnn/ctnn.hpp>

#include "support/graph.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

void compare_squeezenet(const auto& summary, const std::string& model) {
    oracle::compare(summary, model, [](const Record& row) {
        return row.op == Op::concat || row.op == Op::flatten;
    });
    graph::compare(summary, model);
}

TEST_CASE("SqueezeNet agrees with torchvision row by row and node by node") {
    compare_squeezenet(summarize(models::squeezenet1_0(), {3, hide(224), 224}), "squeezenet1_0");
    compare_squeezenet(summarize(models::squeezenet1_1(), {3, hide(224), 224}), "squeezenet1_1");
}

constexpr int parameters_and_macs_of_squeezenet() {
    const Shape image{3, hide(224), 224};
    EXPECT(params(models::squeezenet1_0()) == 1'248'424);
    EXPECT(params(models::squeezenet1_1()) == 1'235'496);
    EXPECT(macs(models::squeezenet1_0(), image) == 818'924'576);
    EXPECT(macs(models::squeezenet1_1(), image) == 349'151'936);
    EXPECT(params(models::squeezenet1_1(hide(10))) == 1'235'496 - 990 * 513);
    EXPECT(output_shape(models::squeezenet1_0(hide(10)), image) == Shape{10});
    return 0;
}
PROVE_TWICE(parameters_and_macs_of_squeezenet)

} // namespace
