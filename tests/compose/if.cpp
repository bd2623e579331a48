#include <ctnn/compose/if.hpp>

#include <ctnn/graph.hpp>

#include "support/same_rows.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

// The rows are those of the chosen layer alone.
TEST_CASE("a choice is what it chooses") {
    const auto of = [](const auto& layer) {
        return summarize(Sequential{Flatten{2}, layer, ReLU{}}, {3, 5, 6});
    };
    const Residual residual{Identity{}};
    CHECK(have_same_rows(of(If{true, ReLU{}, Sigmoid{}}), of(ReLU{})));
    CHECK(have_same_rows(of(If{false, ReLU{}, Sigmoid{}}), of(Sigmoid{})));
    CHECK(have_same_rows(of(If{true, residual, ReLU{}}), of(residual)));
    CHECK(have_same_rows(of(If{false, residual, ReLU{}}), of(ReLU{})));
    CHECK(have_same_rows(of(If{true, residual}), of(residual)));
    CHECK(have_same_rows(of(If{false, residual}), of(skip)));
    CHECK(have_same_rows(of(If{true, Named{"r", residual}, residual}), of(Named{"r", residual})));
    CHECK(have_same_rows(of(Named{"r", If{true, residual}}), of(Named{"r", residual})));
    CHECK(have_same_rows(of(If{true, If{false, ReLU{}, residual}}), of(residual)));
    CHECK(have_same_rows(of(Residual{If{true, ReLU{}}}), of(Residual{ReLU{}})));
    CHECK(have_same_rows(of(repeat<3>(If{true, residual, ReLU{}})), of(repeat<3>(residual))));
    CHECK(have_same_rows(of(repeat<3>(If{true, Named{"r", residual}, residual})),
                         of(repeat<3>(Named{"r", residual}))));
}

constexpr int a_layer_that_may_be_left_out() {
    for (const bool has_gate : {true, false}) {
        const Sequential net{Linear{hide(3), 4}, If{has_gate, Linear{4, 4}}, Linear{4, 2}};
        EXPECT(params(net) == 16 + (has_gate ? 20 : 0) + 10 && output_shape(net, {3}) == Shape{2});
        const auto summary = summarize(net, {3});
        EXPECT(summary.size() == (has_gate ? 3 : 2) && summary.path(summary.size() - 1) == "2");
        EXPECT(summary.path(1) == (has_gate ? "1" : "2"));
    }
    return 0;
}
PROVE_TWICE(a_layer_that_may_be_left_out)

// As a network it has no path of its own; its size has room for either.
constexpr int a_network() {
    const auto net = If{hide(1) == 1, Sequential{ReLU{}, Linear{3, 4}}, Sigmoid{}};
    EXPECT(net.size == (Size{2, 2, 1}) && size_of<decltype(net)>() == (Size{2, 2, 2}));
    const auto summary = summarize(net, {3});
    EXPECT(summary.size() == 2 && summary.path(1) == "1" && summary.totals.params == 16);
    EXPECT(summarize(If{hide(1) == 0, ReLU{}, Sigmoid{}}, {3}).path(0).is_empty());
    return 0;
}
PROVE_TWICE(a_network)

constexpr int the_other_layer_is_not_checked() {
    EXPECT(output_shape(If{hide(1) == 1, ReLU{}, Linear{9, 9}}, {3}) == Shape{3});
    const Error error =
        try_summarize(Sequential{If{hide(1) == 0, ReLU{}, Linear{9, 9}}}, {3}).error;
    EXPECT(error.misfit.problem == Problem::features && error.path == "0" && error.index == 0);
    return 0;
}
PROVE_TWICE(the_other_layer_is_not_checked)

template <auto Net>
constexpr Count params_with_choice = params(Net);
static_assert(params_with_choice<If{true, Linear{3, 4}, ReLU{}}> == 16);
static_assert(params_with_choice<If{false, Linear{3, 4}}> == 0);

} // namespace
