#include <ctnn/budget.hpp>

#include <ctnn/ctnn.hpp>

#include "support/twice.hpp"

using namespace ctnn;

namespace {

constexpr Sequential net{Conv2d{1, 5, 3, 1, 1}, MaxPool2d{2}, Flatten{}, Linear{1280, 10}};
using Bound = Model<net, Shape{1, 32, 32}>;

// 50 + 12,810 parameters; 46,080 + 12,800 MACs; 1x32x32 and 5x32x32 elements at once.
static_assert(within<Bound, Budget{}>());
static_assert(within<Bound, Budget{.params = 12'860, .macs = 58'880, .flops = 121'600}>());
static_assert(within<Bound, Budget{.activation_bytes = 4 * 6'400}>());
static_assert(within<Bound, Budget{.activation_bytes = 6'400, .bytes_per_element = 1}>());

constexpr int limits() {
    const auto summary = summarize(net, {1, hide(32), 32});
    EXPECT(is_within(summary, {.params = 12'860}) && !is_within(summary, {.params = 12'859}));
    EXPECT(is_within(summary, {.macs = 58'880}) && !is_within(summary, {.macs = 58'879}));
    EXPECT(is_within(summary, {.flops = 121'600}) && !is_within(summary, {.flops = 121'599}));
    EXPECT(is_within(summary, {.activation_bytes = 25'600}));
    EXPECT(!is_within(summary, {.activation_bytes = 25'599}));
    EXPECT(!is_within(try_summarize(net, {1, hide(40), 32}), {}));
    return 0;
}
PROVE_TWICE(limits)

constexpr int what_is_no_limit_is_refused() {
    const auto summary = summarize(net, {1, hide(32), 32});
    EXPECT(!is_within(summary, {.params = -1}) && !is_within(summary, {.bytes_per_element = 0}));
    EXPECT(!is_within(summary, {.activation_bytes = -5}));
    return 0;
}
PROVE_TWICE(what_is_no_limit_is_refused)

} // namespace
