#include <ctnn/core/record.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/resnet.hpp>

#include <type_traits>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

static_assert(sizeof(Record) <= 288);
static_assert(std::is_trivially_copyable_v<Record>);

constexpr int records_have_a_layers_numbers() {
    const Params params{.weights = hide(5), .biases = 6, .buffers = 7};
    const Work work{.macs = hide(1),
                    .additions = 2,
                    .multiplications = 3,
                    .comparisons = 4,
                    .divisions = 5,
                    .exponentials = 6};
    Record record = {};
    EXPECT(Params(record.params) == Params{} && Work(record.work) == Work{});
    record.params = params;
    record.work = work;
    EXPECT(Params(record.params) == params && Work(record.work) == work);
    EXPECT(record.params.trainable() == 11);
    return 0;
}
PROVE_TWICE(records_have_a_layers_numbers)

constexpr int windows_are_stored_whole() {
    const Window windows[] = {
        {},
        {{hide(3), 2, 1, 1, 0}, {5, 4, 3, -2, -1}},
        {{max_size, max_size, max_size, max_size, max_size},
         {max_size, max_size, max_size, -max_size, -max_size}},
    };
    for (const Window& window : windows) {
        Record record = {};
        record.window = window;
        EXPECT(record.window[Axis::height] == window.height);
        EXPECT(record.window[Axis::width] == window.width);
        EXPECT(record.window[Axis::depth] == window.depth);
        EXPECT(record.window.area() ==
               mul(window.depth.kernel, window.height.kernel, window.width.kernel));
        EXPECT((record.window == StoredWindow{}) == (window == Window{}));
    }
    EXPECT(StoredWindow{}[Axis::height] == WindowAxis{});
    return 0;
}
PROVE_TWICE(windows_are_stored_whole)

constexpr int rows_tell_what_follows_from_others() {
    const Shape in{4, hide(6), 6};
    const Sequential net{
        Conv2d{4, 4, 1}, Dropout{},
        Named{"block", Residual{Sequential{Identity{}, Conv2d{4, 4, 1, 1, 0, 1, 1, false}}}}};
    const auto summary = summarize(net, in);
    const Rows rows = summary;
    EXPECT(rows.size() == 5 && (*rows.inputs)[0] == in && rows.output_row == 4);
    EXPECT(rows.output_of(-1) == in && rows.input_of(0) == in && rows.operand(0) == -1);
    EXPECT(rows.operand(4, 0) == 3 && rows.operand(4, 1) == 1 && rows.input_of(4) == in);
    // What passes its input on computes nothing.
    EXPECT(rows.producer(0) == Producer{} && rows.producer(1) == (Producer{Op::conv, true}));
    EXPECT(rows.producer(3) == (Producer{Op::conv, true}));
    EXPECT(rows.producer(4) == (Producer{Op::conv, false}));
    const Operation last = rows.operation(4);
    EXPECT(&last.record == &rows[4] && last.input == in);
    EXPECT(last.producer == rows.producer(4));
    EXPECT(rows.path(3) == "block.body.1" && rows.path(4) == "block.add");
    EXPECT(rows.part_count == 4 && rows[3].part == 2 && rows[4].part == 1);
    EXPECT((rows.parts[3].parent == 1 && rows.parts[3].step == Step{"shortcut", 0})); // empty
    EXPECT(rows.parts[2].parent == 1 && rows.parts[1].parent == 0);
    EXPECT((Step{rows.parts[0].kind, 0} == Step{"Sequential", 0}));
    EXPECT((Step{rows.parts[1].kind, 0} == Step{"Residual", 0}));
    int count = 0;
    for (const Record& record : rows) count += record.operands;
    EXPECT(count == 6);
    return 0;
}
PROVE_TWICE(rows_tell_what_follows_from_others)

/// A source: it reads nothing of what stands before it.
struct Token {
    static constexpr const char* name = "Token";
    static constexpr bool reads_input = false;

    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape& in) const { return {.weights = in.elements()}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

constexpr int a_source_has_no_input() {
    const auto summary = summarize(Sequential{ReLU{}, Token{}, ReLU{}}, {hide(3)});
    const Rows rows = summary;
    EXPECT(rows[1].operands == 0 && rows.input_of(1) == Shape{} && rows.producer(1) == Producer{});
    EXPECT(summary.input_of(1) == Shape{} && rows.operation(1).input == Shape{});
    EXPECT(rows.input_of(2) == Shape{3} && rows.operand(2) == 1);
    EXPECT(rows.producer(2) == (Producer{Op::custom, false}));
    return 0;
}
PROVE_TWICE(a_source_has_no_input)

// What a walk hands to a convention is what the rows tell of the same operation.
constexpr Convention signature{"signature", "n", "a number of what a convention sees",
                               [](const Operation& operation) -> Count {
                                   return operation.input.elements() * 8 +
                                          static_cast<Count>(operation.producer.op) * 2 +
                                          (operation.producer.has_biases ? 1 : 0);
                               }};

constexpr int a_walk_and_rows_show_conventions_the_same() {
    const Shape in{3, hide(64), 64};
    const auto net = models::resnet18();
    const auto summary = summarize(net, in, signature);
    const Rows rows = summary;
    for (int row = 0; row < summary.size(); ++row) {
        EXPECT(signature.count(rows.operation(row)) == summary[row].flops);
    }
    EXPECT(flops(net, in, signature) == summary.totals.flops);
    return 0;
}
PROVE_TWICE(a_walk_and_rows_show_conventions_the_same)

} // namespace
