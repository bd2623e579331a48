#include <ctnn/within.hpp>

#include <ctnn/ctnn.hpp>

#include "support/twice.hpp"

using namespace ctnn;

namespace {

constexpr Sequential net{Conv2d{1, 5, 3, 1, 1}, MaxPool2d{2}, Flatten{}, Linear{1280, 10}};
using Bound = Model<net, Shape{1, 32, 32}>;

// 50 + 12,810 parameters; 46,080 + 12,800 MACs; 1x32x32 and 5x32x32 elements at once. Networks
// over a budget are in mistakes.inc.
constexpr int the_limits_of_a_model() {
    EXPECT(within<Bound, Budget{}>());
    EXPECT(within<Bound, Budget{.params = 12'860, .macs = 58'880, .flops = 121'600}>());
    EXPECT(within<Bound, Budget{.activation_bytes = 4 * 6'400}>());
    EXPECT(within<Bound, Budget{.activation_bytes = 6'400, .dtype = DType::int8}>());
    EXPECT(within<Bound, Budget{.parameter_bytes = 12'845 + 4 * 15, .dtype = DType::int8}>());
    return 0;
}
PROVE_TWICE(the_limits_of_a_model)

} // namespace
