#include <ctnn/format/report.hpp>

#include <ctnn/ctnn.hpp>

#include "support/catch.hpp"

using namespace ctnn;
using format::Format;
using format::render;

namespace {

TEST_CASE("render calls the function of each format, with the options") {
    const auto summary = summarize(Sequential{Conv2d{1, 5, 3, 1, 1}, ReLU{}}, {1, 4, 4});
    const format::Options options{.columns = {format::Column::kernel}, .depth = 0, .batch = 7};
    CHECK(render(summary, Format::text, options) == format::to_text(summary, options));
    CHECK(render(summary, Format::md, options) == format::to_markdown(summary, options));
    CHECK(render(summary, Format::csv, options) == format::to_csv(summary, options));
    CHECK(render(summary, Format::json, options) == format::to_json(summary, options));
    CHECK(render(summary, Format::tex, options) == format::to_latex(summary, options));
    CHECK(render(summary, Format::dot, options) == format::to_dot(summary, options));
    CHECK(render(summary, Format::svg, options) == format::to_svg(summary, options));
    CHECK(render(summary, Format::bars, options) == format::to_bars(summary, options));
}

} // namespace
