// Texts in XML.
#pragma once

#include <string>
#include <string_view>

#include "text.hpp"

namespace ctnn::format {

/// A name on one line, of characters that XML knows: all of UTF-8 but U+FFFE and U+FFFF.
inline std::string xml_line(std::string_view name) {
    std::string text = one_line(name);
    for (const std::string_view none : {"\xef\xbf\xbe", "\xef\xbf\xbf"}) {
        for (auto at = text.find(none); at != std::string::npos; at = text.find(none, at)) {
            text.replace(at, 3, "\xef\xbf\xbd");
        }
    }
    return text;
}

/// A name between tags or in an attribute.
inline std::string escape_xml(std::string_view name) {
    std::string text;
    for (const char character : xml_line(name)) {
        switch (character) {
        case '&': text += "&amp;"; break;
        case '<': text += "&lt;"; break;
        case '>': text += "&gt;"; break;
        case '"': text += "&quot;"; break;
        case '\'': text += "&#39;"; break;
        default: text += character;
        }
    }
    return text;
}

} // namespace ctnn::format
