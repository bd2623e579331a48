#include <ctnn/format/detail/wires.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/googlenet.hpp>
#include <ctnn/models/resnet.hpp>

#include <climits>

#include "support/catch.hpp"

using namespace ctnn;
using format::detail::Bus;

namespace {

template <class Net>
std::vector<Bus> buses(const Net& net, const Shape& input) {
    const auto summary = summarize(net, input);
    return format::detail::buses_of(
        format::feature_maps_of(summary, format::parts_of(summary, INT_MAX, true)));
}

TEST_CASE("a chain has no wires") {
    CHECK(buses(Sequential{Conv2d{4, 4, 1}, ReLU{}, Flatten{}}, {4, 8, 8}).empty());
}

TEST_CASE("ResNet-50 has a wire per residual, and another to each projection") {
    CHECK(buses(models::resnet50(), {3, 224, 224}).size() == 16 + 4);
}

TEST_CASE("an inception module has a bus to its branches and one from them") {
    const auto all = buses(models::googlenet(), {3, 224, 224});
    REQUIRE(all.size() == 2 * 9);
    for (const Bus& bus : all) {
        CHECK(bus.from.size() * bus.to.size() == 3); // the fourth branch has an arrow
        CHECK((bus.from.size() == 1 || bus.to.size() == 1));
    }
}

TEST_CASE("a map read twice has an arrow and a wire") {
    const auto all = buses(Add{skip, skip}, {4});
    REQUIRE(all.size() == 1);
    CHECK(all[0].begin == 0);
    CHECK(all[0].end == 1);
}

} // namespace
