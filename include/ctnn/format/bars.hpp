// Bars of parameters and FLOPs by layer.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "../core/sentence.hpp"
#include "detail/columns.hpp"
#include "detail/drawing.hpp"
#include "detail/ends.hpp"
#include "detail/notes.hpp"
#include "detail/parts.hpp"
#include "options.hpp"

namespace ctnn::format {
namespace detail {

inline constexpr const char* bars_style = "text { fill: #222; }\n"
                                          ".title { font-size: 15px; font-weight: bold; }\n"
                                          ".head { font-weight: bold; }\n"
                                          ".note { fill: #666; }\n"
                                          ".error { fill: #c00; }\n"
                                          ".params { fill: #6aac78; }\n"
                                          ".flops { fill: #6b9ac4; }\n";

class BarsWriter {
  public:
    BarsWriter(const AnySummary& of_, const Options& chosen_) : summary_(of_), options_(chosen_) {
        for (const ShownPart& part :
             parts_of_what_fits(summary_, options_.depth, options_.fold_copies)) {
            const Sums sums = sums_of(summary_.rows, part.first, part.count);
            if (sums.params > 0 || sums.flops > 0) {
                add_line(part, sums);
            } else {
                ++left_out_;
            }
        }
        params_.finish("parameters", summary_.totals.params, options_.units);
        flops_.finish(one_line(summary_.convention.unit), summary_.totals.flops, options_.units);
    }

    std::string write() {
        double labels = width_of("total", font);
        for (const std::string& label : labels_) {
            labels = std::max(labels, width_of(label, font));
        }
        params_.x = margin + labels + 12;
        flops_.x = params_.x + params_.width() + 28;
        const double width = std::max(480.0, flops_.x + flops_.width() + margin);
        double y = add_head(width);
        for (std::size_t i = 0; i < labels_.size(); ++i, y += pitch) {
            svg_.text(params_.x - 8, y, labels_[i], Anchor::end);
            add_bar(params_, i, y, "params");
            add_bar(flops_, i, y, "flops");
        }
        y = add_notes(svg_, notes(), margin, y + 12, width);
        return svg_.finish(width, y, title(), bars_style);
    }

  private:
    static constexpr double margin = 16;
    static constexpr double font = 11;
    static constexpr double pitch = 18;
    static constexpr double longest = 260; ///< length of the longest bar

    /// The bars of one kind of count, and the labels at their ends.
    struct Chart {
        std::vector<Count> counts = {};
        std::vector<std::string> texts = {};
        std::string heading = {};
        Count most = 0;
        double x = 0;

        void finish(const std::string& name, Count total, Units units) {
            heading = fmt::format("{} {}", number(total, units), name);
            for (const Count count : counts) {
                texts.push_back(fmt::format("{} ({})", number(count, units), share(count, total)));
                most = std::max(most, count);
            }
        }

        double length(std::size_t bar) const {
            if (counts[bar] <= 0) return 0;
            return std::max(1.0,
                            longest * static_cast<double>(counts[bar]) / static_cast<double>(most));
        }

        double width() const {
            double widest = width_of(heading, font) * 1.1; // bold
            for (std::size_t i = 0; i < texts.size(); ++i) {
                widest = std::max(widest, length(i) + 6 + width_of(texts[i], font));
            }
            return widest;
        }
    };

    void add_line(const ShownPart& part, const Sums& sums) {
        std::string label = one_line(part.kind);
        if (part.is_operation) {
            const std::string kernel = kernel_text(summary_.rows[part.first]);
            if (!kernel.empty()) label += ' ' + kernel;
        }
        if (part.times > 1) label += fmt::format(" x{}", part.times);
        labels_.push_back(part.path.empty() ? label : one_line(part.path) + ": " + label);
        params_.counts.push_back(sums.params);
        flops_.counts.push_back(sums.flops);
    }

    std::string title() const {
        const std::string of =
            summary_.name.empty() ? "" : fmt::format(" of {}", one_line(summary_.name));
        return fmt::format("Parameters and {}{} by layer, input {}",
                           one_line(summary_.convention.unit), of, inputs_line(summary_.rows));
    }

    /// Title and headings; returns the baseline of the first bar's label.
    double add_head(double width) {
        double y = margin + 12;
        y = 20 + add_notes(svg_, {{title(), "title"}}, margin, y, width, 15);
        if (summary_.error) {
            y = 12 + add_notes(svg_, {{sentence(summary_.error).c_str(), "error"}}, margin, y - 12,
                               width);
        }
        svg_.text(params_.x, y, params_.heading, Anchor::start, "head");
        svg_.text(flops_.x, y, flops_.heading, Anchor::start, "head");
        return y + 20;
    }

    void add_bar(const Chart& chart, std::size_t which, double y, const char* class_name) {
        const double length = chart.length(which);
        if (length > 0) svg_.rectangle(chart.x, y - 11, length, 14, class_name);
        svg_.text(chart.x + length + 5, y, chart.texts[which]);
    }

    std::vector<Note> notes() const {
        std::vector<Note> notes = {{convention_line(summary_), "note"}};
        if (left_out_ > 0) {
            notes.push_back(
                {fmt::format("Left out: {} of {} lines, without parameters and without {}.",
                             left_out_, labels_.size() + left_out_,
                             one_line(summary_.convention.unit)),
                 "note"});
        }
        if (summary_.error) notes.push_back({"The numbers are of the layers that fit.", "note"});
        return notes;
    }

    const AnySummary& summary_;
    const Options& options_;
    std::vector<std::string> labels_ = {};
    Chart params_ = {};
    Chart flops_ = {};
    std::size_t left_out_ = 0;
    Svg svg_ = {};
};

} // namespace detail

/// Bar charts of parameters and FLOPs as an SVG file: a line per operation or part at `depth`, with
/// counts and shares of the totals. Lines with neither are left out.
[[nodiscard]] inline std::string to_bars(const AnySummary& summary, const Options& options = {}) {
    return detail::BarsWriter(summary, options).write();
}

} // namespace ctnn::format
