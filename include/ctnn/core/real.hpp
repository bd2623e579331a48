// A real number that a template argument can hold on every compiler.
#pragma once

#include "count.hpp"

namespace ctnn {

/// A layer's real-valued setting (eps, p, negative_slope, a scale factor), kept as the bits of a
/// double: clang takes floating-point members of template arguments only from version 18.
struct Real {
    std::uint64_t bits = 0;

    constexpr Real() = default;
    constexpr Real(double value_) : bits(__builtin_bit_cast(std::uint64_t, value_)) {}

    constexpr operator double() const { return __builtin_bit_cast(double, bits); }
};

namespace detail {

/// The whole part of a real number; 2^62, which is too large for all, where a Count does not hold
/// it.
constexpr Count whole_part(double value) {
    const bool fits = value > -0x1p62 && value < 0x1p62;
    return fits ? static_cast<Count>(value) : Count{1} << 62;
}

} // namespace detail
} // namespace ctnn
