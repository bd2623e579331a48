// Printing a shape, a fraction, a path, a sentence or an error with {fmt}, without the tables and
// pictures of format.hpp, which includes this header.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "../core/fraction.hpp"
#include "../core/sentence.hpp"
#include "detail/path_text.hpp"
#include "detail/text.hpp"

namespace ctnn::format::detail {

/// Accepts the format specifiers of a string: `{:>8}`.
struct AsText : fmt::formatter<fmt::string_view> {
    template <class Context>
    auto write(std::string_view text, Context& context) const {
        return fmt::formatter<fmt::string_view>::format({text.data(), text.size()}, context);
    }
};

} // namespace ctnn::format::detail

/// `5x16x16`.
template <>
struct fmt::formatter<ctnn::Shape> : ctnn::format::detail::AsText {
    template <class Context>
    auto format(const ctnn::Shape& shape, Context& context) const {
        return write(ctnn::format::detail::to_string(shape), context);
    }
};

/// `32`, `31/2`; `overflow` if it does not fit into 64 bits.
template <>
struct fmt::formatter<ctnn::Fraction> : ctnn::format::detail::AsText {
    template <class Context>
    auto format(const ctnn::Fraction& fraction, Context& context) const {
        if (!fraction.is_valid()) return write("overflow", context);
        const auto [numerator, denominator] = fraction;
        if (denominator == 1) return write(std::to_string(numerator), context);
        return write(fmt::format("{}/{}", numerator, denominator), context);
    }
};

/// A sentence, verbatim.
template <unsigned Capacity>
struct fmt::formatter<ctnn::Text<Capacity>> : ctnn::format::detail::AsText {
    template <class Context>
    auto format(const ctnn::Text<Capacity>& text, Context& context) const {
        return write({text.c_str(), text.size}, context);
    }
};

/// `3.body.0`.
template <>
struct fmt::formatter<ctnn::Path> : ctnn::format::detail::AsText {
    template <class Context>
    auto format(const ctnn::Path& path, Context& context) const {
        return write(ctnn::format::detail::path_text(path), context);
    }
};

/// A sentence: what does not fit, where, and how to fix it; empty without an error.
template <>
struct fmt::formatter<ctnn::Error> : ctnn::format::detail::AsText {
    template <class Context>
    auto format(const ctnn::Error& error, Context& context) const {
        return write(error ? ctnn::sentence(error).c_str() : "", context);
    }
};
