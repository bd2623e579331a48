#include <ctnn/format/detail/parts.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/googlenet.hpp>
#include <ctnn/models/resnet.hpp>

#include <climits>

#include "support/catch.hpp"

using namespace ctnn;
using namespace ctnn::format;

namespace {

const Shape imagenet{3, 224, 224};

std::vector<std::string> paths(const std::vector<format::ShownPart>& parts) {
    std::vector<std::string> paths;
    for (const format::ShownPart& part : parts) paths.push_back(part.path);
    return paths;
}

TEST_CASE("at any depth, parts are consecutive and cover all rows") {
    const auto summary = summarize(models::resnet50(), imagenet);
    for (const int depth : {0, 1, 2, 3, 4, INT_MAX}) {
        for (const bool fold_copies : {false, true}) {
            int next = 0;
            for (const format::ShownPart& part : parts_of(summary, depth, fold_copies)) {
                CHECK(part.first == next);
                CHECK(part.count % part.times == 0);
                next = part.end();
            }
            CHECK(next == summary.size());
        }
    }
}

TEST_CASE("ResNet-50's parts at depth 1 are its members in torchvision") {
    const auto summary = summarize(models::resnet50(), imagenet);
    // Flatten is a function there, and has no name.
    const std::vector<std::string> expected = {"conv1",   "bn1",    "relu",   "maxpool",
                                               "layer1",  "layer2", "layer3", "layer4",
                                               "avgpool", "9",      "fc"};
    CHECK(paths(parts_of(summary, 1, true)) == expected);
    CHECK(parts_of(summary, 0, true).size() == 1);
    CHECK(parts_of(summary, INT_MAX, false).size() == static_cast<std::size_t>(summary.size()));
}

TEST_CASE("equal parts are folded at the depth and unfolded above it") {
    const Sequential net{repeat<2>(Sequential{repeat<3>(ReLU{}), Sigmoid{}})};
    const auto summary = summarize(net, {4});
    const std::vector<std::string> folded = {"0.0-1"};
    const std::vector<std::string> shown = {"0.0.0.0-2", "0.0.1", "0.1.0.0-2", "0.1.1"};
    CHECK(paths(parts_of(summary, 2, true)) == folded);
    CHECK(parts_of(summary, 2, true)[0].times == 2);
    CHECK(paths(parts_of(summary, INT_MAX, true)) == shown);
    CHECK(parts_of(summary, INT_MAX, false).size() == 8);
}

TEST_CASE("flows are the edges of the operations") {
    const auto summary = summarize(models::googlenet(), imagenet);
    const Rows rows = summary;
    const auto flows = flows_of(rows, parts_of(rows, INT_MAX, false));
    std::size_t next = 0;
    for (int row = 0; row < rows.size(); ++row) {
        for (int i = 0; i < rows[row].operands; ++i, ++next) {
            CHECK(flows[next].from == rows.operand(row, i));
            CHECK(flows[next].to == row);
            CHECK(flows[next].shape == rows.output_of(flows[next].from));
        }
    }
    CHECK(flows.size() == next);
}

TEST_CASE("tensors inside a part are not shown, its input once") {
    const auto summary = summarize(models::googlenet(), imagenet);
    const auto parts = parts_of(summary, 1, true);
    const auto flows = flows_of(summary, parts);
    CHECK(flows.size() == parts.size()); // a chain
    for (const Flow& flow : flows) CHECK(flow.from == flow.to - 1);
}

TEST_CASE("an operation that reads one output twice has two flows") {
    const auto summary = summarize(Add{skip, skip}, {4});
    CHECK(flows_of(summary, parts_of(summary, INT_MAX, true)).size() == 2);
}

TEST_CASE("an empty network has no parts") {
    CHECK(parts_of(summarize(Sequential<>{}, {4}), INT_MAX, true).empty());
    CHECK(parts_of(summarize(ReLU{}, {4}), INT_MAX, true).size() == 1);
}

TEST_CASE("a misfit with another input shape does not follow the last layer") {
    CHECK(may_follow_last(try_summarize(Sequential{ReLU{}, Linear{3, 2}}, {4})));
    CHECK(may_follow_last(try_summarize(Linear{3, 2}, {4})));
    CHECK_FALSE(
        may_follow_last(try_summarize(Residual{Conv2d{3, 8, 3}, Conv2d{4, 8, 3}}, {3, 8, 8})));
}

} // namespace
