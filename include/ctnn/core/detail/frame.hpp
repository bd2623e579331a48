// Where a walk is: the steps of the path, each on the stack of the function that took it.
#pragma once

#include "../path.hpp"

namespace ctnn::detail {

struct Frame {
    const Frame* above;
    Step step;
    int part; ///< the part that what stands here belongs to, where a walk keeps records
};

/// From a frame to the network.
struct FrameClimb {
    const Frame* frame;

    constexpr const Step& step() const { return frame->step; }
    constexpr bool up() {
        frame = frame->above;
        return frame != nullptr;
    }
};

/// The path to a frame; empty where there is none.
constexpr Path path_of(const Frame* frame) {
    return frame == nullptr ? Path{} : path_of(FrameClimb{frame});
}

} // namespace ctnn::detail
