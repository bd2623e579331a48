// Two networks side by side.
#pragma once

#include <string>

#include "../format.hpp"
#include "comparison_table.hpp"

namespace ctnn::report {

/// What a comparison shows unless it is told otherwise.
inline Options comparison_options() {
    Options options;
    options.columns = {Column::output, Column::params, Column::macs, Column::flops,
                       Column::activation_bytes};
    return options;
}

/// Two summaries side by side: the parts that stand for each other in one line, each count with its
/// ratio b/a; `fmt::print("{}", compare(a, b))`, and `{:md}`, `{:tex}`.
inline SideBySide compare(const AnySummary& a, const AnySummary& b,
                          const Options& options = comparison_options()) {
    return {a, b, options};
}

inline std::string to_text(const SideBySide& both) {
    return to_text(table_of(both), {both.options.ascii, both.options.color});
}
inline std::string to_markdown(const SideBySide& both) {
    return to_markdown(table_of(both));
}
inline std::string to_latex(const SideBySide& both) {
    return to_latex(table_of(both));
}

/// The formats of a comparison.
inline constexpr Format comparison_formats[] = {Format::text, Format::md, Format::tex};

/// A comparison in one of comparison_formats; in another it is empty.
inline std::string render(const SideBySide& both, Format format) {
    switch (format) {
    case Format::text: return to_text(both);
    case Format::md: return to_markdown(both);
    case Format::tex: return to_latex(both);
    default: return {};
    }
}

} // namespace ctnn::report

namespace ctnn {
using report::compare;
} // namespace ctnn

/// `{}`, `{:md}`, `{:tex}`. Ends with a newline.
template <>
struct fmt::formatter<ctnn::report::SideBySide>
    : ctnn::report::detail::FormatByName<ctnn::report::comparison_formats> {
    template <class Context>
    auto format(const ctnn::report::SideBySide& both, Context& context) const {
        return write(both, context);
    }
};
