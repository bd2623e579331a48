#include <ctnn/format/detail/tree.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/resnet.hpp>

#include "support/catch.hpp"

using namespace ctnn;
using format::Node;
using format::tree_of;

namespace {

/// The tree in a line: `0:ReLU 1-2:Sequential(2x3)[0:..]`, in the order of its nodes.
std::string outline(const std::vector<Node>& nodes) {
    std::string text;
    for (const Node& node : nodes) {
        if (!text.empty()) text += ' ';
        text.append(static_cast<std::size_t>(node.depth), '.');
        text += node.path + ':' + node.kind;
        if (node.times > 1) text += 'x' + std::to_string(node.times);
        text += '(' + std::to_string(node.first) + ',' + std::to_string(node.count) + ')';
    }
    return text;
}

TEST_CASE("a part comes before its contents") {
    const auto rows = summarize(Sequential{ReLU{}, Named{"b", Sequential{ReLU{}, Tanh{}}}}, {3});
    CHECK(outline(tree_of(rows)) ==
          ":Sequential(0,3) .0:ReLU(0,1) .b:Sequential(1,2) ..b.0:ReLU(1,1) ..b.1:Tanh(2,1)");
}

TEST_CASE("equal consecutive parts with numbers are folded") {
    const auto copies = summarize(Sequential{repeat<3>(Sequential{Linear{4, 4}, ReLU{}})}, {4});
    CHECK(outline(tree_of(copies)) ==
          ":Sequential(0,6) .0:Sequential(0,6) ..0.0-2:Sequentialx3(0,6) "
          "...0.0-2.0:Linear(0,1) ...0.0-2.1:ReLU(1,1)");
    CHECK(tree_of(copies, false).size() == 11);
    // The copies differ: the first changes the shape.
    const auto unlike = summarize(repeat<3>(MaxPool2d{2}), {1, 8, 8});
    CHECK(tree_of(unlike).size() == 4);
    // Branches read the same tensor.
    const auto branches = summarize(Concat{Tanh{}, Tanh{}}, {3, 2, 2});
    CHECK(outline(tree_of(branches)) ==
          ":Concat(0,3) .0:Tanh(0,1) .1:Tanh(1,1) .concat:Concat(2,1)");
    // And copies of sums of branches read each other.
    const auto sums = summarize(repeat<4>(Residual{Tanh{}}), {3});
    CHECK(outline(tree_of(sums)) == ":Sequential(0,8) .0-3:Residualx4(0,8) ..0-3.body:Tanh(0,1) "
                                    "..0-3.add:Add(1,1)");
}

/// A user's composites: one with a name, one without, one that contains only composites.
struct Dense {
    static constexpr const char* name = "Dense";
    static constexpr Size size = {.operations = 2, .edges = 2};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        walk.into("fc", Linear{.out_features = 4}, tensor);
        walk.into(1, ReLU{}, tensor);
    }
};
struct Twice {
    static constexpr Size size = {.operations = 4, .edges = 4, .parts = 3};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        walk.into("left", Dense{}, tensor);
        walk.into("right", Sequential{Dense{}}, tensor);
    }
};
/// A composite that ends in a sum.
struct Skipping {
    static constexpr const char* name = "Skipping";
    static constexpr Size size = {.operations = 2, .edges = 3};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor branches[] = {tensor, tensor};
        walk.into("body", ReLU{}, branches[0]);
        walk.merge("add", AddMerge{}, branches, 2, tensor);
    }
};

TEST_CASE("a user's composite has its own name, or a default one") {
    CHECK(outline(tree_of(summarize(Dense{}, {4}))) == ":Dense(0,2) .fc:Linear(0,1) .1:ReLU(1,1)");
    CHECK(outline(tree_of(summarize(Twice{}, {4}))) ==
          ":block(0,4) .left:Dense(0,2) ..left.fc:Linear(0,1) ..left.1:ReLU(1,1) "
          ".right:Sequential(2,2) ..right.0:Dense(2,2) ...right.0.fc:Linear(2,1) "
          "...right.0.1:ReLU(3,1)");
    CHECK(
        outline(tree_of(summarize(Sequential{Named{"a", Skipping{}}, repeat<3>(Dense{})}, {4}))) ==
        ":Sequential(0,8) .a:Skipping(0,2) ..a.body:ReLU(0,1) ..a.add:Add(1,1) "
        ".1:Sequential(2,6) ..1.0-2:Densex3(2,6) ...1.0-2.fc:Linear(2,1) ...1.0-2.1:ReLU(3,1)");
    // The names differ, so these are not copies.
    const Sequential unlike{Dense{}, Sequential{Named{"fc", Linear{4, 4}}, ReLU{}}};
    CHECK(outline(tree_of(summarize(unlike, {4}))) ==
          ":Sequential(0,4) .0:Dense(0,2) ..0.fc:Linear(0,1) ..0.1:ReLU(1,1) "
          ".1:Sequential(2,2) ..1.fc:Linear(2,1) ..1.1:ReLU(3,1)");
    // Nor is one whose end does not fit anything else.
    const format::AnySummary cut(try_summarize(
        Sequential{ReLU{}, Named{"a", Add{Dense{}, Sequential{Dense{}, Linear{5, 4}}}}}, {4}));
    const auto fitting = format::tree_of_what_fits(cut, false);
    REQUIRE(fitting.size() > 3);
    CHECK((fitting[3].kind == "Dense" && fitting[3].path == "a.0"));
}

/// One FLOP for what follows a Linear, none for what follows anything else.
constexpr Convention fused{
    "fused", "FLOPs", "by what comes before",
    [](const Operation& operation) -> Count { return operation.producer.op == Op::linear; }};

TEST_CASE("parts with different costs are not folded") {
    const auto rows =
        summarize(Sequential{Linear{4, 4}, Sequential{ReLU{}, ReLU{}, ReLU{}}}, {4}, fused);
    CHECK(outline(tree_of(rows)) == ":Sequential(0,4) .0:Linear(0,1) .1:Sequential(1,3) "
                                    "..1.0:ReLU(1,1) ..1.1-2:ReLUx2(2,2)");
}

TEST_CASE("a network of one layer, and an empty one") {
    const auto one = tree_of(summarize(ReLU{}, {3}));
    REQUIRE(one.size() == 1);
    CHECK(one[0].is_operation);
    CHECK(one[0].kind == "ReLU");
    const auto none = tree_of(summarize(Sequential<>{}, {3}));
    REQUIRE(none.size() == 1);
    CHECK_FALSE(none[0].is_operation);
    CHECK(none[0].count == 0);
}

TEST_CASE("the children of a part cover its rows exactly once") {
    const auto summary = summarize(models::resnet50(), {3, 224, 224});
    const auto nodes = tree_of(summary, false);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].is_operation) continue;
        int next = nodes[i].first;
        for (std::size_t k = i + 1; k < nodes.size() && nodes[k].depth > nodes[i].depth; ++k) {
            if (nodes[k].depth != nodes[i].depth + 1) continue;
            CHECK(nodes[k].first == next);
            next += nodes[k].count;
        }
        CHECK(next == nodes[i].first + nodes[i].count);
    }
}

TEST_CASE("paths of any length are complete") {
    const auto within = [](const auto& layer) {
        return Sequential{Named{"a_part_of_twenty_four___",
                                Sequential{Named{"another_of_twenty_four__", Sequential{layer}}}}};
    };
    const auto step = [](const auto& net) {
        return format::tree_of(summarize(net, {4})).at(3).step;
    };
    CHECK(
        format::tree_of(summarize(within(Named{"a_layer_of_twenty___", ReLU{}}), {4})).at(2).step ==
        "another_of_twenty_four__");
    CHECK(step(within(Named{"twelve______", ReLU{}})) == "twelve______");
    CHECK(step(within(Named{"a_layer_of_twenty___", ReLU{}})) == "a_layer_of_twenty___");
    CHECK(step(within(Named{"a_layer_of_more_characters_than_paths_had_once", ReLU{}})) ==
          "a_layer_of_more_characters_than_paths_had_once");
    const auto whole =
        format::tree_of(summarize(within(Named{"a_layer_of_twenty___", ReLU{}}), {4}));
    CHECK(whole.at(3).path ==
          "a_part_of_twenty_four___.another_of_twenty_four__.a_layer_of_twenty___");
}

TEST_CASE("equal siblings of one name are two nodes") {
    const Named half{"half", Sequential{Linear{4, 4}, ReLU{}}};
    CHECK(outline(tree_of(summarize(Sequential{half, half}, {4}))) ==
          ":Sequential(0,4) .half:Sequential(0,2) ..half.0:Linear(0,1) ..half.1:ReLU(1,1) "
          ".half:Sequential(2,2) ..half.0:Linear(2,1) ..half.1:ReLU(3,1)");
    const Named one{"one", ReLU{}};
    CHECK(outline(tree_of(summarize(Sequential{one, one}, {4}))) ==
          ":Sequential(0,2) .one:ReLU(0,1) .one:ReLU(1,1)");
}

TEST_CASE("a name with dots is one step") {
    const Sequential net{Named{"a.b", ReLU{}}, Named{"a", Sequential{Named{"b", Tanh{}}}}};
    const auto nodes = tree_of(summarize(net, {4}));
    CHECK(outline(nodes) == ":Sequential(0,2) .a.b:ReLU(0,1) .a:Sequential(1,1) ..a.b:Tanh(1,1)");
    CHECK((nodes[1].step == "a.b" && nodes[1].depth == 1));
    CHECK((nodes[3].step == "b" && nodes[3].depth == 2));
}

TEST_CASE("a part with a misfit keeps its kind") {
    const Conv2d good{.out_channels = 4, .kernel_size = 3, .padding = 1};
    const Conv2d strided{.out_channels = 4, .kernel_size = 3, .stride = 2, .padding = 1};
    const Conv2d bad{.in_channels = 9, .out_channels = 4, .kernel_size = 3};
    const auto kinds = [](const auto& part) {
        const format::AnySummary summary(try_summarize(Sequential{ReLU{}, part}, {1, 8, 8}));
        const auto all = tree_of(format::RowsWithError(summary).rows(), false);
        const auto fitting = format::tree_of_what_fits(summary, false);
        for (const Node& node : fitting) CHECK(node.first + node.count <= summary.rows.size());
        // What is left of the part, if anything is.
        const bool is_left = fitting.size() > 2;
        if (is_left) CHECK((fitting[2].kind == all[2].kind && fitting[2].is_last));
        return all[2].kind + (is_left ? "" : ", nothing");
    };
    CHECK(kinds(Residual{Sequential{bad}}) == "Residual, nothing");
    CHECK(kinds(Residual{Sequential{good, bad}}) == "Residual");
    CHECK(kinds(Residual{strided}) == "Residual"); // at the sum
    CHECK(kinds(Concat{good, strided}) == "Concat");
    CHECK(kinds(Concat{bad, good}) == "Concat, nothing");
    CHECK(kinds(Concat{good, good, bad}) == "Concat");
    CHECK(kinds(Sequential{good, bad}) == "Sequential");
    CHECK(kinds(Sequential{good, good, bad}) == "Sequential");
    CHECK(kinds(Sequential{bad, good}) == "Sequential, nothing");
}

TEST_CASE("the misfit layer is a row of the tree") {
    const format::AnySummary bad(try_summarize(Residual{Sequential{ReLU{}, Linear{5, 3}}}, {4}));
    const format::RowsWithError rows(bad);
    CHECK(rows.rows().size() == 2);
    CHECK(outline(tree_of(rows.rows())) ==
          ":Residual(0,2) .body:Sequential(0,2) ..body.0:ReLU(0,1) ..body.1:Linear(1,1)");
}

} // namespace
