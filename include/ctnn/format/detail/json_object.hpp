// JSON values: strings, counts, shapes, objects.
#pragma once

#include <string>
#include <string_view>

#include "text.hpp"

namespace ctnn::format::detail {

/// A quoted string; quotes, backslashes and control characters are escaped.
inline std::string json_string(std::string_view text) {
    std::string quoted = "\"";
    for (const char character : valid_utf8(text)) {
        const auto code = static_cast<unsigned char>(character);
        if (character == '"' || character == '\\') {
            quoted += '\\';
            quoted += character;
        } else if (character == '\n') {
            quoted += "\\n";
        } else if (code < 0x20 || code == 0x7f) {
            quoted += fmt::format("\\u{:04x}", code);
        } else {
            quoted += character;
        }
    }
    return quoted + '"';
}

inline std::string json_count(Count count) {
    return count == overflow ? "null" : std::to_string(count);
}

inline std::string json_shape(const Shape& shape) {
    std::string text = "[";
    for (int axis = 0; axis < shape.axes(); ++axis) {
        if (axis > 0) text += ", ";
        text += std::to_string(shape[axis]);
    }
    return text + ']';
}

/// Collects `"key": value` pairs, separated by commas.
class JsonObject {
  public:
    JsonObject& add(const char* key, const std::string& value) {
        text_ += fmt::format("{}\"{}\": {}", text_.empty() ? "" : ", ", key, value);
        return *this;
    }
    JsonObject& add(const char* key, Count count) { return add(key, json_count(count)); }

    std::string text() const { return '{' + text_ + '}'; }

  private:
    std::string text_ = {};
};

} // namespace ctnn::format::detail
