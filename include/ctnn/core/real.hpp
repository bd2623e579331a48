// A real number that is a valid template argument on every compiler.
#pragma once

#include "count.hpp"

namespace ctnn {

/// A layer's real-valued setting (eps, p, negative_slope, a scale factor), stored as the bits of a
/// double: clang accepts floating-point members in template arguments only since version 18.
struct Real {
    std::uint64_t bits = 0;

    constexpr Real() = default;
    constexpr Real(double value_) : bits(__builtin_bit_cast(std::uint64_t, value_)) {}

    constexpr operator double() const { return __builtin_bit_cast(double, bits); }
};

namespace detail {

/// A real number without its fraction; 2^62, which exceeds every limit, if it does not fit in a
/// Count.
constexpr Count whole_part(double value) {
    const bool fits = value > -0x1p62 && value < 0x1p62;
    return fits ? static_cast<Count>(value) : Count{1} << 62;
}

} // namespace detail
} // namespace ctnn
