// What is known of one operation of a network.
#pragma once

#include "error.hpp"
#include "layer.hpp"

namespace ctnn {

/// One operation, flat: what every question reads. Counts are per sample.
struct Record {
    Op op = Op::custom;
    const char* name = ""; ///< the layer's name: "Conv2d"
    Path path = {};        ///< where it stands: `3.body.0`
    Shape input = {};
    Shape output = {};
    int from = -1; ///< the record whose output is this one's input; -1: the network's input
    Params params = {};
    Work work = {};
    Window window = {};
    Count flops = 0; ///< under the walk's convention
};

} // namespace ctnn
