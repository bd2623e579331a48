#include <ctnn/format/report.hpp>

#include <ctnn/ctnn.hpp>

#include "support/catch.hpp"

using namespace ctnn;
using report::Format;
using report::render;

namespace {

TEST_CASE("each format is its function's, with its options") {
    const auto summary = summarize(Sequential{Conv2d{1, 5, 3, 1, 1}, ReLU{}}, {1, 4, 4});
    const report::Options options{.columns = {report::Column::kernel}, .depth = 0, .batch = 7};
    CHECK(render(summary, Format::text, options) == report::to_text(summary, options));
    CHECK(render(summary, Format::md, options) == report::to_markdown(summary, options));
    CHECK(render(summary, Format::csv, options) == report::to_csv(summary, options));
    CHECK(render(summary, Format::json, options) == report::to_json(summary, options));
    CHECK(render(summary, Format::tex, options) == report::to_latex(summary, options));
    CHECK(render(summary, Format::dot, options) == report::to_dot(summary, options));
    CHECK(render(summary, Format::svg, options) == report::to_svg(summary, options));
    CHECK(render(summary, Format::bars, options) == report::to_bars(summary, options));
}

} // namespace
