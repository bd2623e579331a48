// The steps of a walk's current path, each on the stack of the function that took it.
#pragma once

#include "../path.hpp"

namespace ctnn::detail {

/// A step that a walk has taken and not yet left.
struct Frame {
    const Frame* above; ///< the step around it; null: this is the network
    Step step;
    int part; ///< the part that operations here belong to, if the walk keeps records
};

/// A climb from a frame to the network.
struct FrameClimb {
    const Frame* frame;

    constexpr const Step& step() const { return frame->step; }
    constexpr bool up() {
        frame = frame->above;
        return frame != nullptr;
    }
};

/// The path to a frame; empty for none.
constexpr Path path_of(const Frame* frame) {
    return frame == nullptr ? Path{} : path_of(FrameClimb{frame});
}

} // namespace ctnn::detail
