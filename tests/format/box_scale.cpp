#include <ctnn/format/detail/box_scale.hpp>

#include <ctnn/ctnn.hpp>

#include <cmath>

#include "support/catch.hpp"

using namespace ctnn;
using format::detail::BoxScale;

namespace {

bool is_about(double one, double other) {
    return std::abs(one - other) < 1e-9;
}

TEST_CASE("maps of very different sizes are drawn on a logarithmic scale") {
    const BoxScale log_scale({{.shape = {3, 224, 224}}, {.shape = {512, 7, 7}}});
    CHECK_FALSE(log_scale.is_linear());
    CHECK(is_about(log_scale.size_of({3, 224, 224}).height, 150));
    CHECK(is_about(log_scale.size_of({3, 1, 1}).height, 8));
    const BoxScale scale({{.shape = {1, 28, 14}}, {.shape = {16, 7, 7}}, {.shape = {10}}});
    CHECK(scale.is_linear());
    CHECK(is_about(scale.size_of({1, 14, 28}).height, 75));
    CHECK(is_about(scale.size_of({1, 14, 28}).right, 2 * scale.size_of({1, 14, 14}).right));
    CHECK(scale.size_of({6, 7, 7}).width < scale.size_of({7, 7, 7}).width);
}

TEST_CASE("degenerate shapes have valid box sizes") {
    const Count most = INT64_MAX;
    const BoxScale scale({{.shape = {most, most, most}}, {.shape = {1, 0, -5}}});
    const Shape shapes[] = {{most, most, most}, {1, 0, -5},        {most}, {most, most}, {}, {-1},
                            {1, 2, 3, 4},       {most, most, 1, 1}};
    for (const Shape& shape : shapes) {
        const auto& [width, height, right, up] = scale.size_of(shape);
        CHECK(width >= 4);
        CHECK(width <= 64);
        CHECK(height >= 6);
        CHECK(height <= 160);
        CHECK(right >= 0);
        CHECK(right <= 50);
        CHECK(up >= 0);
        CHECK(up <= 50);
    }
}

} // namespace
