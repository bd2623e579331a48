// A table as text, Markdown or LaTeX.
#pragma once

#include "../latex.hpp"
#include "../markdown.hpp"
#include "../options.hpp"
#include "table.hpp"

namespace ctnn::format {

/// The formats of a comparison.
inline constexpr Format table_formats[] = {Format::text, Format::md, Format::tex};

/// A table in one of table_formats; throws fmt::format_error for another. Ends with a newline.
inline std::string render(const Table& table, Format format, const Drawing& drawing = {}) {
    switch (format) {
    case Format::text: return to_text(table, drawing);
    case Format::md: return to_markdown(table);
    case Format::tex: return to_latex(table);
    default: FMT_THROW(fmt::format_error("a format of a comparison is text, md or tex"));
    }
}

} // namespace ctnn::format
