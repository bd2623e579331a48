// A list of up to so many things, in the order in which they came.
#pragma once

#include "size.hpp"

namespace ctnn {

/// What reports about a network's rows are: one thing a row, `size()` of them.
template <class T, Count Capacity>
struct List {
    T items[detail::room_for(Capacity)] = {};
    int count = 0;

    constexpr int size() const { return count; }
    constexpr const T* begin() const { return items; }
    constexpr const T* end() const { return items + count; }
    constexpr const T& operator[](int which) const { return items[which]; }
};

} // namespace ctnn
