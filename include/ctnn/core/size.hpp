// How much of a summary a layer fills.
#pragma once

#include "count.hpp"

namespace ctnn {

/// How many records a layer gives, how many inputs those have, and how many composite layers stand
/// in it: upper bounds, which follow from its type. (In 64 bits, so that what is too much is seen.)
struct Size {
    Count operations = 0;
    Count edges = 0;
    Count parts = 0;

    constexpr Size operator+(const Size& other) const {
        return {operations + other.operations, edges + other.edges, parts + other.parts};
    }
    constexpr Size operator*(Count times) const {
        return {operations * times, edges * times, parts * times};
    }
    constexpr bool operator==(const Size&) const = default;

    /// Composite layers assert it of theirs.
    constexpr bool is_possible() const {
        return operations <= INT32_MAX && edges <= INT32_MAX && parts <= INT32_MAX;
    }
};

namespace detail {

/// The length of an array for so many: at least 1.
constexpr unsigned long room_for(Count count) {
    return count > 0 ? static_cast<unsigned long>(count) : 1;
}

} // namespace detail
} // namespace ctnn
