// Does a sum, difference or product of signed counts fit in 64 bits? Tested before it is computed,
// in standard C++, since only g++ and clang have builtins that report overflow. One expression
// each, because clang limits the number of statements in a constant expression.
#pragma once

#include "../count.hpp"

namespace ctnn::detail {

/// a + b.
constexpr bool sum_fits(Count a, Count b) {
    return b < 0 ? a >= INT64_MIN - b : a <= INT64_MAX - b;
}

/// a - b.
constexpr bool difference_fits(Count a, Count b) {
    return b < 0 ? a <= INT64_MAX + b : a >= INT64_MIN + b;
}

/// a * b, where a or b may need more than 32 bits.
constexpr bool large_product_fits(Count a, Count b) {
    if (a == 0 || b == 0) return true;
    if (a == -1) return b != INT64_MIN; // INT64_MIN / -1 does not fit either
    const Count furthest = ((a < 0) == (b < 0) ? INT64_MAX : INT64_MIN) / a;
    return b < 0 ? b >= furthest : b <= furthest;
}

/// a * b.
constexpr bool product_fits(Count a, Count b) {
    return (a == static_cast<std::int32_t>(a) && b == static_cast<std::int32_t>(b)) ||
           large_product_fits(a, b);
}

} // namespace ctnn::detail
