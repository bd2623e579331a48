// Two networks side by side.
#pragma once

#include <string>
#include <utility>

#include "../format.hpp"
#include "detail/comparison_table.hpp"
#include "detail/render_table.hpp"

namespace ctnn::format {

/// The default options of a comparison: three columns with SI units, so that the table of most
/// networks fits 120 characters. `dtype` is the type of activation and parameter bytes.
[[nodiscard]] inline Options comparison_options() {
    Options options;
    options.columns = {Column::output, Column::params, Column::macs};
    options.units = Units::si;
    return options;
}

/// Two summaries side by side: matching parts share a line, each count has its ratio b/a.
/// `fmt::print("{}", compare(a, b))`; also `{:md}`, `{:tex}`. To change options, start from
/// comparison_options().
[[nodiscard]] inline SideBySide compare(const AnySummary& a, const AnySummary& b,
                                        const Options& options = comparison_options()) {
    return {a, b, options};
}

/// The same with names for the two sides: `compare("paper", a, "ours", b)`.
[[nodiscard]] inline SideBySide compare(std::string name_of_a, const AnySummary& a,
                                        std::string name_of_b, const AnySummary& b,
                                        const Options& options = comparison_options()) {
    return {a, b, options, std::move(name_of_a), std::move(name_of_b)};
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
