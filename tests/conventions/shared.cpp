// What tools count of a module that is called several times: the oracle's modules/totals_tools.csv,
// rows shared_linear and siamese.
#include <ctnn/conventions/all.hpp>

#include <ctnn/graph.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

/// |a - b|
struct Distance {
    static constexpr const char* name = "Distance";
    constexpr Misfit check(const Operands&) const { return {}; }
    constexpr Shape output_shape(const Operands& of) const { return of[0]; }
    constexpr Work work(const Operands&, const Shape&) const { return {}; }
};

constexpr Shared fc{"fc", Linear{10, 10}};
constexpr Sequential shared_linear{fc, ReLU{}, fc};

constexpr Shared branch{"branch", Sequential{Conv2d{1, 16, 5}, ReLU{}, MaxPool2d{2},
                                             Conv2d{16, 32, 3, 1, 1}, ReLU{}, MaxPool2d{2},
                                             Flatten{}, Linear{32 * 6 * 6, 64}, Sigmoid{}}};
constexpr Sequential siamese{Branches{Distance{}, branch, Sequential{Input{1}, branch}},
                             Linear{64, 1}};

constexpr int every_call_counts() {
    const Inputs in{hide(10)};
    EXPECT(params(shared_linear, in) == 110 && macs(shared_linear, in) == 200);
    const auto count = [&](const Convention& by) { return flops(shared_linear, in, by); };
    EXPECT(count(conventions::torchinfo) == 220);
    EXPECT(count(conventions::ptflops) == 240);
    EXPECT(count(conventions::ptflops_modules) == 230);
    EXPECT(count(conventions::ptflops_aten) == 220);
    EXPECT(count(conventions::fvcore) == 200);
    EXPECT(count(conventions::thop) == 200);
    EXPECT(count(conventions::calflops_macs) == 200);
    EXPECT(count(conventions::calflops) == 410);
    EXPECT(count(conventions::deepspeed) == 410);
    return 0;
}
PROVE_TWICE(every_call_counts)

constexpr int both_branches_of_a_siamese_network_count() {
    const Inputs in{Shape{1, hide(28), 28}, Shape{1, 28, 28}};
    EXPECT(params(siamese, in) == 78'913 && macs(siamese, in) == 1'935'424);
    const auto count = [&](const Convention& by) { return flops(siamese, in, by); };
    EXPECT(count(conventions::torchinfo) == 1'963'201);
    EXPECT(count(conventions::ptflops) == 2'073'793);
    EXPECT(count(conventions::ptflops_modules) == 2'018'497);
    EXPECT(count(conventions::ptflops_aten) == 1'963'201);
    EXPECT(count(conventions::fvcore) == 1'935'424);
    EXPECT(count(conventions::thop) == 1'935'424);
    EXPECT(count(conventions::calflops_macs) == 1'935'424);
    EXPECT(count(conventions::calflops) == 3'953'792);
    EXPECT(count(conventions::deepspeed) == 3'953'792);
    return 0;
}
PROVE_TWICE(both_branches_of_a_siamese_network_count)

// A matrix of 1,000 x 1,000 on 20 rows, twice: the issue of torch.nn's parameters, each once.
constexpr int parameters_count_once() {
    const Shared dense{"dense", Linear{1000, 1000}};
    const Sequential net{dense, dense};
    EXPECT(params(net, {hide(20), 1000}) == 1'001'000 && macs(net, {20, 1000}) == 40'000'000);
    return 0;
}
PROVE_TWICE(parameters_count_once)

} // namespace
