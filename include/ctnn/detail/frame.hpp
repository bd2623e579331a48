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

    // The index says whether there is a name, because g++ 12 does not compare the address of a
    // temporary network's name with null in a constant expression.
    constexpr bool is_silent() const { return index == is_named && *name == '\0'; }
};

/// Adds the steps from the network's to the frame's; with no recursion, as networks nest deeply.
constexpr void append(Path& text, const Frame* frame) {
    // A ring: of more steps than this those nearest to the network's fill the path, and the others
    // would be cut off.
    constexpr unsigned most = 32;
    const Frame* steps[most] = {};
    unsigned count = 0;
    for (; frame != nullptr; frame = frame->above) {
        if (!frame->is_silent()) steps[count++ % most] = frame;
    }
    const unsigned cut = count > most ? count - most : 0;
    while (count > cut) {
        const Frame& step = *steps[--count % most];
        if (text.size > 0) text.append('.');
        if (step.index == Frame::is_named) {
            text.append(step.name);
        } else {
            text.append(step.index);
        }
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
