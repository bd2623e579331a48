#include <ctnn/format/fields.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/densenet.hpp>
#include <ctnn/models/resnet.hpp>

#include "support/catch.hpp"

using namespace ctnn;

namespace {

TEST_CASE("receptive fields are those of the summary whose size is known") {
    const auto check = [](const auto& summary) {
        const auto fields = report::fields_of(summary);
        const auto wanted = receptive_fields(summary);
        REQUIRE(fields.size() == static_cast<std::size_t>(summary.size()) + 1);
        for (int row = 0; row < summary.size(); ++row) {
            CHECK(fields[static_cast<std::size_t>(row)] == wanted[row]);
        }
        CHECK(fields.back() == wanted.network);
    };
    check(summarize(models::resnet50(), {3, 224, 224}));
    check(summarize(models::densenet121(), {3, 224, 224}));
    check(summarize(Linear{4, 2}, {4}));
    check(summarize(Sequential<>{}, {3, 4, 4}));
}

TEST_CASE("up to an error there are fields too") {
    const auto bad = try_summarize(Sequential{Conv2d{1, 2, 3}, Linear{4, 2}}, {1, 8, 8});
    const auto fields = report::fields_of(bad);
    REQUIRE(fields.size() == 2);
    CHECK(fields[0].height.size == 3);
}

TEST_CASE("there are no fields where a size is too large for them") {
    const auto fields = report::fields_of(summarize(ReLU{}, {1, INT64_MAX, 1}));
    REQUIRE(fields.size() == 2);
    CHECK(fields[0] == ReceptiveField{});
    CHECK(fields[1] == ReceptiveField{});
}

} // namespace
