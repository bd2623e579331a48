#include <ctnn/compose/repeat.hpp>

#include <ctnn/ctnn.hpp>

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
    EXPECT(copied.size() == walked.size() && copied.size() == 2 + 12 * 6);
    for (int i = 0; i < copied.size(); ++i) {
        const Record& a = copied[i];
        const Record& b = walked[i];
        EXPECT(copied.path(i) == walked.path(i) && a.operands == b.operands);
        EXPECT(a.op == b.op && a.output == b.output && a.flops == b.flops);
        EXPECT(copied.input_of(i) == walked.input_of(i) && a.params == b.params);
        EXPECT(a.work == b.work && a.window == b.window && a.part == b.part && a.step == b.step);
        EXPECT(a.first_edge == b.first_edge);
        for (int k = 0; k < a.operands; ++k) EXPECT(copied.operand(i, k) == walked.operand(i, k));
    }
    EXPECT(copied.part_count == walked.part_count && copied.output_row == walked.output_row);
    for (int i = 0; i < copied.part_count; ++i) {
        const Part& a = copied.parts[i];
        const Part& b = walked.parts[i];
        EXPECT(a.parent == b.parent && a.step == b.step);
        EXPECT((Step{a.kind, 0} == Step{b.kind, 0}));
    }
    EXPECT(copied.totals.params == walked.totals.params);
    EXPECT(copied.totals.buffers == walked.totals.buffers);
    EXPECT(copied.totals.macs == walked.totals.macs && copied.totals.flops == walked.totals.flops);
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
static_assert(sizeof(repeat<1000>(Linear{3, 3})) == sizeof(Linear), "stored once");

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

} // namespace
