// A summary in any of the formats.
#pragma once

#include "bars.hpp"
#include "csv.hpp"
#include "dot.hpp"
#include "json.hpp"
#include "latex.hpp"
#include "markdown.hpp"
#include "options.hpp"
#include "summary_table.hpp"
#include "svg.hpp"

namespace ctnn::report {

/// A summary as text in a format. Ends with a newline.
inline std::string render(const View& view, Format format, const Options& options = {}) {
    switch (format) {
    case Format::text: return to_text(view, options);
    case Format::md: return to_markdown(view, options);
    case Format::csv: return to_csv(view, options);
    case Format::json: return to_json(view, options);
    case Format::tex: return to_latex(view, options);
    case Format::dot: return to_dot(view, options);
    case Format::svg: return to_svg(view, options);
    case Format::bars: return to_bars(view, options);
    }
    return {};
}

} // namespace ctnn::report
