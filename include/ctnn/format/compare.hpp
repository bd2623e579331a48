// Two networks side by side.
#pragma once

#include <string>

#include "../format.hpp"
#include "detail/comparison_table.hpp"
#include "detail/render_table.hpp"

namespace ctnn::format {

/// The default options of a comparison.
[[nodiscard]] inline Options comparison_options() {
    Options options;
    options.columns = {Column::output, Column::params, Column::macs, Column::flops,
                       Column::activation_bytes};
    return options;
}

/// Two summaries side by side: matching parts share a line, each count has its ratio b/a.
/// `fmt::print("{}", compare(a, b))`; also `{:md}`, `{:tex}`. To change options, start from
/// comparison_options().
[[nodiscard]] inline SideBySide compare(const AnySummary& a, const AnySummary& b,
                                        const Options& options = comparison_options()) {
    return {a, b, options};
}

/// A comparison in one of table_formats; throws fmt::format_error for another.
[[nodiscard]] inline std::string render(const SideBySide& both, Format format) {
    return render(table_of(both), format, {both.options.ascii, both.options.color});
}

} // namespace ctnn::format

namespace ctnn {
using format::compare;
} // namespace ctnn

/// `{}`, `{:md}`, `{:tex}`. Ends with a newline.
template <>
struct fmt::formatter<ctnn::format::SideBySide>
    : ctnn::format::detail::FormatByName<ctnn::format::table_formats> {
    template <class Context>
    auto format(const ctnn::format::SideBySide& both, Context& context) const {
        return write(both, context);
    }
};
