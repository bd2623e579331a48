// Printing with {fmt}. The core never includes this header.
#pragma once

#include "core/version.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analysis/budget.hpp"
#include "core/fraction.hpp"
#include "core/sentence.hpp"
#include "core/summary.hpp"
#include "format/report.hpp"
#include "format/values.hpp"

namespace ctnn::format::detail {

/// Parses `{}`, `{:md}`, ...: the name of one of `Formats`, text if it is empty. Another name does
/// not compile in a constant format string, and throws fmt::format_error at run time.
template <const auto& Formats>
struct FormatByName {
    Format format_ = Format::text;

    template <class Context>
    constexpr auto parse(Context& context) {
        auto end = context.begin();
        while (end != context.end() && *end != '}') ++end;
        const std::string_view name(context.begin(),
                                    static_cast<std::size_t>(end - context.begin()));
        if (!name.empty() && !find(name)) {
            FMT_THROW(fmt::format_error("a format is text, md, csv, json, tex, dot, svg or bars; "
                                        "of a comparison text, md or tex"));
        }
        return end;
    }

    template <class Report, class Context>
    auto write(const Report& report, Context& context) const {
        auto out = context.out();
        for (const char character : render(report, format_)) *out++ = character;
        return out;
    }

  private:
    constexpr bool find(std::string_view name) {
        for (const Format format : Formats) {
            if (name != name_of(format)) continue;
            format_ = format;
            return true;
        }
        return false;
    }
};

} // namespace ctnn::format::detail

/// A sentence: which limit is exceeded, by how much, by what; empty if all limits hold.
template <>
struct fmt::formatter<ctnn::Overrun> : ctnn::format::detail::AsText {
    template <class Context>
    auto format(const ctnn::Overrun& overrun, Context& context) const {
        return write(ctnn::sentence(overrun).c_str(), context);
    }
};

/// A report of a summary of any size.
template <>
struct fmt::formatter<ctnn::format::AnySummary>
    : ctnn::format::detail::FormatByName<ctnn::format::all_formats> {
    template <class Context>
    auto format(const ctnn::format::AnySummary& summary, Context& context) const {
        return write(summary, context);
    }
};

/// `{}`: an aligned table of the tree of layers, the totals, and the convention. `{:md}`, `{:csv}`,
/// `{:json}`, `{:tex}`, `{:dot}`, `{:svg}`, `{:bars}`: other formats. Ends with a newline.
/// `format::render` takes options.
template <ctnn::Size Capacity>
struct fmt::formatter<ctnn::Summary<Capacity>>
    : ctnn::format::detail::FormatByName<ctnn::format::all_formats> {
    template <class Context>
    auto format(const ctnn::Summary<Capacity>& summary, Context& context) const {
        return write(ctnn::format::AnySummary(summary), context);
    }
};
