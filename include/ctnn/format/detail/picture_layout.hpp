// The layout of a picture: boxes in lines from left to right, wires above them.
#pragma once

#include <algorithm>
#include <climits>
#include <string>
#include <vector>

#include "../options.hpp"
#include "box_scale.hpp"
#include "drawing.hpp"
#include "feature_maps.hpp"
#include "placed_map.hpp"
#include "wires.hpp"

namespace ctnn::format::detail {

/// The segment of a bus in one line; y is relative to the line's arrows.
struct BusPiece {
    int bus = 0;
    int line = 0;
    double y = 0;
};

/// Breaks the maps into lines of about the preferred width, and routes wires above them.
class PictureLayout {
  public:
    static constexpr double margin = 16;
    static constexpr double font = 11;

    PictureLayout(const std::vector<FeatureMap>& all_maps_, const Options& chosen_)
        : scale(all_maps_),
          buses(buses_of(all_maps_)),
          maps_(all_maps_),
          units_(chosen_.units),
          line_width_(chosen_.picture_width) {
        for (std::size_t i = 0; i < maps_.size(); ++i) placed_maps.push_back(placed_map_of(i));
    }

    /// Appends a column that is not a map: the layer that does not fit.
    void append(const PlacedMap& placed) { placed_maps.push_back(placed); }

    void arrange() {
        break_lines();
        for (PlacedMap& placed : placed_maps) {
            placed.gap_x = lines[at(placed.line)].width;
            placed.column_x = placed.gap_x + placed.gap;
            lines[at(placed.line)].width = placed.column_x + placed.column;
        }
        for (Line& line : lines) width = std::max(width, line.width);
        for (const PlacedMap& placed : placed_maps) {
            Line& line = lines[at(placed.line)];
            line.up = std::max({line.up, -placed.top(), -placed.label_top() + 2});
            line.down = std::max({line.down, placed.box.height / 2 + 22,
                                  12 * static_cast<double>(placed.below.size()) + 8});
        }
        raise_buses();
    }

    static double gap_of(const PlacedMap& placed) {
        double gap = 26;
        for (const auto& texts : {placed.above, placed.below}) {
            for (const std::string& text : texts) gap = std::max(gap, width_of(text, font));
        }
        return gap + 8 + (placed.has_wires ? 10 : 0);
    }

    static double column_of(const PlacedMap& placed) {
        return std::max(placed.box.width + placed.box.right + 4,
                        width_of(placed.caption, font) + 4);
    }

    struct Line {
        double width = margin;
        double up = 0;   ///< the room it needs above its arrows,
        double down = 0; ///< and below
    };

    BoxScale scale;
    std::vector<Bus> buses;
    std::vector<PlacedMap> placed_maps = {};
    std::vector<Line> lines = {};
    std::vector<BusPiece> pieces = {};
    double width = 0;

  private:
    static std::size_t at(int index) { return static_cast<std::size_t>(index); }

    PlacedMap placed_map_of(std::size_t index) const {
        const FeatureMap& map = maps_[index];
        PlacedMap placed{.box = scale.size_of(map.shape), .caption = to_string(map.shape)};
        placed.has_arrow = arrow_source(map, static_cast<int>(index)) >= 0;
        placed.has_wires = map.sources.size() > (placed.has_arrow ? 1u : 0u);
        for (const MapStep& step : map.before) placed.above.push_back(step.label());
        for (const MapStep& step : map.steps) {
            const bool is_main = &step == &map.steps[0];
            if (is_main) {
                placed.above.push_back(step.label());
            } else {
                placed.below.push_back(fmt::format("+ {}", step.label()));
            }
            if (is_main && !step.kernel.empty()) placed.above.push_back(step.kernel);
        }
        if (map.sums.params > 0) {
            placed.below.push_back(number(map.sums.params, units_) + " params");
        }
        if (map.is_input()) placed.caption = "input " + placed.caption;
        if (index > 0) placed.gap = gap_of(placed);
        placed.column = column_of(placed);
        return placed;
    }

    /// Lines have at most the preferred width, unless a single map is wider.
    void break_lines() {
        double whole = 2 * margin;
        for (const PlacedMap& placed : placed_maps) whole += placed.gap + placed.column;
        const bool is_one_line = whole <= 1.2 * line_width_;
        for (std::size_t first = 0; first < placed_maps.size();) {
            const std::size_t end = is_one_line ? placed_maps.size() : end_of_line(first);
            for (std::size_t i = first; i < end; ++i) {
                placed_maps[i].line = static_cast<int>(lines.size());
            }
            lines.emplace_back();
            first = end;
        }
    }

    /// Breaks in the last third of a line where the fewest buses are cut, as late as possible.
    std::size_t end_of_line(std::size_t first) const {
        double used = margin + placed_maps[first].gap + placed_maps[first].column;
        std::size_t best = first + 1;
        int fewest = INT_MAX;
        for (std::size_t i = first + 1; i < placed_maps.size() && used <= line_width_; ++i) {
            const int cut =
                used > line_width_ * 2 / 3 ? buses_before(static_cast<int>(i)) : INT_MAX;
            if (cut <= fewest) {
                best = i;
                fewest = cut;
            }
            used += placed_maps[i].gap + placed_maps[i].column;
        }
        return used <= line_width_ ? placed_maps.size() : best;
    }

    /// How many buses cross from before a map to it or beyond.
    int buses_before(int index) const {
        int count = 0;
        for (const Bus& bus : buses) count += bus.begin < index && index <= bus.end;
        return count;
    }

    /// Puts each bus above what it passes over, short ones first.
    void raise_buses() {
        std::vector<int> order;
        order.reserve(buses.size());
        for (int i = 0; i < static_cast<int>(buses.size()); ++i) order.push_back(i);
        const auto length = [&](int bus) { return buses[at(bus)].end - buses[at(bus)].begin; };
        std::sort(order.begin(), order.end(), [&](int one, int other) {
            return length(one) != length(other) ? length(one) < length(other) : one < other;
        });
        for (const int index : order) {
            const Bus& bus = buses[at(index)];
            for (int line = placed_maps[at(bus.begin)].line; line <= placed_maps[at(bus.end)].line;
                 ++line) {
                add_piece(index, line);
            }
        }
    }

    void add_piece(int index, int line) {
        const Bus& bus = buses[at(index)];
        double y = 0;
        for (int i = bus.begin; i <= bus.end; ++i) {
            const PlacedMap& placed = placed_maps[at(i)];
            if (placed.line != line) continue;
            y = std::min(y, placed.top());
            if (i > bus.begin) y = std::min(y, placed.label_top());
        }
        y -= 12;
        for (const BusPiece& other : pieces) {
            const Bus& crossed = buses[at(other.bus)];
            if (other.line != line || crossed.end < bus.begin || bus.end < crossed.begin) continue;
            y = std::min(y, other.y - 9);
        }
        pieces.push_back({index, line, y});
        lines[at(line)].up = std::max(lines[at(line)].up, -y + 4);
    }

    const std::vector<FeatureMap>& maps_;
    Units units_;
    double line_width_; ///< preferred
};

} // namespace ctnn::format::detail
