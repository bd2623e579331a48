// The lines of text that all pictures share.
#pragma once

#include <string>
#include <vector>

#include "../any_summary.hpp"
#include "../options.hpp"
#include "drawing.hpp"

namespace ctnn::format::detail {

/// A line of text, and its class in the picture's style sheet.
struct Note {
    std::string text = {};
    std::string class_name = {};
};

/// Writes each note, wrapped to the width. Returns the y of the next line.
inline double add_notes(Svg& svg, const std::vector<Note>& notes, double x, double y, double width,
                        double size = 11) {
    for (const Note& note : notes) {
        for (const std::string& line : wrap(one_line(note.text), width - 2 * x, size)) {
            svg.text(x, y, line, Anchor::start, note.class_name);
            y += size + 4;
        }
    }
    return y;
}

/// `61,706 parameters, 416,520 MACs, 837,768 FLOPs`.
inline std::string sums_line(const AnySummary& summary, const Options& options) {
    const Totals& totals = summary.totals;
    return fmt::format("{}{} parameters, {} MACs, {} {}", summary.error ? "What fits: " : "",
                       number(totals.params, options.units), number(totals.macs, options.units),
                       number(totals.flops, options.units), one_line(summary.convention.unit));
}

inline std::string convention_line(const AnySummary& summary) {
    const ConventionName& convention = summary.convention;
    return one_line(fmt::format("{} by the convention '{}': {}.", convention.unit, convention.name,
                                convention.rule));
}

} // namespace ctnn::format::detail
