// A summary in any format.
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

namespace ctnn::format {

/// A report of a summary in the given format. Ends with a newline.
[[nodiscard]] inline std::string render(const AnySummary& summary, Format format,
                                        const Options& options = {}) {
    switch (format) {
    case Format::text: return to_text(summary, options);
    case Format::md: return to_markdown(summary, options);
    case Format::csv: return to_csv(summary, options);
    case Format::json: return to_json(summary, options);
    case Format::tex: return to_latex(summary, options);
    case Format::dot: return to_dot(summary, options);
    case Format::svg: return to_svg(summary, options);
    case Format::bars: return to_bars(summary, options);
    }
    return {};
}

} // namespace ctnn::format
