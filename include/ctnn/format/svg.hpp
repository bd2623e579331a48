// A picture of a network as in lectures: feature maps as boxes, layers as arrows.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "../core/sentence.hpp"
#include "detail/drawing.hpp"
#include "detail/ends.hpp"
#include "detail/feature_maps.hpp"
#include "detail/notes.hpp"
#include "detail/picture_layout.hpp"
#include "detail/picture_style.hpp"
#include "options.hpp"

namespace ctnn::format {
namespace detail {

class PictureWriter {
  public:
    PictureWriter(const AnySummary& of_, const Options& chosen_)
        : summary_(of_),
          options_(chosen_),
          maps_(feature_maps_of(summary_.rows,
                                parts_of_what_fits(summary_, chosen_.depth, chosen_.fold_copies))),
          layout_(maps_, chosen_) {
        if (summary_.error) layout_.append(misfit());
        layout_.arrange();
    }

    std::string write() {
        const double width = std::max(480.0, layout_.width + PictureLayout::margin);
        double y = add_title(width);
        for (const auto& line : layout_.lines) {
            y += line.up + 14;
            axes_.push_back(y);
            y += line.down;
        }
        for (std::size_t i = 0; i < layout_.placed_maps.size(); ++i) add_arrow(i);
        for (const BusPiece& piece : layout_.pieces) add_wires(piece);
        for (std::size_t i = 0; i < layout_.placed_maps.size(); ++i) add_map(i);
        y = add_notes(svg_, notes(), PictureLayout::margin, y + 22, width);
        return svg_.finish(width, y, headline(), picture_style);
    }

  private:
    static std::size_t at(int index) { return static_cast<std::size_t>(index); }
    double axis(const PlacedMap& placed) const { return axes_[at(placed.line)]; }

    std::string headline() const {
        const std::string name =
            summary_.name.empty() ? "Input" : one_line(summary_.name) + ": input";
        return fmt::format("{} {}, output {}", name, inputs_line(summary_.rows),
                           summary_.error ? "none" : to_string(summary_.totals.output));
    }

    /// Returns the y of its lower edge.
    double add_title(double width) {
        double y = PictureLayout::margin + 12;
        svg_.text(PictureLayout::margin, y, headline(), Anchor::start, "title");
        y += 4;
        std::vector<Note> lines = {{sums_line(summary_, options_), ""}};
        if (summary_.error) lines.push_back({sentence(summary_.error).c_str(), "error"});
        return add_notes(svg_, lines, PictureLayout::margin, y + 14, width) - 12;
    }

    std::vector<Note> notes() const {
        std::vector<Note> notes = {
            {fmt::format("Boxes: height and depth are H and W ({}), thickness is C "
                         "(logarithmic). Bars without depth: vectors (logarithmic).",
                         layout_.scale.is_linear() ? "to scale" : "logarithmic"),
             "note"},
            {convention_line(summary_), "note"}};
        for (std::string& line : output_lines(summary_.rows))
            notes.push_back({std::move(line), "note"});
        return notes;
    }

    /// The layer that does not fit, after the last one that does.
    PlacedMap misfit() const {
        PlacedMap placed{.box = {36, 36, 0, 0},
                         .caption = "does not fit",
                         .has_arrow = may_follow_last(summary_)};
        placed.above.push_back(one_line(summary_.error.layer));
        const std::string path = one_line(path_text(summary_.error.path));
        if (!path.empty()) placed.below.push_back("at " + path);
        placed.gap = PictureLayout::gap_of(placed);
        placed.column = PictureLayout::column_of(placed);
        return placed;
    }

    void add_head(double x, double y) {
        svg_.path(fmt::format("M{:.1f} {:.1f}l-7 -3.5v7z", x, y), "head");
    }

    /// From the previous map, or from the line above. The misfit gets no arrowhead.
    void add_arrow(std::size_t index) {
        const PlacedMap& placed = layout_.placed_maps[index];
        if (!placed.has_arrow || index == 0) return;
        const PlacedMap& before = layout_.placed_maps[index - 1];
        const bool is_bad = index == maps_.size();
        const char* const class_name = is_bad ? "bad" : "wire";
        double from = before.right() + 2;
        const double y = axis(placed);
        if (before.line != placed.line) {
            svg_.path(fmt::format("M{:.1f} {:.1f}H{:.1f}", from, axis(before),
                                  layout_.width + PictureLayout::margin),
                      class_name);
            from = 0;
        }
        const double to = placed.x() - (is_bad ? 1 : 6);
        svg_.path(fmt::format("M{:.1f} {:.1f}H{:.1f}", from, y, to), class_name);
        if (!is_bad) add_head(placed.x() - 1, y);
    }

    /// The part in this line of each wire from a source of the bus to a target.
    void add_wires(const BusPiece& piece) {
        const Bus& bus = layout_.buses[at(piece.bus)];
        const auto line_of = [&](int map) { return layout_.placed_maps[at(map)].line; };
        std::vector<std::string> drawn; // a wire drawn twice would look thicker
        for (const int from : bus.from) {
            for (const int to : bus.to) {
                if (line_of(from) > piece.line || line_of(to) < piece.line) continue;
                const double y = axes_[at(piece.line)] + piece.y;
                std::string path = line_of(from) == piece.line
                                       ? rise(layout_.placed_maps[at(from)], y)
                                       : fmt::format("M0 {:.1f}", y);
                path += line_of(to) == piece.line
                            ? fall(layout_.placed_maps[at(to)], y)
                            : fmt::format("H{:.1f}", layout_.width + PictureLayout::margin);
                if (std::find(drawn.begin(), drawn.end(), path) != drawn.end()) continue;
                svg_.path(path, "wire");
                drawn.push_back(path);
            }
        }
    }

    std::string rise(const PlacedMap& placed, double y) const {
        const double x = placed.middle();
        return fmt::format("M{0:.1f} {1:.1f}V{2:.1f}Q{0:.1f} {3:.1f} {4:.1f} {3:.1f}", x,
                           axis(placed) + placed.top() + placed.box.up / 2, y + 5, y, x + 5);
    }

    std::string fall(const PlacedMap& placed, double y) {
        const double x = placed.lane();
        const double down = axis(placed);
        add_head(placed.x() - 1, down);
        return fmt::format("H{0:.1f}Q{1:.1f} {2:.1f} {1:.1f} {3:.1f}V{4:.1f}Q{1:.1f} {5:.1f} "
                           "{6:.1f} {5:.1f}H{7:.1f}",
                           x - 5, x, y, y + 5, down - 5, down, x + 5, placed.x() - 6);
    }

    void add_map(std::size_t index) {
        const PlacedMap& placed = layout_.placed_maps[index];
        if (index < maps_.size()) {
            add_box(placed, maps_[index], maps_[index].is_input());
        } else {
            add_cross(placed);
        }
        const double y = axis(placed);
        double text_y = y + placed.label_top() + 12 - 1;
        for (const std::string& text : placed.above) {
            svg_.text(placed.label_x(), text_y, text, Anchor::middle);
            text_y += 12;
        }
        text_y = y + 14;
        for (const std::string& text : placed.below) {
            svg_.text(placed.label_x(), text_y, text, Anchor::middle, "note");
            text_y += 12;
        }
        svg_.text(placed.column_x + placed.column / 2, y + placed.box.height / 2 + 15,
                  placed.caption, Anchor::middle);
    }

    void add_box(const PlacedMap& placed, const FeatureMap& map, bool is_input) {
        const auto& [width, height, right, up] = placed.box;
        const double x = placed.x();
        const double y = axis(placed) - height / 2;
        const Op op = is_input ? Op::custom : map.steps[0].op;
        svg_.begin_group(fmt::format("box {}", color_class(op, map.is_operation)),
                         is_input ? fmt::format("input {}", to_string(map.shape)) : tooltip(map));
        if (right > 0) {
            svg_.path(fmt::format("M{:.1f} {:.1f}l{:.1f} {:.1f}h{:.1f}l{:.1f} {:.1f}z", x, y, right,
                                  -up, width, -right, up),
                      "top");
            svg_.path(fmt::format("M{:.1f} {:.1f}l{:.1f} {:.1f}v{:.1f}l{:.1f} {:.1f}z", x + width,
                                  y, right, -up, height, -right, up),
                      "side");
        }
        svg_.path(fmt::format("M{:.1f} {:.1f}h{:.1f}v{:.1f}h{:.1f}z", x, y, width, height, -width),
                  "front");
        svg_.end_group();
    }

    void add_cross(const PlacedMap& placed) {
        const double x = placed.x();
        const double y = axis(placed) - 18;
        svg_.path(fmt::format("M{:.1f} {:.1f}h36v36h-36zl36 36m0 -36l-36 36", x, y), "bad");
    }

    /// `0: Conv2d 5x5, 1: ReLU; 6x28x28; 156 parameters, 117,600 MACs, 235,200 FLOPs`.
    std::string tooltip(const FeatureMap& map) const {
        std::string text;
        for (const MapStep& step : map.before) add_step(text, step);
        for (const MapStep& step : map.steps) add_step(text, step);
        return fmt::format("{}; {}; {} parameters, {} MACs, {} {}", text, to_string(map.shape),
                           number(map.sums.params, options_.units),
                           number(map.sums.macs, options_.units),
                           number(map.sums.flops, options_.units), summary_.convention.unit);
    }

    static void add_step(std::string& text, const MapStep& step) {
        if (!text.empty()) text += ", ";
        if (!step.path.empty()) text += step.path + ": ";
        text += step.name;
        if (!step.kernel.empty()) text += ' ' + step.kernel;
    }

    const AnySummary& summary_;
    const Options& options_;
    std::vector<FeatureMap> maps_;
    PictureLayout layout_;
    std::vector<double> axes_ = {}; ///< the y of each line's arrows
    Svg svg_ = {};
};

} // namespace detail

/// A lecture's drawing of a network as an SVG file: a box per feature map, scaled by H, W and C,
/// with its shape below; arrows with the layers' names and parameters; branches as wires above.
/// Layers such as ReLU have no box and are named below the arrow. A part at `depth` is one arrow;
/// long networks wrap into several lines.
[[nodiscard]] inline std::string to_svg(const AnySummary& summary, const Options& options = {}) {
    return detail::PictureWriter(summary, options).write();
}

} // namespace ctnn::format
