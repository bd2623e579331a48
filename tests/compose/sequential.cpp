#include <ctnn/compose/sequential.hpp>

#include <ctnn/ctnn.hpp>

#include "support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int nesting() {
    const Sequential net{Conv2d{.out_channels = hide(4), .kernel_size = 3},
                         Sequential{ReLU{}, Sequential{MaxPool2d{2}, Flatten{}}, Identity{}},
                         Linear{.out_features = 10}};
    const Shape in{1, hide(8), 8};
    EXPECT(output_shape(net, in) == Shape{10});
    EXPECT(params(net, in) == 40 + 36 * 10 + 10);
    const auto summary = summarize(net, in);
    EXPECT(summary.size() == 6 && summary.totals.operations == 6);
    EXPECT(summary.path(0) == "0" && summary.path(2) == "1.1.0" && summary.path(3) == "1.1.1");
    EXPECT(summary.path(5) == "2");
    for (int i = 0; i < summary.size(); ++i) EXPECT(summary.operand(i) == i - 1);
    return 0;
}
PROVE_TWICE(nesting)

constexpr int an_empty_sequential_passes_its_input_on() {
    const Sequential<> nothing;
    const Shape in{hide(3), 4, 5};
    EXPECT(output_shape(nothing, in) == in && params(nothing) == 0 && flops(nothing, in) == 0);
    EXPECT(summarize(nothing, in).size() == 0 && summarize(nothing, in).totals.output == in);
    return 0;
}
PROVE_TWICE(an_empty_sequential_passes_its_input_on)

constexpr Sequential inner{ReLU{}, Linear{5, 2}};
static_assert(sizeof(Sequential{inner}) == sizeof(inner), "one Sequential in braces is a copy");
static_assert(params(Sequential{inner, ReLU{}}) == 12);

template <const auto& Net>
constexpr Count params_by_reference = params(Net);
template <auto Net>
constexpr Count params_by_value = params(Net);
static_assert(params_by_reference<inner> == 12 && params_by_value<inner> == 12);
static_assert(params_by_value<Sequential{Dropout{0.5}, Linear{5, 2}, LeakyReLU{0.2}}> == 12);

// Widths from a loop in the compiler.
constexpr Count widest_under(Count budget) {
    Count width = 1;
    while (params(Sequential{Linear{784, width + 1}, ReLU{}, Linear{width + 1, 10}}) <= budget)
        ++width;
    return width;
}
static_assert(widest_under(100'000) == 125); // 795 n + 10 <= 100,000

/// So many Sequentials in each other.
template <int Depth>
constexpr auto nested() {
    if constexpr (Depth == 0) {
        return ReLU{};
    } else {
        return Sequential{ReLU{}, nested<Depth - 1>()};
    }
}

// Within the default depth of constant evaluation of every compiler.
constexpr int ninety_nested_sequentials() {
    const auto summary = summarize(nested<90>(), {hide(3)});
    EXPECT(summary.size() == 91 && summary.path(1) == "1.0" && summary.path(62).size == 63);
    // Of more than 64 steps, the two ends.
    const Path deepest = summary.path(90);
    EXPECT(deepest.size == 64 && deepest.length() == 63 + 3 + 63);
    for (int i = 0; i < 64; ++i)
        EXPECT((deepest.steps[i] == (i == 32 ? Step{"...", 0} : Step{nullptr, 1})));
    return 0;
}
PROVE_TWICE(ninety_nested_sequentials)

// Many parts are stored in groups: none is lost, duplicated or moved where a group ends.
template <int... Is>
constexpr int parts_keep_their_order(detail::Indices<Is...>) {
    constexpr int parts = sizeof...(Is);
    const Count wider = hide(1);
    const auto summary = summarize(Sequential{Linear{Is + 1, Is + 1 + wider}...}, {1});
    EXPECT(summary.size() == parts && summary.totals.output == Shape{parts + 1});
    for (int i = 0; i < parts; ++i) {
        EXPECT(summary.input_of(i) == Shape{i + 1} && summary[i].output == Shape{i + 2});
        EXPECT(summary.path(i) == Text<20>{}.append(i).c_str() && summary.operand(i) == i - 1);
    }
    const auto sides = summarize(Concat{Linear{1, Is + wider}...}, {1});
    EXPECT(sides.size() == parts + 1 && sides.totals.output == Shape{parts * (parts + 1) / 2});
    for (int i = 0; i < parts; ++i) {
        EXPECT(sides[i].output == Shape{i + 1} && sides.operand(parts, i) == i);
    }
    return 0;
}

constexpr int many_parts() {
    const int lines[] = {parts_keep_their_order(detail::IndicesUpTo<31>{}),
                         parts_keep_their_order(detail::IndicesUpTo<32>{}),
                         parts_keep_their_order(detail::IndicesUpTo<33>{}),
                         parts_keep_their_order(detail::IndicesUpTo<64>{}),
                         parts_keep_their_order(detail::IndicesUpTo<65>{})};
    for (const int line : lines) {
        if (line != 0) return line;
    }
    return 0;
}
PROVE_TWICE(many_parts)

} // namespace
