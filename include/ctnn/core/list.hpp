// A list of at most Capacity items.
#pragma once

#include "size.hpp"

namespace ctnn {

/// The items of a report, `size()` of them: one for each row of the network, or each convention.
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
