// Counts that cannot wrap: signed 64-bit numbers and the two operations that formulas need.
#pragma once

#include <cstdint>

namespace ctnn {

/// A size, a number of parameters, of MACs, of FLOPs: signed 64-bit on every platform.
using Count = std::int64_t;

/// Stands in a field that was left out and follows from the incoming shape (PyTorch's Lazy modules;
/// None in AdaptiveAvgPool2d). The most negative number, so that no size that a user computes is
/// it.
inline constexpr Count inferred = INT64_MIN;

/// A count that 63 bits do not hold. `mul` and `add` pass it on, and every question that meets it
/// (params, macs, flops, ...) is an error: a wrapped number never comes out.
inline constexpr Count overflow = -1;

namespace detail {

template <class T>
inline constexpr bool is_no_number = false; // though the language computes with it
template <>
inline constexpr bool is_no_number<bool> = true;
template <>
inline constexpr bool is_no_number<char> = true;

} // namespace detail

/// Anything that counts: the built-in integers up to 64 bits; no floating-point number, bool, char.
template <class T>
concept Integer = sizeof(T) <= sizeof(Count) && !detail::is_no_number<T> && requires(T value) {
    value % 1;
    static_cast<Count>(value);
};

/// a * b of two counts; `overflow` if that, or either of them, is not a count.
constexpr Count mul(Count a, Count b) {
    if ((a | b) >> 31 == 0) return a * b; // most; a division takes long at run time
    if (a < 0 || b < 0 || (a > 0 && b > INT64_MAX / a)) return overflow;
    return a * b;
}

/// a + b of two counts; `overflow` if that, or either of them, is not a count.
constexpr Count add(Count a, Count b) {
    if (a < 0 || b < 0 || b > INT64_MAX - a) return overflow;
    return a + b;
}

namespace detail {

/// Of numbers from 0; of 0 and another, that.
constexpr Count greatest_common_divisor(Count a, Count b) {
    while (b != 0) {
        const Count rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

} // namespace detail

/// The product of several counts, checked.
template <Integer... Rest>
constexpr Count mul(Count a, Count b, Rest... rest) {
    return mul(mul(a, b), rest...);
}

/// The sum of several counts, checked.
template <Integer... Rest>
constexpr Count add(Count a, Count b, Rest... rest) {
    return add(add(a, b), rest...);
}

} // namespace ctnn
