#include <ctnn/budget.hpp>

#include <ctnn/ctnn.hpp>

#include "support/twice.hpp"

using namespace ctnn;

namespace {

constexpr Sequential net{Conv2d{1, 5, 3, 1, 1}, MaxPool2d{2}, Flatten{}, Linear{1280, 10}};
// 50 + 12,810 parameters; 46,080 + 12,800 MACs; 1x32x32 and 5x32x32 elements at once.
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

constexpr int the_largest_part() {
    const auto summary = summarize(net, {1, hide(32), 32});
    const Overrun over = overrun(summary, {.params = 12'000});
    EXPECT(over && over.limit == Limit::params && over.actual == 12'860 && over.allowed == 12'000);
    EXPECT(over.index == 3 && over.op == Op::linear && over.path == "3");
    EXPECT(over.largest == 12'810 && over.percent() == 99);
    EXPECT(!overrun(summary, {.params = 12'860}));
    EXPECT(sentence(overrun(summary, {})).size == 0);
    EXPECT(!overrun(summarize(Sequential<>{}, {1, hide(32), 32}), {.params = 1}));
    return 0;
}
PROVE_TWICE(the_largest_part)

constexpr int figures_near_63_bits() {
    const Count wide = 2'100'000'000;
    const Overrun all = overrun(
        summarize(Linear{.in_features = wide, .out_features = wide, .bias = false}, {hide(wide)}),
        {.params = 1});
    EXPECT(all.largest == wide * wide && all.percent() == 100);
    Overrun part = all;
    part.largest = wide * wide / 4;
    EXPECT(part.percent() == 25);
    const Overrun bytes = overrun(summarize(Linear{10, 10}, {hide(10)}),
                                  {.activation_bytes = 1, .bytes_per_element = INT64_MAX});
    EXPECT(bytes.actual == INT64_MAX && bytes.largest == INT64_MAX && bytes.percent() == 100);
    return 0;
}
PROVE_TWICE(figures_near_63_bits)

constexpr int what_is_no_limit_is_refused() {
    const auto summary = summarize(net, {1, hide(32), 32});
    EXPECT(!is_within(summary, {.params = -1}) && !is_within(summary, {.bytes_per_element = 0}));
    EXPECT(!is_within(summary, {.activation_bytes = -5}));
    return 0;
}
PROVE_TWICE(what_is_no_limit_is_refused)

} // namespace
