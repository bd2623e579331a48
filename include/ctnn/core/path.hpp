// The tree of a network's composite layers, and paths through it.
#pragma once

#include "text.hpp"

namespace ctnn {

/// A name in a network: a string literal or another constant with static storage, of any length and
/// with any characters. Only its address is kept; a string without static storage does not compile.
struct Name {
    const char* text = "";

    constexpr Name() = default;
    consteval Name(const char* literal_) : text(literal_) {}
};

namespace detail {

constexpr bool is_same_text(const char* one, const char* two) {
    for (; *one != '\0' && *one == *two; ++one) ++two;
    return *one == *two;
}

} // namespace detail

/// One step of a path: a number (`3`) or a name (`body`). No default values, see Record.
struct Step {
    const char* name; ///< null: a number
    int number;

    /// A step with an empty name does not show in paths.
    constexpr bool is_silent() const { return name != nullptr && *name == '\0'; }

    constexpr bool operator==(const Step& other) const {
        if (name == nullptr || other.name == nullptr) {
            return name == other.name && number == other.number;
        }
        return detail::is_same_text(name, other.name);
    }
};

/// A composite layer in a network's tree. Part 0 is the network itself. Operations are the leaves
/// of the tree; their records hold the part that contains them.
struct Part {
    int parent;       ///< the part that contains it; the network's own parent is 0
    Step step;        ///< its step in the parent
    const char* kind; ///< the composite layer's name: "Sequential"
};

/// A path: `3.body.0`. Empty for a network of one layer. It holds its steps, so it outlives its
/// summary.
struct Path {
    /// More levels than a constexpr network can have under the compilers' default limits.
    static constexpr int max_steps = 64;

    int size = 0;
    /// From the network inwards. A longer path has the step `...` in its middle.
    Step steps[max_steps] = {};

    constexpr const Step* begin() const { return steps; }
    constexpr const Step* end() const { return steps + size; }
    constexpr bool is_empty() const { return size == 0; }

    /// Calls `put(character)` for each character, steps separated by dots.
    template <class Put>
    constexpr void spell(Put put) const {
        for (int i = 0; i < size; ++i) {
            if (i > 0) put('.');
            if (steps[i].name == nullptr) {
                const Text<20> digits = Text<20>{}.append(steps[i].number);
                for (const char digit : digits) put(digit);
            } else {
                for (const char* at = steps[i].name; *at != '\0'; ++at) put(*at);
            }
        }
    }

    /// The number of characters that `spell` puts.
    constexpr unsigned length() const {
        unsigned length = 0;
        spell([&length](char) { ++length; });
        return length;
    }

    /// As it is spelled: `path == "3.body.0"`.
    constexpr bool operator==(const char* text) const {
        bool is_equal = true;
        spell([&](char character) {
            is_equal = is_equal && *text == character;
            if (is_equal) ++text;
        });
        return is_equal && *text == '\0';
    }

    constexpr bool operator==(const Path& other) const {
        if (size != other.size) return false;
        for (int i = 0; i < size; ++i) {
            if (!(steps[i] == other.steps[i])) return false;
        }
        return true;
    }
};

namespace detail {

/// A path from a climb, which starts at the innermost step: `step()` is the current one; `up()`
/// moves to the step around it, or returns false at the network.
template <class Climb>
constexpr Path path_of(const Climb& from) {
    int count = 0;
    for (Climb climb = from;;) {
        if (!climb.step().is_silent()) ++count;
        if (!climb.up()) break;
    }
    constexpr int most = Path::max_steps;
    constexpr int middle = most / 2;
    const int left_out = count > most ? count - most : 0;
    Path path;
    path.size = count - left_out;
    int position = count; // in the whole path
    for (Climb climb = from;;) {
        if (!climb.step().is_silent()) {
            --position;
            if (position > middle + left_out) path.steps[position - left_out] = climb.step();
            if (position < middle || left_out == 0) path.steps[position] = climb.step();
        }
        if (!climb.up()) break;
    }
    if (left_out > 0) path.steps[middle] = {"...", 0};
    return path;
}

/// A climb from a step in a part to the network.
struct PartClimb {
    const Part* parts;
    int part;
    Step here;

    constexpr const Step& step() const { return here; }
    constexpr bool up() {
        if (part == 0) return false;
        here = parts[part].step;
        part = parts[part].parent;
        return true;
    }
};

} // namespace detail
} // namespace ctnn
