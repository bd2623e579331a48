// A memory plan as a picture: a rectangle per buffer, time across, offset up.
#pragma once

#include <algorithm>

#include "detail/buffer_names.hpp"
#include "detail/drawing.hpp"
#include "detail/ends.hpp"
#include "detail/memory_notes.hpp"
#include "detail/notes.hpp"
#include "options.hpp"

namespace ctnn::format {
namespace detail {

inline constexpr const char* memory_style =
    "text { fill: #222; }\n"
    ".title { font-size: 15px; font-weight: bold; }\n"
    ".note { fill: #666; }\n"
    ".buffer .bytes { fill: #bcd5ec; stroke: #333; stroke-width: 0.8; }\n"
    ".input .bytes { fill: #bfe3c6; }\n"
    ".beside .bytes { fill: #ebebeb; }\n"
    ".axis { fill: none; stroke: #555; stroke-width: 1; }\n"
    ".bound { fill: none; stroke: #c00; stroke-width: 1; stroke-dasharray: 4 3; }\n";

class MemoryWriter {
  public:
    MemoryWriter(const AnySummary& of_, const Options& chosen_)
        : summary_(of_),
          options_(chosen_),
          plan_(plan_memory(of_, chosen_.memory)),
          names_(buffer_names(of_.rows, plan_)) {
        for (const Buffer& buffer : plan_.buffers) steps_ = std::max(steps_, buffer.last_use + 1);
        const double room = chosen_.picture_width - left - margin;
        step_width_ = std::clamp(room / std::max(steps_, 1), 4.0, 60.0);
    }

    std::string write() {
        const double width = std::max(480.0, left + step_width_ * steps_ + margin);
        top_ = 20 + add_notes(svg_, {{title(), "title"}}, margin, margin + 12, width, 15);
        for (std::size_t i = 0; i < names_.size(); ++i) add_buffer(i);
        add_axes();
        double y = top_ + height + 48;
        std::vector<Note> notes;
        for (const std::string& line : memory_notes(summary_, plan_, options_.units)) {
            notes.push_back({line, "note"});
        }
        y = add_notes(svg_, notes, margin, y, width);
        return svg_.finish(width, y, title(), memory_style);
    }

  private:
    static constexpr double margin = 16;
    static constexpr double left = 90; ///< of the axis of offsets
    static constexpr double height = 360;

    double y_of(Count offset) const {
        const Count bytes = std::max(plan_.bytes, Count{1});
        return top_ + height * (1 - static_cast<double>(offset) / static_cast<double>(bytes));
    }
    double x_of(int step) const { return left + step_width_ * step; }

    std::string title() const {
        const std::string of =
            summary_.name.empty() ? "" : fmt::format(" of {}", one_line(summary_.name));
        return fmt::format("Memory plan{}, input {}", of, inputs_line(summary_.rows));
    }
    void add_buffer(std::size_t which) {
        const Buffer& buffer = plan_.buffers[which];
        if (buffer.bytes == 0) return;
        const std::string& name = names_[which];
        const bool is_input = name.starts_with("input");
        const bool is_beside = name.starts_with("beside ");
        svg_.begin_group(is_input    ? "buffer input"
                         : is_beside ? "buffer beside"
                                     : "buffer",
                         fmt::format("{}: {} bytes at {}, steps {} to {}", name, buffer.bytes,
                                     buffer.offset, buffer.first_use, buffer.last_use));
        const double x = x_of(buffer.first_use);
        const double y = y_of(buffer.offset + buffer.bytes);
        const double width = x_of(buffer.last_use + 1) - x;
        const double high = y_of(buffer.offset) - y;
        svg_.rectangle(x, y, width, high, "bytes");
        if (high > 12 && width_of(name, 11) < width - 4) {
            svg_.text(x + width / 2, y + high / 2 + 4, name, Anchor::middle);
        }
        svg_.end_group();
    }
    void add_axes() {
        svg_.path(
            fmt::format("M{:.1f} {:.1f}V{:.1f}H{:.1f}", left, top_, top_ + height, x_of(steps_)),
            "axis");
        for (const Count offset : {Count{0}, plan_.bytes}) {
            svg_.text(left - 6, y_of(offset) + 4, number(offset, options_.units), Anchor::end);
        }
        if (plan_.lower_bound < plan_.bytes) {
            const double y = y_of(plan_.lower_bound);
            svg_.path(fmt::format("M{:.1f} {:.1f}H{:.1f}", left, y, x_of(steps_)), "bound");
            svg_.text(left - 6, y + 4, number(plan_.lower_bound, options_.units), Anchor::end);
        }
        const int every = std::max(1, steps_ / 20);
        for (int step = 0; step < steps_; step += every) {
            svg_.text(x_of(step) + step_width_ / 2, top_ + height + 14, std::to_string(step),
                      Anchor::middle);
        }
        svg_.text(left, top_ + height + 28, "step");
    }

    const AnySummary& summary_;
    const Options& options_;
    AnyMemoryPlan plan_;
    std::vector<std::string> names_;
    int steps_ = 0;
    double step_width_ = 0;
    double top_ = 0;
    Svg svg_ = {};
};

} // namespace detail

/// The plan of a network's arena as an SVG file: a rectangle per buffer, steps across, offsets up;
/// a dashed line at the lower bound. Throws shape_error as plan_memory.
[[nodiscard]] inline std::string to_memory_svg(const AnySummary& summary, const Options& options) {
    return detail::MemoryWriter(summary, options).write();
}

} // namespace ctnn::format
