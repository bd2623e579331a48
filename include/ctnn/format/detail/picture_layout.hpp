// Where the feature maps of a picture stand: boxes in lines from left to right, wires above them.
#pragma once

#include <algorithm>
#include <climits>
#include <string>
#include <vector>

#include "../options.hpp"
#include "box_scale.hpp"
#include "drawing.hpp"
#include "feature_maps.hpp"
#include "wires.hpp"

namespace ctnn::format::detail {

/// A map in its place. x grows to the right, y down from the line's arrows.
struct Place {
    BoxSize box = {};
    std::vector<std::string> above = {}; ///< over the arrow to it
    std::vector<std::string> below = {}; ///< under that arrow
    std::string caption = {};            ///< under the box
    int line = 0;
    bool has_arrow = false; ///< from the map before
    bool has_wires = false; ///< from maps that stand farther away
    double gap = 0;         ///< for the arrow and what is written along it
    double column = 0;      ///< for the box and its caption
    double gap_x = 0;
    double column_x = 0;

    double x() const { return column_x + (column - box.width - box.right) / 2; }
    double right() const { return x() + box.width + box.right; }
    double middle() const { return x() + (box.width + box.right) / 2; }
    double top() const { return -box.height / 2 - box.up; }
    double lane() const { return gap_x + 5; } ///< where wires come down
    double label_x() const {
        return gap_x + (has_wires ? 10 : 0) + (gap - (has_wires ? 10 : 0)) / 2;
    }
    double label_top() const { return -4 - 12 * static_cast<double>(above.size()); }
};

/// The part of a bus that is in one line, at this height over the line's arrows.
struct BusPiece {
    int bus = 0;
    int line = 0;
    double y = 0;
};

/// Puts maps into lines of about a width, and wires above them.
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
        for (std::size_t i = 0; i < maps_.size(); ++i) places.push_back(place_of(i));
    }

    /// A last column that is no map: the layer that does not fit.
    void append(const Place& place) { places.push_back(place); }

    void arrange() {
        break_lines();
        for (Place& place : places) {
            place.gap_x = lines[at(place.line)].width;
            place.column_x = place.gap_x + place.gap;
            lines[at(place.line)].width = place.column_x + place.column;
        }
        for (Line& line : lines) width = std::max(width, line.width);
        for (const Place& place : places) {
            Line& line = lines[at(place.line)];
            line.up = std::max({line.up, -place.top(), -place.label_top() + 2});
            line.down = std::max({line.down, place.box.height / 2 + 22,
                                  12 * static_cast<double>(place.below.size()) + 8});
        }
        raise_buses();
    }

    static double gap_of(const Place& place) {
        double gap = 26;
        for (const auto& texts : {place.above, place.below}) {
            for (const std::string& text : texts) gap = std::max(gap, format::width_of(text, font));
        }
        return gap + 8 + (place.has_wires ? 10 : 0);
    }

    static double column_of(const Place& place) {
        return std::max(place.box.width + place.box.right + 4,
                        format::width_of(place.caption, font) + 4);
    }

    struct Line {
        double width = margin;
        double up = 0;   ///< how much room it needs above its arrows,
        double down = 0; ///< and below
    };

    BoxScale scale;
    std::vector<Bus> buses;
    std::vector<Place> places = {};
    std::vector<Line> lines = {};
    std::vector<BusPiece> pieces = {};
    double width = 0;

  private:
    static std::size_t at(int index) { return static_cast<std::size_t>(index); }

    Place place_of(std::size_t index) const {
        const FeatureMap& map = maps_[index];
        Place place{.box = scale.size_of(map.shape), .caption = to_string(map.shape)};
        place.has_arrow = arrow_source(map, static_cast<int>(index)) >= 0;
        place.has_wires = map.sources.size() > (place.has_arrow ? 1u : 0u);
        for (const MapStep& step : map.before) place.above.push_back(step.label());
        for (const MapStep& step : map.steps) {
            const bool is_main = &step == &map.steps[0];
            if (is_main) {
                place.above.push_back(step.label());
            } else {
                place.below.push_back(fmt::format("+ {}", step.label()));
            }
            if (is_main && !step.kernel.empty()) place.above.push_back(step.kernel);
        }
        if (map.sums.params > 0) {
            place.below.push_back(number(map.sums.params, units_) + " params");
        }
        if (index == 0) {
            place.caption = "input " + place.caption;
        } else {
            place.gap = gap_of(place);
        }
        place.column = column_of(place);
        return place;
    }

    /// Lines of at most the preferred width, unless a map alone is wider.
    void break_lines() {
        double whole = 2 * margin;
        for (const Place& place : places) whole += place.gap + place.column;
        const bool is_one_line = whole <= 1.2 * line_width_;
        for (std::size_t first = 0; first < places.size();) {
            const std::size_t end = is_one_line ? places.size() : end_of_line(first);
            for (std::size_t i = first; i < end; ++i) {
                places[i].line = static_cast<int>(lines.size());
            }
            lines.emplace_back();
            first = end;
        }
    }

    /// The last place in the last third of a line where fewest buses are cut.
    std::size_t end_of_line(std::size_t first) const {
        double used = margin + places[first].gap + places[first].column;
        std::size_t best = first + 1;
        int fewest = INT_MAX;
        for (std::size_t i = first + 1; i < places.size() && used <= line_width_; ++i) {
            const int cut =
                used > line_width_ * 2 / 3 ? buses_before(static_cast<int>(i)) : INT_MAX;
            if (cut <= fewest) {
                best = i;
                fewest = cut;
            }
            used += places[i].gap + places[i].column;
        }
        return used <= line_width_ ? places.size() : best;
    }

    /// How many buses go from maps before one to it or to later ones.
    int buses_before(int index) const {
        int count = 0;
        for (const Bus& bus : buses) count += bus.begin < index && index <= bus.end;
        return count;
    }

    /// Each bus over what stands under it, short ones first.
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
            for (int line = places[at(bus.begin)].line; line <= places[at(bus.end)].line; ++line) {
                add_piece(index, line);
            }
        }
    }

    void add_piece(int index, int line) {
        const Bus& bus = buses[at(index)];
        double y = 0;
        for (int i = bus.begin; i <= bus.end; ++i) {
            const Place& place = places[at(i)];
            if (place.line != line) continue;
            y = std::min(y, place.top());
            if (i > bus.begin) y = std::min(y, place.label_top());
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
