// Counts that cannot wrap: signed 64-bit integers with checked multiplication and addition.
#pragma once

#include <cstdint>

namespace ctnn {

/// A size, a number of parameters, of MACs, of FLOPs: signed 64-bit on every platform.
using Count = std::int64_t;

/// The value of a field that was left out and follows from the input's shape (PyTorch's Lazy
/// modules; None in AdaptiveAvgPool2d). The smallest number, which no computed size reaches.
inline constexpr Count inferred = INT64_MIN;

/// A count that does not fit in 63 bits. `mul` and `add` propagate it, and every question whose
/// answer depends on it (params, macs, flops, ...) is an error: no answer is ever a wrapped number.
inline constexpr Count overflow = -1;

namespace detail {

template <class T>
inline constexpr bool is_no_number = false; // types with arithmetic that are not meant as numbers
template <>
inline constexpr bool is_no_number<bool> = true;
template <>
inline constexpr bool is_no_number<char> = true;

} // namespace detail

/// The built-in integers up to 64 bits, except bool and char.
template <class T>
concept Integer = sizeof(T) <= sizeof(Count) && !detail::is_no_number<T> && requires(T value) {
    value % 1;
    static_cast<Count>(value);
};

/// a * b; `overflow` if the product, a or b is not a count from 0 to 2^63 - 1.
constexpr Count mul(Count a, Count b) {
    if ((a | b) >> 31 == 0) return a * b; // the usual case; a division is slow at run time
    if (a < 0 || b < 0 || (a > 0 && b > INT64_MAX / a)) return overflow;
    return a * b;
}

/// a + b; `overflow` if the sum, a or b is not a count from 0 to 2^63 - 1.
constexpr Count add(Count a, Count b) {
    if (a < 0 || b < 0 || b > INT64_MAX - a) return overflow;
    return a + b;
}

namespace detail {

/// Of two numbers that are not negative; gcd(0, a) is a.
constexpr Count greatest_common_divisor(Count a, Count b) {
    while (b != 0) {
        const Count rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

} // namespace detail

/// The checked product of several counts.
template <Integer... Rest>
constexpr Count mul(Count a, Count b, Rest... rest) {
    return mul(mul(a, b), rest...);
}

/// The checked sum of several counts.
template <Integer... Rest>
constexpr Count add(Count a, Count b, Rest... rest) {
    return add(add(a, b), rest...);
}

} // namespace ctnn
