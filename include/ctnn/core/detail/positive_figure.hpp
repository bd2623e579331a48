// Arguments of a question that must be positive.
#pragma once

#include "../shape_error.hpp"

namespace ctnn::detail {

/// Throws shape_error unless it is positive.
constexpr void refuse_unless_positive(Count figure, const char* name) {
    if (figure >= 1) return;
    refuse({.misfit = {Problem::figure, Field::none, Axis::none, 1, figure},
            .layer = name,
            .index = -1});
}

/// Throws shape_error unless it is positive and finite.
constexpr void refuse_unless_positive(double figure, const char* name) {
    constexpr double largest = 0x1.fffffffffffffp+1023;
    if (figure > 0 && figure <= largest) return;
    refuse({.misfit = {Problem::figure}, .layer = name, .index = -1});
}

} // namespace ctnn::detail
