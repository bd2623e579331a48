#include <ctnn/format/detail/feature_maps.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/densenet.hpp>
#include <ctnn/models/resnet.hpp>

#include <climits>

#include "support/catch.hpp"
#include "support/lenet5.hpp"

using namespace ctnn;
using namespace ctnn::format;

namespace {

template <class Net>
std::vector<FeatureMap> maps_of(const Net& net, const Shape& input, int depth = INT_MAX) {
    const auto summary = summarize(net, input);
    return feature_maps_of(summary, parts_of(summary, depth, true));
}

std::string names(const std::vector<format::MapStep>& steps) {
    std::string names;
    for (const format::MapStep& step : steps) names += (names.empty() ? "" : ", ") + step.name;
    return names;
}

TEST_CASE("LeNet-5 has the maps of the lecture, with activations as steps") {
    const auto maps = maps_of(lenet5, lenet5_image);
    const Shape shapes[] = {{1, 32, 32}, {6, 28, 28}, {6, 14, 14}, {16, 10, 10}, {16, 5, 5},
                            {400},       {120},       {84},        {10}};
    REQUIRE(maps.size() == std::size(shapes));
    for (std::size_t i = 0; i < maps.size(); ++i) CHECK(maps[i].shape == shapes[i]);
    for (std::size_t i = 1; i < maps.size(); ++i) {
        CHECK(maps[i].sources == std::vector<int>{static_cast<int>(i) - 1});
    }
    CHECK(maps[0].sources.empty());
    CHECK(names(maps[1].steps) == "Conv2d, ReLU");
    CHECK(maps[1].steps[0].kernel == "5x5");
    CHECK(maps[1].sums.params == 156);
    CHECK(names(maps[2].steps) == "MaxPool2d");
    CHECK(names(maps[6].steps) == "Linear, ReLU");
}

TEST_CASE("every operation is a step of exactly one map, and sums add up") {
    const auto summary = summarize(models::densenet121(), {3, 224, 224});
    std::size_t steps = 0;
    Count params = 0;
    Count flops = 0;
    for (const FeatureMap& map : feature_maps_of(summary, parts_of(summary, INT_MAX, false))) {
        steps += map.before.size() + map.steps.size();
        params += map.sums.params;
        flops += map.sums.flops;
    }
    CHECK(steps == static_cast<std::size_t>(summary.size()));
    CHECK(params == summary.totals.params);
    CHECK(flops == summary.totals.flops);
}

TEST_CASE("a residual's sum comes from its body and from its input") {
    const auto maps = maps_of(Residual{Sequential{Conv2d{4, 4, 3, 1, 1}, ReLU{}}}, {4, 8, 8});
    REQUIRE(maps.size() == 3);
    CHECK(maps[2].sources == std::vector<int>{1, 0});
    CHECK(names(maps[2].steps) == "Add");
    CHECK(maps[2].steps[0].op == Op::add);
}

TEST_CASE("a normalisation read by one branch only belongs to that branch") {
    const auto maps =
        maps_of(Residual{Sequential{BatchNorm2d{4}, ReLU{}, Conv2d{4, 4, 3, 1, 1}}}, {4, 8, 8});
    REQUIRE(maps.size() == 3);
    CHECK(names(maps[1].before) == "BatchNorm2d, ReLU");
    CHECK(names(maps[1].steps) == "Conv2d");
    CHECK(maps[1].sums.params == 8 + 148);
}

TEST_CASE("a branch of just an activation has a map") {
    const auto maps = maps_of(Multiply{skip, Sigmoid{}}, {4, 8, 8});
    REQUIRE(maps.size() == 3);
    CHECK(names(maps[1].steps) == "Sigmoid");
    CHECK(maps[2].sources == std::vector<int>{0, 1});
}

TEST_CASE("an activation with several readers has a map") {
    const auto maps = maps_of(Sequential{ReLU{}, Add{Conv2d{4, 4, 1}, Conv2d{4, 4, 1}}}, {4, 8, 8});
    REQUIRE(maps.size() == 5);
    CHECK(names(maps[1].steps) == "ReLU");
    CHECK(maps[2].sources == std::vector<int>{1});
    CHECK(maps[3].sources == std::vector<int>{1});
    CHECK(maps[4].sources == std::vector<int>{2, 3});
}

TEST_CASE("a part of several operations is named by its path, copies have their number") {
    const auto maps = maps_of(models::resnet50(), {3, 224, 224}, 1);
    CHECK(names(maps[1].steps) == "Conv2d, BatchNorm2d, ReLU");
    CHECK(names(maps[3].steps) == "layer1");
    CHECK(maps[3].steps[0].kernel == "Sequential");
    CHECK_FALSE(maps[3].is_operation);
    CHECK(names(maps_of(repeat<3>(Linear{4, 4}), {4})[1].steps) == "Linear x3");
    CHECK(names(maps_of(lenet5, lenet5_image, 0)[1].steps) == "Sequential");
}

} // namespace
