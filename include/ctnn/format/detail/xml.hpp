// Escaping for XML.
#pragma once

#include <string>
#include <string_view>

#include "text.hpp"

namespace ctnn::format::detail {

/// A name on one line, with U+FFFE and U+FFFF replaced, which XML excludes.
inline std::string xml_line(std::string_view name) {
    std::string text = one_line(name);
    for (const std::string_view excluded : {"\xef\xbf\xbe", "\xef\xbf\xbf"}) {
        for (auto at = text.find(excluded); at != std::string::npos; at = text.find(excluded, at)) {
            text.replace(at, 3, "\xef\xbf\xbd");
        }
    }
    return text;
}

/// A name as XML text or attribute value.
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

} // namespace ctnn::format::detail
