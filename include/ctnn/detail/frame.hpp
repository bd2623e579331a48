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

/// Puts a number in the place of the one before it, which stands at `place`. Most have as many
/// digits, and then the rest of the path stays where it is.
constexpr void renumber(Path& path, unsigned place, int number) {
    if (place >= path.size) return; // the path is cut off before it
    if (number % 10 != 0) {
        path.overwrite(place, number);
        return;
    }
    const Path old = path;
    path.size = place;
    path.append(number);
    unsigned rest = place;
    while (rest < old.size && old.characters[rest] != '.') ++rest;
    path.append(old.c_str() + rest);
}

} // namespace ctnn::detail
