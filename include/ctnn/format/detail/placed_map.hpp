// A feature map at its place in a picture.
#pragma once

#include <string>
#include <vector>

#include "box_scale.hpp"

namespace ctnn::format::detail {

/// A feature map with its labels and coordinates. x grows to the right, y down from the line's
/// arrows.
struct PlacedMap {
    BoxSize box = {};
    std::vector<std::string> above = {}; ///< labels above the arrow to it
    std::vector<std::string> below = {}; ///< labels below that arrow
    std::string caption = {};            ///< below the box
    int line = 0;
    bool has_arrow = false; ///< from the map before
    bool has_wires = false; ///< from maps farther away
    double gap = 0;         ///< width of the arrow and its labels
    double column = 0;      ///< width of the box and its caption
    double gap_x = 0;
    double column_x = 0;

    double x() const { return column_x + (column - box.width - box.right) / 2; }
    double right() const { return x() + box.width + box.right; }
    double middle() const { return x() + (box.width + box.right) / 2; }
    double top() const { return -box.height / 2 - box.up; }
    double lane() const { return gap_x + 5; } ///< the x at which wires come down
    double label_x() const {
        return gap_x + (has_wires ? 10 : 0) + (gap - (has_wires ? 10 : 0)) / 2;
    }
    double label_top() const { return -4 - 12 * static_cast<double>(above.size()); }
};

} // namespace ctnn::format::detail
