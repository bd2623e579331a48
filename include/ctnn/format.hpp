// Printing with {fmt}. The core never includes this header.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "budget.hpp"
#include "format/report.hpp"
#include "fraction.hpp"
#include "sentence.hpp"
#include "summary.hpp"

namespace ctnn::report::detail {

/// `{}`, `{:md}`, ...: the name of one of some formats, text if there is none. Another name is an
/// error of compiling, as fmt reads a constant format string there; at run time it is a
/// fmt::format_error.
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

/// Formatted as a string is: `{:>8}`.
struct AsText : fmt::formatter<fmt::string_view> {
    template <class Context>
    auto write(std::string_view text, Context& context) const {
        return fmt::formatter<fmt::string_view>::format({text.data(), text.size()}, context);
    }
};

} // namespace ctnn::report::detail

/// `5x16x16`.
template <>
struct fmt::formatter<ctnn::Shape> : ctnn::report::detail::AsText {
    template <class Context>
    auto format(const ctnn::Shape& shape, Context& context) const {
        return write(ctnn::report::to_string(shape), context);
    }
};

/// `32`, `31/2`; `overflow` of one that 64 bits do not hold.
template <>
struct fmt::formatter<ctnn::Fraction> : ctnn::report::detail::AsText {
    template <class Context>
    auto format(const ctnn::Fraction& fraction, Context& context) const {
        if (!fraction.is_valid()) return write("overflow", context);
        const auto [numerator, denominator] = fraction;
        if (denominator == 1) return write(std::to_string(numerator), context);
        return write(fmt::format("{}/{}", numerator, denominator), context);
    }
};

/// A sentence, as it is.
template <unsigned Capacity>
struct fmt::formatter<ctnn::Text<Capacity>> : ctnn::report::detail::AsText {
    template <class Context>
    auto format(const ctnn::Text<Capacity>& text, Context& context) const {
        return write({text.c_str(), text.size}, context);
    }
};

/// `3.body.0`.
template <>
struct fmt::formatter<ctnn::Path> : ctnn::report::detail::AsText {
    template <class Context>
    auto format(const ctnn::Path& path, Context& context) const {
        return write(ctnn::report::path_text(path), context);
    }
};

/// The sentence: what does not fit, where, and what would mend it; empty if all fits.
template <>
struct fmt::formatter<ctnn::Error> : ctnn::report::detail::AsText {
    template <class Context>
    auto format(const ctnn::Error& error, Context& context) const {
        return write(error ? ctnn::sentence(error).c_str() : "", context);
    }
};

/// The sentence: which limit is exceeded, by how much, and by what; empty if none is.
template <>
struct fmt::formatter<ctnn::Overrun> : ctnn::report::detail::AsText {
    template <class Context>
    auto format(const ctnn::Overrun& overrun, Context& context) const {
        return write(ctnn::sentence(overrun).c_str(), context);
    }
};

/// A report of a summary whose size is not in its type.
template <>
struct fmt::formatter<ctnn::report::AnySummary>
    : ctnn::report::detail::FormatByName<ctnn::report::all_formats> {
    template <class Context>
    auto format(const ctnn::report::AnySummary& summary, Context& context) const {
        return write(summary, context);
    }
};

/// `{}`: an aligned table of the tree of layers, totals, and the line that states the convention.
/// `{:md}`, `{:csv}`, `{:json}`, `{:tex}`, `{:dot}`, `{:svg}`, `{:bars}`: other formats. Ends with
/// a newline. `report::render` takes options.
template <ctnn::Size Capacity>
struct fmt::formatter<ctnn::Summary<Capacity>>
    : ctnn::report::detail::FormatByName<ctnn::report::all_formats> {
    template <class Context>
    auto format(const ctnn::Summary<Capacity>& summary, Context& context) const {
        return write(ctnn::report::AnySummary(summary), context);
    }
};
