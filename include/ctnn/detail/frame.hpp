// Where a walk is: a step of the path, on the stack of the function that took it. It becomes text
// where a record is kept or something does not fit, and costs next to nothing elsewhere.
#pragma once

#include "../error.hpp"

namespace ctnn::detail {

struct Frame {
    static constexpr int is_named = -1;

    const Frame* above;
    const char* name; ///< where the index is is_named; empty: no step of the path
    int index;
};

// The index says whether there is a name, because g++ 12 does not compare the address of a
// temporary network's name with null in a constant expression.
constexpr void append(Path& text, const Frame* frame) {
    if (frame == nullptr) return;
    append(text, frame->above);
    const bool is_named = frame->index == Frame::is_named;
    if (is_named && *frame->name == '\0') return;
    if (text.size > 0) text.append('.');
    if (is_named) {
        text.append(frame->name);
    } else {
        text.append(frame->index);
    }
}

/// Where, in a path that goes on from a prefix by one step at least, that step ends.
constexpr unsigned step_end(const Path& path, const Path& prefix) {
    unsigned end = prefix.size > 0 ? prefix.size + 1 : 0;
    while (end < path.size && path.c_str()[end] != '.') ++end;
    return end;
}

} // namespace ctnn::detail
