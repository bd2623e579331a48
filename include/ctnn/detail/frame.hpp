// Where a walk is: a step of the path, on the stack of the function that took it. It becomes text
// where a record is kept or something does not fit, and costs next to nothing elsewhere.
#pragma once

#include "../error.hpp"

namespace ctnn::detail {

struct Frame {
    const Frame* above;
    const char* name; ///< empty: no step of the path; null: the index counts
    int index;
};

constexpr void append(Path& text, const Frame* frame) {
    if (frame == nullptr) return;
    append(text, frame->above);
    if (frame->name != nullptr && *frame->name == '\0') return;
    if (text.size > 0) text.append('.');
    if (frame->name != nullptr) {
        text.append(frame->name);
    } else {
        text.append(frame->index);
    }
}

} // namespace ctnn::detail
