// How many records a layer needs in a summary.
#pragma once

#include "count.hpp"

namespace ctnn {

/// Upper bounds, known from a layer's type: the records that it gives, the inputs of those, the
/// composite layers in it, and the Tags, Outputs, Inputs and Shared layers. (64-bit, so that too
/// many can be detected.)
struct Size {
    Count operations = 0;
    Count edges = 0;
    Count parts = 0;
    Count names = 0;

    constexpr Size operator+(const Size& other) const {
        return {operations + other.operations, edges + other.edges, parts + other.parts,
                names + other.names};
    }
    constexpr Size operator*(Count times) const {
        return {operations * times, edges * times, parts * times, names * times};
    }
    constexpr bool operator==(const Size&) const = default;

    /// Within the limits of a summary; composite layers assert it.
    constexpr bool is_possible() const {
        return operations <= INT32_MAX && edges <= INT32_MAX && parts <= INT32_MAX &&
               names <= INT32_MAX;
    }
};

namespace detail {

/// The length of an array of `count` elements: at least 1.
constexpr unsigned long room_for(Count count) {
    return count > 0 ? static_cast<unsigned long>(count) : 1;
}

} // namespace detail
} // namespace ctnn
