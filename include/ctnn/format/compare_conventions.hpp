// Printing a comparison of conventions with {fmt}. The core never includes this header.
#pragma once

#include "../compare_conventions.hpp"
#include "../format.hpp"

namespace ctnn::detail {

/// "-" of a count that 63 bits do not hold.
inline std::string to_table(const Counted* rows, int size, const Shape& input, Count macs) {
    std::string out = fmt::format("{:<16}  {:>20}  {:>10}  {:<11}  {:>7}  {}\n", "convention",
                                  "count", "billions", "unit", "per MAC", "rule");
    out.append(72, '-') += '\n';
    for (const Counted* row = rows; row != rows + size; ++row) {
        const bool fits = row->count != overflow;
        const auto value = static_cast<double>(row->count);
        out += fmt::format(
            "{:<16}  {:>20}  {:>10}  {:<11}  {:>7}  {}\n", row->convention.name,
            fits ? with_separators(row->count) : "-",
            fits ? fmt::format("{:.3f}", value / 1e9) : "-", row->convention.unit,
            fits && macs > 0 ? fmt::format("{:.3f}", value / static_cast<double>(macs)) : "-",
            row->convention.rule);
    }
    return out + fmt::format("input {}; {} MACs\n", to_string(input), with_separators(macs));
}

} // namespace ctnn::detail

/// A row per convention: its name, its count, that in billions, its unit, its ratio to the MACs,
/// its rule. Ends with a newline.
template <unsigned Conventions>
struct fmt::formatter<ctnn::Comparison<Conventions>> : fmt::formatter<fmt::string_view> {
    template <class Context>
    auto format(const ctnn::Comparison<Conventions>& comparison, Context& context) const {
        return fmt::formatter<fmt::string_view>::format(
            ctnn::detail::to_table(comparison.rows, comparison.size(), comparison.input,
                                   comparison.totals.macs),
            context);
    }
};
