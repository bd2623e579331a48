// Printing a comparison of conventions with {fmt}. The core never includes this header.
#pragma once

#include "../analysis/compare_conventions.hpp"
#include "../format.hpp"
#include "detail/render_table.hpp"

namespace ctnn::format {
namespace detail {

/// The unit in which large counts are shown.
struct Scale {
    const char* name;
    double one;
};

constexpr Scale scale_of(Count most) {
    if (most >= 1'000'000'000) return {"billions", 1e9};
    return most >= 1'000'000 ? Scale{"millions", 1e6} : Scale{"thousands", 1e3};
}

/// A count past 63 bits and a ratio to 0 MACs are "-".
inline Line line_of(const Counted& row, const Scale& scale, Count macs) {
    const bool is_known = row.count != overflow;
    const auto value = static_cast<double>(row.count);
    return {.cells = {one_line(row.convention.name), is_known ? with_separators(row.count) : "-",
                      is_known ? fmt::format("{:.3f}", value / scale.one) : "-",
                      one_line(row.convention.unit),
                      is_known && macs > 0
                          ? fmt::format("{:.3f}", value / static_cast<double>(macs))
                          : "-",
                      one_line(row.convention.rule)}};
}

} // namespace detail

/// A line per convention: name, count, count in billions (or millions, or thousands), unit, ratio
/// to the MACs, rule.
template <unsigned Conventions>
Table table_of(const Comparison<Conventions>& comparison) {
    const Count macs = comparison.totals.macs;
    Count most = 0;
    for (const Counted& row : comparison) most = row.count > most ? row.count : most;
    const detail::Scale scale = detail::scale_of(most);
    Table table{.headings = {{"convention", true},
                             {"count"},
                             {scale.name},
                             {"unit", true},
                             {"per MAC"},
                             {"rule", true, true}},
                .lines = {},
                .notes = {fmt::format("input {}; {} MACs", to_string(comparison.inputs[0]),
                                      with_separators(macs))}};
    for (const Counted& row : comparison) table.lines.push_back(detail::line_of(row, scale, macs));
    return table;
}

/// A comparison in one of table_formats; throws fmt::format_error for another.
template <unsigned Conventions>
std::string render(const Comparison<Conventions>& comparison, Format format) {
    return render(table_of(comparison), format);
}

} // namespace ctnn::format

/// `{}`, `{:md}`, `{:tex}`. Ends with a newline.
template <unsigned Conventions>
struct fmt::formatter<ctnn::Comparison<Conventions>>
    : ctnn::format::detail::FormatByName<ctnn::format::table_formats> {
    template <class Context>
    auto format(const ctnn::Comparison<Conventions>& comparison, Context& context) const {
        return write(comparison, context);
    }
};
