// Printing a comparison of conventions with {fmt}. The core never includes this header.
#pragma once

#include "../compare_conventions.hpp"
#include "../format.hpp"
#include "text.hpp"

namespace ctnn::report::detail {

/// What large counts are read in.
struct Scale {
    const char* name;
    double one;
};

constexpr Scale scale_of(Count most) {
    if (most >= 1'000'000'000) return {"billions", 1e9};
    return most >= 1'000'000 ? Scale{"millions", 1e6} : Scale{"thousands", 1e3};
}

inline std::string to_line(const std::string& name, const std::string& count,
                           const std::string& scaled, const std::string& unit,
                           const std::string& per_mac, const std::string& rule) {
    return fmt::format("{:<16}  {:>20}  {:>10}  {:<11}  {:>7}  {}\n", name, count, scaled, unit,
                       per_mac, rule);
}

/// "-" stands for a count past 63 bits, and for a ratio to no MACs.
inline std::string to_line(const Counted& row, const Scale& scale, Count macs) {
    const auto& [name, unit, rule, function] = row.convention;
    if (row.count == overflow) return to_line(name, "-", "-", unit, "-", rule);
    const auto value = static_cast<double>(row.count);
    return to_line(name, with_separators(row.count), fmt::format("{:.3f}", value / scale.one), unit,
                   macs > 0 ? fmt::format("{:.3f}", value / static_cast<double>(macs)) : "-", rule);
}

template <unsigned Conventions>
std::string to_table(const Comparison<Conventions>& comparison) {
    const Count macs = comparison.totals.macs;
    Count most = 0;
    for (const Counted& row : comparison) most = row.count > most ? row.count : most;
    const Scale scale = scale_of(most);
    std::string out = to_line("convention", "count", scale.name, "unit", "per MAC", "rule");
    out.append(out.size() - 1, '-') += '\n';
    for (const Counted& row : comparison) out += to_line(row, scale, macs);
    out += fmt::format("input {}; {} MACs\n", to_string(comparison.input), with_separators(macs));
    return out;
}

} // namespace ctnn::report::detail

/// A row per convention: its name, its count, that in billions (or millions, or thousands), its
/// unit, its ratio to the MACs, its rule. Ends with a newline.
template <unsigned Conventions>
struct fmt::formatter<ctnn::Comparison<Conventions>> : fmt::formatter<fmt::string_view> {
    template <class Context>
    auto format(const ctnn::Comparison<Conventions>& comparison, Context& context) const {
        return fmt::formatter<fmt::string_view>::format(ctnn::report::detail::to_table(comparison),
                                                        context);
    }
};
