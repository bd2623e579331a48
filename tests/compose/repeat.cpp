#include <ctnn/compose/repeat.hpp>

#include <ctnn/ctnn.hpp>

#include "support/refusal.hpp"
#include "support/same_rows.hpp"
#include "support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int copies() {
    const auto block =
        Sequential{Conv2d{.out_channels = hide(8), .kernel_size = 3, .padding = 1}, ReLU{}};
    const auto net = Sequential{repeat<3>(block), Flatten{}};
    const Shape in{2, hide(5), 5};
    EXPECT(output_shape(net, in) == Shape{200});
    // The first copy infers 2 input channels, the others 8.
    EXPECT(params(net, in) == (2 * 9 * 8 + 8) + 2 * (8 * 9 * 8 + 8));
    const auto summary = summarize(net, in);
    EXPECT(summary.size() == 7 && summary.path(4) == "0.2.0" && summary.path(6) == "1");
    return 0;
}
PROVE_TWICE(copies)

// Copies that are alike are counted and copied; the rows are those of the same layers one by one.
constexpr int copied_records_are_walked_records() {
    const auto block =
        Sequential{Residual{Sequential{Conv2d{.out_channels = 4, .kernel_size = 3, .padding = 1},
                                       BatchNorm2d{}}},
                   Concat{skip, Named{"side", Identity{}}}, PointwiseConv{.out_channels = 4}};
    const Shape in{hide(4), 5, 6};
    const auto copied = summarize(Sequential{ReLU{}, repeat<12>(block), ReLU{}}, in);
    const auto walked = summarize(Sequential{ReLU{},
                                             Sequential{block, block, block, block, block, block,
                                                        block, block, block, block, block, block},
                                             ReLU{}},
                                  in);
    EXPECT(copied.size() == 2 + 12 * 6 && have_same_rows(copied, walked));
    return 0;
}
PROVE_TWICE(copied_records_are_walked_records)

constexpr int names_stay_when_copied() {
    const auto summary = summarize(repeat<3>(Named{"relu", Sequential{ReLU{}, ReLU{}}}), {hide(2)});
    EXPECT(summary.path(0) == "relu.0" && summary.path(5) == "relu.1" && summary.operand(5) == 4);
    return 0;
}
PROVE_TWICE(names_stay_when_copied)

constexpr int copies_have_complete_paths() {
    const auto summary =
        summarize(Named{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                        Sequential{Named{"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", repeat<12>(ReLU{})}}},
                  {hide(3)});
    for (int i = 0; i < 12; ++i) {
        EXPECT(summary.path(i).size == 3 && summary.path(i).length() == (i < 10 ? 65 : 66));
        EXPECT((summary.path(i).steps[2] == Step{nullptr, i}));
    }
    EXPECT(summary.path(0) == "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.0");
    EXPECT(summary.path(11) ==
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.11");
    return 0;
}
PROVE_TWICE(copies_have_complete_paths)

// A sum over 63 bits is found at the copy that is too much.
constexpr int the_error_names_the_copy_that_does_not_fit() {
    const auto wide = Linear{1LL << 30, 1LL << 30, false}; // 2^60 parameters
    EXPECT(params(repeat<7>(wide), {hide(1LL << 30)}) == 7LL << 60);
    const auto over = try_summarize(repeat<100>(wide), {hide(1LL << 30)});
    EXPECT(over.error.misfit.problem == Problem::too_large && over.error.path == "3");
    EXPECT(over.error.index == 3 && over.size() == 3); // 4 * 2^61 FLOPs are 2^63
    return 0;
}
PROVE_TWICE(the_error_names_the_copy_that_does_not_fit)

static_assert(params(repeat<0>(Linear{3, 3})) == 0);
static_assert(output_shape(repeat<0>(Linear{3, 3}), Shape{5}) == Shape{5});
static_assert(params(repeat<1000>(Linear{3, 3})) == 12'000);
static_assert(sizeof(repeat<1000>(Linear{3, 3})) < 2 * sizeof(Linear), "stored once");

template <auto Net>
constexpr Count params_of = params(Net);
static_assert(params_of<repeat<2>(Linear{3, 3})> == 24);

// What the last Flatten got is known after copies of it too.
constexpr int the_error_after_copies_of_flatten_is_that_after_the_same_by_hand() {
    const Linear wrong{.in_features = 5, .out_features = 2};
    const Flatten flatten{};
    const Shape in{2, hide(3), 4};
    const Error copied = try_summarize(Sequential{repeat<4>(flatten), wrong}, in).error;
    const Error by_hand =
        try_summarize(Sequential{Sequential{flatten, flatten, flatten, flatten}, wrong}, in).error;
    EXPECT(copied && copied.index == by_hand.index && copied.path == by_hand.path);
    EXPECT(copied.other == Shape{24} && by_hand.other == Shape{24});
    return 0;
}
PROVE_TWICE(the_error_after_copies_of_flatten_is_that_after_the_same_by_hand)

/// Adds a tensor of long before.
struct AddHeld {
    static constexpr Size size = {.operations = 1, .edges = 2};

    Tensor held;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        const Tensor branches[] = {tensor, held};
        walk.merge("add", AddMerge{}, branches, 2, tensor);
    }
};

/// Each of five copies adds what the first one gets, or what the layer before that got.
struct AddsHeld {
    static constexpr Size size = {.operations = 6, .edges = 11, .parts = 6};

    bool is_of_first;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        const Tensor before = tensor;
        walk.into(0, ReLU{}, tensor);
        walk.into(1, repeat<5>(AddHeld{is_of_first ? tensor : before}), tensor);
    }
};

constexpr int copies_read_a_held_tensor() {
    for (const bool is_of_first : {true, false}) {
        const auto summary = summarize(AddsHeld{is_of_first}, {hide(4)});
        EXPECT(summary.size() == 6);
        for (int row = 1; row < summary.size(); ++row) {
            EXPECT(summary.operand(row, 0) == row - 1);
            EXPECT(summary.operand(row, 1) == (is_of_first ? 0 : -1));
        }
    }
    return 0;
}
PROVE_TWICE(copies_read_a_held_tensor)

// Not walked to: found by division, in the compiler's default number of steps too.
constexpr int a_billion_copies_that_do_not_fit() {
    Walk walk{Walk::Ask::macs};
    walk.run(repeat<1'000'000'000>(Linear{1 << 20, 1 << 20}), {hide(1 << 20)});
    EXPECT(walk.error().misfit.problem == Problem::too_large);
    EXPECT(walk.error().index == (INT64_MAX >> 40) && walk.error().path == "8388607");
    return 0;
}
PROVE_TWICE(a_billion_copies_that_do_not_fit)

const Sequential residual_block{
    Residual{Sequential{Conv2d{.out_channels = 4, .kernel_size = 3, .padding = 1}, BatchNorm2d{}}},
    ReLU{}};

// A depth known at run time: the rows are those of so many copies by hand.
TEST_CASE("a depth from 0 to its limit") {
    const Shape in{3, 5, 6};
    const auto stem = Conv2d{.out_channels = 4, .kernel_size = 1};
    const auto check = [&](int depth, const auto& by_hand) {
        const auto copied =
            summarize(Sequential{stem, repeat<5>(residual_block, depth), ReLU{}}, in);
        CHECK(have_same_rows(copied, summarize(Sequential{stem, by_hand, ReLU{}}, in)));
        CHECK(copied.size() == 2 + 4 * depth);
    };
    check(0, Sequential{});
    check(1,
          Sequential<Sequential<Residual<Sequential<Conv2d, BatchNorm2d>>, ReLU>>{residual_block});
    check(2, Sequential{residual_block, residual_block});
    check(3, Sequential{residual_block, residual_block, residual_block});
    check(4, Sequential{residual_block, residual_block, residual_block, residual_block});
    check(5, Sequential{residual_block, residual_block, residual_block, residual_block,
                        residual_block});
}

constexpr int a_depth_known_at_run_time() {
    const Linear square{hide(3), 3};
    for (int depth = 0; depth <= 40; ++depth) {
        const auto net = Sequential{Linear{2, 3}, repeat<40>(square, depth)};
        EXPECT(params(net) == 9 + 12 * depth && macs(net, {2}) == 6 + 9 * depth);
        EXPECT(flops(net, {2}) == 2 * (6 + 9 * depth) && output_shape(net, {2}) == Shape{3});
        EXPECT(totals(net, {2}).operations == 1 + depth);
    }
    return 0;
}
PROVE_TWICE(a_depth_known_at_run_time)

constexpr bool is_refused(const Error& error, Count most, Count times) {
    return error.misfit == Misfit{Problem::copies, Field::none, Axis::none, most, times};
}

// The first thing that does not fit, wherever it stands; what comes before it is counted.
constexpr int a_depth_out_of_its_limits() {
    for (const int depth : {-1, 6, INT32_MIN, INT32_MAX}) {
        const auto summary = try_summarize(
            Sequential{ReLU{}, Named{"stage", repeat<5>(Linear{3, 3}, depth)}, Flatten{9, 8}},
            {hide(3)});
        EXPECT(is_refused(summary.error, 5, depth) && summary.error.path == "stage");
        EXPECT(summary.error.index == 1 && summary.size() == 1);
        EXPECT(summary.error.part == 1 && summary.error.step.is_silent());
        Walk walk{Walk::Ask::params}; // no input
        walk.run(Sequential{ReLU{}, repeat<5>(Linear{3, 3}, depth)});
        EXPECT(is_refused(walk.error(), 5, depth) && walk.error().path == "1");
    }
    // Within a copy of another, and of no copies at all.
    const auto nested = repeat<2>(Sequential{ReLU{}, repeat<0>(ReLU{}, static_cast<int>(hide(1)))});
    const Error error = try_summarize(nested, {3}).error;
    EXPECT(is_refused(error, 0, 1) && error.path == "0.1" && error.index == 1);
    return 0;
}
PROVE_TWICE(a_depth_out_of_its_limits)

TEST_CASE("every question refuses a depth out of its limits") {
    const auto net = repeat<5>(Linear{3, 3}, 7);
    const Shape in{3};
    const std::string expected =
        "layer 0 (repeat): repeats its layer 7 times; repeat<5> allows 0 to "
        "5; raise the limit, repeat<7>, or repeat it less";
    CHECK(refusal([&] { return output_shape(net, in); }) == expected);
    CHECK(refusal([&] { return params(net); }) == expected);
    CHECK(refusal([&] { return params(net, in); }) == expected);
    CHECK(refusal([&] { return macs(net, in); }) == expected);
    CHECK(refusal([&] { return flops(net, in); }) == expected);
    CHECK(refusal([&] { return flops(net, in, conventions::lecture); }) == expected);
    CHECK(refusal([&] { return totals(net, in); }) == expected);
    CHECK(refusal([&] { return summarize(net, in); }) == expected);
    CHECK(refusal([] { return params(repeat<5>(ReLU{}, -2)); }) ==
          "layer 0 (repeat): repeats its layer -2 times; repeat<5> allows 0 to 5");
}

static_assert(params_of<repeat<4>(Linear{3, 3}, 3)> == 36);

} // namespace
