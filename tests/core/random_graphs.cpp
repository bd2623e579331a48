// Random graphs against an independent interpreter: tags, branches, several inputs and outputs,
// shared layers, repetitions, and the mistakes that can be made with them.
#include <ctnn/analysis/memory.hpp>
#include <ctnn/analysis/receptive_field.hpp>
#include <ctnn/conventions/all.hpp>
#include <ctnn/graph.hpp>

#include <algorithm>
#include <iterator>

#include "../support/catch.hpp"
#include "../support/graph_program.hpp"

using namespace ctnn;
using graph_program::Fault;
using graph_program::Interpreter;
using graph_program::Kind;
using graph_program::Node;
using graph_program::Size3;

namespace {

constexpr Name tensor_names[] = {"a", "a tensor with a longer name", "c4", "shared \"3\"",
                                 "shared 4"};

/// The name of an output; each number has its own.
Name output_name(int number) {
    static constexpr Name names[] = {
        "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11", "12",
        "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "25",
        "26", "27", "28", "29", "30", "31", "32", "33", "34", "35", "36", "37", "38",
        "39", "40", "41", "42", "43", "44", "45", "46", "47", "48", "49", "50", "51",
        "52", "53", "54", "55", "56", "57", "58", "59", "60"};
    return names[number];
}

constexpr Conv2d convolution(int kernel) {
    return {.out_channels = 4, .kernel_size = kernel, .padding = kernel / 2};
}
constexpr Sequential shared_block{convolution(3), ReLU{}, convolution(1)};

/// A program as a layer.
struct Program {
    static constexpr const char* name = "Program";
    static constexpr Size size{.operations = 200, .edges = 400, .parts = 300, .names = 80};

    const Node* node;

    void walk(Walk& walk, Tensor& tensor) const {
        for (int i = 0; i < static_cast<int>(node->parts.size()); ++i) {
            step(walk, i, node->parts[static_cast<std::size_t>(i)], tensor);
        }
    }

  private:
    static void step(Walk& walk, int i, const Node& part, Tensor& tensor) {
        const int number = part.number;
        switch (part.kind) {
        case Kind::sequence: return walk.into(i, Program{&part}, tensor);
        case Kind::conv: return walk.into(i, convolution(part.kernel), tensor);
        case Kind::relu: return walk.into(i, ReLU{}, tensor);
        case Kind::pool: return walk.into(i, MaxPool2d{2}, tensor);
        case Kind::enlarge: return walk.into(i, Upsample{.scale_factor = 2}, tensor);
        case Kind::parameter: return walk.into(i, Parameter{4, 8, 8}, tensor);
        case Kind::tag: return walk.into(i, Tag{tensor_names[number]}, tensor);
        case Kind::from: return walk.into(i, From{tensor_names[number]}, tensor);
        case Kind::input: return walk.into(i, Input{number}, tensor);
        case Kind::output: return walk.into(i, Output{output_name(number)}, tensor);
        case Kind::add: return merge<AddMerge>(walk, part, tensor);
        case Kind::concat: return merge<ConcatMerge>(walk, part, tensor);
        case Kind::residual: return walk.into(i, Residual{Program{&part.parts[0]}}, tensor);
        case Kind::repeat:
            return walk.into(i, ctnn::repeat<4>(Program{&part.parts[0]}, number), tensor);
        case Kind::shared_conv:
            return walk.into(i, Shared{tensor_names[number], convolution(part.kernel)}, tensor);
        case Kind::shared_block:
            return walk.into(i, Shared{tensor_names[number], shared_block}, tensor);
        }
    }

    template <Merge M>
    static void merge(Walk& walk, const Node& part, Tensor& tensor) {
        std::vector<Tensor> branches(part.parts.size(), tensor);
        for (std::size_t k = 0; k < branches.size(); ++k) {
            walk.into(static_cast<int>(k), Program{&part.parts[k]}, branches[k]);
        }
        walk.merge("merge", M{}, branches.data(), static_cast<int>(branches.size()), tensor);
    }
};

Problem problem_of(Fault fault) {
    switch (fault) {
    case Fault::none: return Problem::none;
    case Fault::no_tensor: return Problem::no_tensor;
    case Fault::branches: return Problem::branches;
    case Fault::no_input: return Problem::no_input;
    case Fault::output_exists: return Problem::output_exists;
    case Fault::shared_weights: return Problem::shared_weights;
    case Fault::kernel: return Problem::kernel_exceeds_input;
    case Fault::unread: return Problem::unread_input;
    }
    return Problem::none;
}

Shape shape_of(const Size3& size) {
    return {size.channels, size.side, size.side};
}

template <Size Capacity>
void compare_rows(const Summary<Capacity>& summary, const Interpreter& truth) {
    REQUIRE(summary.size() == static_cast<int>(truth.operations.size()));
    for (int row = 0; row < summary.size(); ++row) {
        const auto& expected = truth.operations[static_cast<std::size_t>(row)];
        INFO("row " << row << " " << summary[row].name);
        REQUIRE(summary[row].output == shape_of(expected.out));
        REQUIRE(summary[row].own_params().trainable() == expected.params);
        REQUIRE(summary[row].work.macs == expected.macs);
        REQUIRE(summary[row].operands == static_cast<int>(expected.operands.size()));
        for (int k = 0; k < summary[row].operands; ++k) {
            REQUIRE(summary.operand(row, k) == expected.operands[static_cast<std::size_t>(k)]);
        }
    }
    CHECK(summary.totals.params == truth.params());
    CHECK(summary.totals.macs == truth.macs());
}

template <Size Capacity>
void compare_outputs(const Summary<Capacity>& summary, const Interpreter& truth) {
    REQUIRE(summary.outputs.size() == static_cast<int>(truth.outputs.size()));
    for (int i = 0; i < summary.outputs.size(); ++i) {
        const auto& expected = truth.outputs[static_cast<std::size_t>(i)];
        const NetworkOutput& output = summary.outputs[i];
        CHECK(output.row == expected.tensor);
        CHECK(output.shape == shape_of(truth.size(expected.tensor)));
        CHECK(std::string(output.name) ==
              (expected.name < 0 ? "" : output_name(expected.name).text));
    }
    CHECK(summary.output_row == truth.last);
}

/// The tensors that are alive together have buffers that do not overlap, for as long as the
/// interpreter says.
template <Size Capacity>
void check_plan(const Summary<Capacity>& summary, const Interpreter& truth) {
    const auto plan =
        plan_memory(summary, {.dtype = DType::int8, .in_place = nothing_in_place, .alignment = 1});
    const int inputs = static_cast<int>(truth.inputs.size());
    CHECK(plan.bytes >= truth.peak());
    for (int one = -inputs; one < summary.size(); ++one) {
        const Buffer& buffer = plan[one];
        REQUIRE((buffer.bytes == truth.measure(one) && buffer.offset + buffer.bytes <= plan.bytes));
        for (int other = -inputs; other < one; ++other) {
            const bool are_alive_together = truth.death(other) >= std::max(one, 0);
            const Buffer& beside = plan[other];
            const bool is_apart = buffer.offset + buffer.bytes <= beside.offset ||
                                  beside.offset + beside.bytes <= buffer.offset;
            REQUIRE((!are_alive_together || is_apart || buffer.bytes == 0 || beside.bytes == 0));
        }
    }
}

struct FieldTally {
    int known = 0, exact = 0;
};

/// Each row's field contains what its positions depend on.
template <Size Capacity>
void compare_fields(const Summary<Capacity>& summary, const Interpreter& truth, FieldTally& tally) {
    const auto fields = receptive_fields(summary);
    const Count length = summary.inputs[0].height();
    for (int row = 0; row < summary.size(); ++row) {
        const AxisField& field = fields[row].height;
        INFO("field of row " << row << " " << summary[row].name);
        Count size = 0;
        bool is_whole = true;
        for (const std::uint64_t seen : truth.seen(row)) {
            if (seen != (std::uint64_t{1} << length) - 1) is_whole = false;
            if (seen == 0) continue;
            size = std::max<Count>(size, 64 - __builtin_clzll(seen) - __builtin_ctzll(seen));
        }
        if (!field.is_known) continue;
        ++tally.known;
        tally.exact += std::min(field.size, length) == size;
        CHECK(field.size >= size);
        CHECK((!field.is_whole || is_whole));
    }
}

/// Whatever can be asked in two ways has one answer.
template <Size Capacity>
void check_questions_agree(const Program& net, const Inputs& inputs,
                           const Summary<Capacity>& summary) {
    CHECK(output_shape(net, inputs) == summary.totals.output);
    CHECK(params(net, inputs) == summary.totals.params);
    CHECK(macs(net, inputs) == summary.totals.macs);
    CHECK(flops(net, inputs) == summary.totals.flops);
    const Totals all = totals(net, inputs);
    CHECK((all.params == summary.totals.params && all.macs == summary.totals.macs &&
           all.flops == summary.totals.flops && all.output == summary.totals.output));
    const auto shapes = output_shapes(net, inputs);
    REQUIRE(shapes.size() == summary.outputs.size());
    for (int i = 0; i < shapes.size(); ++i) CHECK(shapes[i] == summary.outputs[i].shape);
    for (const Convention& convention : conventions::all) {
        INFO(convention.name);
        Count sum = 0;
        const auto counted = summarize(net, inputs, convention);
        for (const Record& record : counted) sum = add(sum, record.flops);
        CHECK(counted.totals.flops == sum);
        CHECK(flops(net, inputs, convention) == sum);
    }
    CHECK(parameter_bytes(summary) == 4 * summary.totals.params);
}

TEST_CASE("random graphs, against an independent interpreter") {
    int fitting = 0;
    int of_fault[8] = {};
    FieldTally fields;
    for (unsigned seed = 0; seed < 3'600; ++seed) {
        graph_program::Generator generator(seed);
        const int count = generator.number(0, 2) == 0 ? 2 : 1;
        const Node node = generator.program(count);
        std::vector<Size3> sizes(static_cast<std::size_t>(count), {4, 8});
        Inputs inputs;
        inputs.count = count;
        for (int i = 0; i < count; ++i) inputs.shapes[i] = {4, 8, 8};
        Interpreter truth(sizes);
        truth.run(node);
        if (truth.operations.size() > 200) continue;
        INFO("seed " << seed << ", fault " << static_cast<int>(truth.fault));
        const Program net{&node};
        const auto summary = try_summarize(net, inputs);
        REQUIRE(summary.error.misfit.problem == problem_of(truth.fault));
        ++of_fault[static_cast<int>(truth.fault)];
        compare_rows(summary, truth);
        if (truth.fault == Fault::unread) continue; // found at the end
        if (truth.fault != Fault::none) {
            CHECK(summary.error.index == truth.fault_at);
            continue;
        }
        ++fitting;
        compare_outputs(summary, truth);
        CHECK(peak_activations(summary, nothing_in_place) == truth.peak());
        check_plan(summary, truth);
        compare_fields(summary, truth, fields);
        check_questions_agree(net, inputs, summary);
    }
    CAPTURE(fitting, fields.known, fields.exact, of_fault[1], of_fault[2], of_fault[3], of_fault[4],
            of_fault[5], of_fault[6], of_fault[7]);
    CHECK(fitting >= 2'000);
    CHECK(fields.exact > 0.95 * fields.known);
    for (const int faults : of_fault) CHECK(faults > 0);
}

} // namespace
