#include <ctnn/format/detail/picture_layout.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/resnet.hpp>

#include <climits>

#include "support/catch.hpp"

using namespace ctnn;

namespace {

TEST_CASE("a long network wraps into lines of about the preferred width") {
    const auto summary = summarize(models::resnet50(), {3, 224, 224});
    const auto maps = format::feature_maps_of(summary, format::parts_of(summary, INT_MAX, true));
    format::detail::PictureLayout layout(maps, {});
    layout.arrange();
    CHECK(layout.lines.size() > 5);
    CHECK(layout.lines.size() < 14);
    CHECK(layout.width <= format::Options{}.picture_width);
    format::Options narrow;
    narrow.picture_width = 500;
    format::detail::PictureLayout slim(maps, narrow);
    slim.arrange();
    CHECK(slim.width <= 500);
    CHECK(slim.lines.size() > 2 * layout.lines.size());
    for (std::size_t i = 1; i < layout.placed_maps.size(); ++i) {
        const auto& before = layout.placed_maps[i - 1];
        const auto& placed = layout.placed_maps[i];
        CHECK((placed.line == before.line + 1 ||
               (placed.line == before.line && placed.gap_x >= before.right())));
        CHECK(placed.x() >= placed.gap_x + placed.gap);
    }
}

} // namespace
