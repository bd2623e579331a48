#include <ctnn/compose/chain.hpp>

#include <ctnn/graph.hpp>

#include "support/same_rows.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

/// A table of stages.
struct LinkStage {
    Count channels;
    Count kernel;
    int depth;
};
constexpr LinkStage stages[] = {{4, 3, 2}, {6, 5, 0}, {8, 3, 3}};

constexpr auto stage(int i) {
    const auto [channels, kernel, depth] = stages[i];
    const Conv2d conv{.out_channels = channels, .kernel_size = kernel, .padding = kernel / 2};
    return Sequential{conv, repeat<3>(Residual{Sequential{conv, BatchNorm2d{}}}, depth)};
}

// The rows are those of the same layers one by one.
constexpr int a_chain_is_its_layers() {
    const Shape in{3, hide(7), 9};
    const auto chained = summarize(Sequential{ReLU{}, chain<3>(stage), Flatten{}}, in);
    const auto by_hand =
        summarize(Sequential{ReLU{}, Sequential{stage(0), stage(1), stage(2)}, Flatten{}}, in);
    EXPECT(chained.size() == 2 + 3 + 3 * 5 && have_same_rows(chained, by_hand));
    EXPECT(chained.path(1) == "1.0.0" && chained.path(8) == "1.1.0");
    EXPECT(chained.path(12) == "1.2.1.0.add" && chained.parts[1].kind[0] == 'S');
    EXPECT(params(chain<3>(stage), in) == chained.totals.params);
    EXPECT(chained.totals.output == Shape{8 * hide(7) * 9});
    return 0;
}
PROVE_TWICE(a_chain_is_its_layers)

constexpr int chains_in_chains() {
    const auto net = chain<3>([](int i) {
        return chain<2>([i](int j) { return Linear{2 * i + j + 1, 2 * i + j + 2}; });
    });
    const auto summary = summarize(net, {hide(1)});
    EXPECT(summary.size() == 6 && summary.path(3) == "1.1" && summary.totals.output == Shape{7});
    EXPECT(params(net) == 1 * 2 + 2 + 2 * 3 + 3 + 3 * 4 + 4 + 4 * 5 + 5 + 5 * 6 + 6 + 6 * 7 + 7);
    return 0;
}
PROVE_TWICE(chains_in_chains)

// The layers are made by anything that can be called with their number.
struct Doubling {
    Count first;

    constexpr Linear operator()(int i) const { return {first << i, first << (i + 1)}; }
};
constexpr Linear links[] = {{3, 5}, {5, 2}};
constexpr int made_by_any_callable() {
    EXPECT(params(chain<3>(Doubling{hide(3)})) == 3 * 6 + 6 + 6 * 12 + 12 + 12 * 24 + 24);
    const auto net = chain<2>([](int i) -> const Linear& { return links[i]; });
    EXPECT(params(net) == 3 * 5 + 5 + 5 * 2 + 2 && output_shape(net, {3}) == Shape{2});
    EXPECT(sizeof(net) == 2 * sizeof(Linear));
    return 0;
}
PROVE_TWICE(made_by_any_callable)

constexpr int names_stand_for_numbers() {
    constexpr Name names[] = {"one", "two"};
    const auto net = chain<2>([&](int i) { return Named{names[i], ReLU{}}; });
    const auto summary = summarize(Sequential{net}, {hide(2)});
    EXPECT(summary.path(0) == "0.one" && summary.path(1) == "0.two");
    return 0;
}
PROVE_TWICE(names_stand_for_numbers)

// No links: the input passes through.
constexpr int an_empty_chain() {
    const auto net = Sequential{ReLU{}, chain<0>(stage), ReLU{}};
    const auto summary = summarize(net, {3, hide(4), 4});
    EXPECT(summary.size() == 2 && summary.operand(1) == 0 && params(chain<0>(stage)) == 0);
    EXPECT(have_same_rows(summary, summarize(Sequential{ReLU{}, Sequential{}, ReLU{}}, {3, 4, 4})));
    return 0;
}
PROVE_TWICE(an_empty_chain)

constexpr int the_error_names_the_link() {
    const auto net = chain<4>([](int i) { return Sequential{ReLU{}, Linear{3 + i / 3, 3}}; });
    const auto summary = try_summarize(net, {hide(3)});
    EXPECT(summary.error.misfit.problem == Problem::features && summary.error.path == "3.1");
    EXPECT(summary.error.index == 7 && summary.size() == 7);
    return 0;
}
PROVE_TWICE(the_error_names_the_link)

template <auto Net>
constexpr Count params_with_chain = params(Net, {3, 7, 9});
static_assert(params_with_chain<chain<3>(stage)> == params(chain<3>(stage), {3, 7, 9}));
static_assert(params_with_chain<chain<0>(stage)> == 0);

// A thousand links, no two alike.
constexpr auto pyramid = chain<1000>([](int i) { return Linear{i + 1, i + 2}; });
static_assert(params(pyramid) == [] {
    Count sum = 0;
    for (Count i = 1; i <= 1000; ++i) sum += (i + 1) * (i + 1);
    return sum;
}());
static_assert(output_shape(pyramid, {1}) == Shape{1001});

TEST_CASE("a thousand links") {
    const auto summary = summarize(pyramid, {1});
    CHECK(summary.size() == 1000);
    CHECK(summary.path(999) == "999");
    CHECK(summary[999].output == Shape{1001});
}

} // namespace
