#include <ctnn/format/detail/fields.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/densenet.hpp>
#include <ctnn/models/resnet.hpp>

#include "support/catch.hpp"

using namespace ctnn;

namespace {

TEST_CASE("receptive fields equal those of a summary of known size") {
    const auto check = [](const auto& summary) {
        const auto fields = format::detail::fields_of(summary);
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

TEST_CASE("fields are computed up to an error") {
    const auto bad = try_summarize(Sequential{Conv2d{1, 2, 3}, Linear{4, 2}}, {1, 8, 8});
    const auto fields = format::detail::fields_of(bad);
    REQUIRE(fields.size() == 2);
    CHECK(fields[0].height.size == 3);
}

TEST_CASE("fields are unknown if a size is too large, with and without layers") {
    const Shape large{1, INT64_MAX, 1};
    for (const ReceptiveField& field : format::detail::fields_of(summarize(ReLU{}, large))) {
        CHECK(!field.is_known());
        CHECK(field.height.size == 0);
    }
    const auto fields = format::detail::fields_of(summarize(Sequential<>{}, large));
    REQUIRE(fields.size() == 1);
    CHECK(!fields[0].is_known());
    // A refused network still has an input.
    for (const Count height : {Count{INT64_MAX}, Count{0}, Count{-1}, Count{INT64_MIN}}) {
        const auto refused = try_summarize(Linear{4, 2}, {3, height, 3});
        CHECK(!format::detail::fields_of(refused).back().is_known());
    }
}

} // namespace
