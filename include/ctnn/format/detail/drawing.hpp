// SVG output: texts, lines, shapes.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "xml.hpp"

namespace ctnn::format::detail {

/// An upper bound of the width of a text, in pixels, in the usual sans-serif fonts.
inline double width_of(std::string_view text, double size) {
    double width = 0;
    for (const char character : text) {
        const auto code = static_cast<unsigned char>(character);
        if ((code & 0xc0) == 0x80) continue; // a continuation byte
        const bool is_narrow =
            std::string_view(" ,.:;'|!ijlIft()[]/-").find(character) != std::string_view::npos;
        const bool is_wide = std::string_view("mwMW@%&").find(character) != std::string_view::npos;
        const bool is_capital = character >= 'A' && character <= 'Z';
        width += code >= 0x80 || is_wide ? 1.0 : is_narrow ? 0.42 : is_capital ? 0.73 : 0.64;
    }
    return width * size;
}

/// Wraps a text into lines of at most `width`, without breaking words.
inline std::vector<std::string> wrap(std::string_view text, double width, double size) {
    std::vector<std::string> lines;
    std::string line;
    while (!text.empty()) {
        const auto end = text.find(' ');
        const std::string_view word = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        const std::string longer =
            line.empty() ? std::string(word) : line + ' ' + std::string(word);
        if (!line.empty() && width_of(longer, size) > width) {
            lines.push_back(line);
            line = word;
        } else {
            line = longer;
        }
    }
    lines.push_back(line);
    return lines;
}

/// Which point of a text its coordinates name: SVG's text-anchor.
enum class Anchor : unsigned char { start, middle, end };

/// Builds an SVG file. Lengths are in pixels, y points down.
class Svg {
  public:
    /// `class_names`: classes of the style sheet.
    void text(double x, double y, std::string_view content, Anchor anchor = Anchor::start,
              std::string_view class_names = {}) {
        body_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\"", x, y);
        if (anchor == Anchor::middle) body_ += " text-anchor=\"middle\"";
        if (anchor == Anchor::end) body_ += " text-anchor=\"end\"";
        if (!class_names.empty()) body_ += fmt::format(" class=\"{}\"", class_names);
        body_ += fmt::format(">{}</text>\n", escape_xml(content));
    }

    void rectangle(double x, double y, double width, double height, std::string_view class_names) {
        body_ += fmt::format(
            "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" class=\"{}\"/>\n",
            x, y, width, height, class_names);
    }

    /// `commands`: SVG path data.
    void path(std::string_view commands, std::string_view class_names) {
        body_ += fmt::format("<path d=\"{}\" class=\"{}\"/>\n", commands, class_names);
    }

    /// `title` is the tooltip of everything up to end_group().
    void begin_group(std::string_view class_names, std::string_view title) {
        body_ +=
            fmt::format("<g class=\"{}\">\n<title>{}</title>\n", class_names, escape_xml(title));
    }

    void end_group() { body_ += "</g>\n"; }

    /// The complete file. The white background keeps it readable on dark pages.
    std::string finish(double width, double height, std::string_view title,
                       std::string_view style) const {
        return fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
            "width=\"{0:.0f}\" height=\"{1:.0f}\" role=\"img\" "
            "font-family=\"Helvetica, Arial, sans-serif\" font-size=\"11\">\n"
            "<title>{2}</title>\n<style>\n{3}</style>\n"
            "<rect width=\"{0:.0f}\" height=\"{1:.0f}\" fill=\"#fff\"/>\n{4}</svg>\n",
            std::ceil(width), std::ceil(height), escape_xml(title), style, body_);
    }

  private:
    std::string body_ = {};
};

} // namespace ctnn::format::detail
