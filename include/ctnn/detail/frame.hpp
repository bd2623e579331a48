// Where a walk is: a step of the path, on the stack of the function that took it. It becomes text
// where a record is made or something does not fit, and costs next to nothing elsewhere.
#pragma once

#include "../error.hpp"

namespace ctnn::detail {

struct Frame {
    static constexpr int is_named = -1;

    const Frame* above;
    const char* name; ///< where the index is is_named; empty: no step of the path
    int index;
    Path path = {}; ///< from the network to here, where a walk with records steps into parts

    // The index says whether there is a name, because g++ 12 does not compare the address of a
    // temporary network's name with null in a constant expression.
    constexpr bool is_silent() const { return index == is_named && *name == '\0'; }

    /// Adds this step to a path.
    constexpr void append_to(Path& text) const {
        if (is_silent()) return;
        if (text.size > 0) text.append('.');
        if (index == is_named) {
            text.append(name);
        } else {
            text.append(index);
        }
    }

    /// The path to here, in which only this step is new: the one above knows its own.
    constexpr Path spelled() const {
        Path text;
        if (above != nullptr) text = above->path;
        append_to(text);
        return text;
    }
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
    while (count > cut) steps[--count % most]->append_to(text);
}

/// The number of a copy in the paths of its records, where the copy before it has one less.
struct CopyNumber {
    int number;
    unsigned first; ///< where it stands
    unsigned last;  ///< and its last digit

    constexpr CopyNumber(int number_, unsigned first_)
        : number(number_), first(first_), last(first_) {
        for (int rest = number; rest >= 10; rest /= 10) ++last;
    }

    /// Replaces the number before it. Most differ in their last digit alone.
    constexpr void put_into(Path& path) const {
        if (number % 10 != 0) {
            if (last < path.size) path.characters[last] = static_cast<char>('0' + number % 10);
        } else if (first < path.size) { // the path is not cut off before it
            const Path old = path;
            path = {};
            for (unsigned i = 0; i < first; ++i) path.append(old.characters[i]);
            path.append(number);
            unsigned rest = first;
            while (rest < old.size && old.characters[rest] != '.') ++rest;
            path.append(old.c_str() + rest);
        }
    }
};

} // namespace ctnn::detail
