// One test body, proved twice: by the compiler, and at run time on values that it cannot see.
#pragma once

#include <ctnn/core/count.hpp>

#include "catch.hpp"

/// The value, through memory that the optimiser must read. A constant expression sees just the
/// value.
constexpr ctnn::Count hide(ctnn::Count value) {
    if (__builtin_is_constant_evaluated()) return value;
    volatile ctnn::Count hidden = value;
    return hidden;
}

/// In a body: leaves it with the line number if the condition does not hold.
#define EXPECT(...)                                                                                \
    do {                                                                                           \
        if (!(__VA_ARGS__)) return __LINE__;                                                       \
    } while (false)

/// A body is a constexpr int function that ends with `return 0`. Failing at run time prints the
/// line.
#define PROVE_TWICE(body)                                                                          \
    static_assert(body() == 0);                                                                    \
    TEST_CASE(#body) {                                                                             \
        REQUIRE(body() == 0);                                                                      \
    }
