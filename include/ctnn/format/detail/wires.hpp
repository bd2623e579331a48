// The wires of a picture: they connect maps that are not neighbours.
#pragma once

#include <algorithm>
#include <vector>

#include "feature_maps.hpp"

namespace ctnn::format::detail {

/// Wires that share a height: from one map to several, or from several to one.
struct Bus {
    std::vector<int> from = {};
    std::vector<int> to = {};
    int begin = 0; ///< the first map of all,
    int end = 0;   ///< and the last one

    void add(int source, int target) {
        add_unique(from, source);
        add_unique(to, target);
        begin = std::min(begin, source);
        end = std::max(end, target);
    }

  private:
    static void add_unique(std::vector<int>& list, int value) {
        if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
    }
};

/// The index in a map's sources of the map just before it, which gets an arrow; -1 if there is
/// none.
inline int arrow_source(const FeatureMap& map, int index) {
    const auto found = std::find(map.sources.begin(), map.sources.end(), index - 1);
    return found == map.sources.end() ? -1 : static_cast<int>(found - map.sources.begin());
}

/// Wires from all sources without an arrow. Wires from one map share a bus if it has several,
/// otherwise those to one map do: an inception module has one bus to its branches, one from them.
inline std::vector<Bus> buses_of(const std::vector<FeatureMap>& maps) {
    struct Wire {
        int from;
        int to;
    };
    const auto at = [](int index) { return static_cast<std::size_t>(index); };
    std::vector<Wire> wires;
    std::vector<int> wires_from(maps.size(), 0);
    for (int to = 0; to < static_cast<int>(maps.size()); ++to) {
        const FeatureMap& map = maps[at(to)];
        const int arrow = arrow_source(map, to);
        for (int i = 0; i < static_cast<int>(map.sources.size()); ++i) {
            if (i == arrow) continue;
            wires.push_back({map.sources[at(i)], to});
            ++wires_from[at(wires.back().from)];
        }
    }
    std::vector<Bus> buses;
    std::vector<int> bus_from(maps.size(), -1);
    std::vector<int> bus_to(maps.size(), -1);
    for (const auto& [from, to] : wires) {
        int& bus = wires_from[at(from)] > 1 ? bus_from[at(from)] : bus_to[at(to)];
        if (bus < 0) {
            bus = static_cast<int>(buses.size());
            buses.push_back({.begin = from, .end = to});
        }
        buses[at(bus)].add(from, to);
    }
    return buses;
}

} // namespace ctnn::format::detail
