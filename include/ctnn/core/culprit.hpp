// Which layer on the way to a misfit caused it, and which input would fit.
#pragma once

#include "op.hpp"
#include "path.hpp"
#include "shape.hpp"

namespace ctnn {

/// What would mend the sizes of two branches that differ by the rounding of one layer.
enum class Remedy : unsigned char {
    none,
    multiple,     ///< an input whose size is a multiple of all strides
    padding_same, ///< `padding = same` for an even kernel
    ceil_mode,    ///< of a pool
};

/// A layer that changed a size such that a later one does not fit; and, of a kernel that is larger
/// than its input, the least size of the network's input.
struct Culprit {
    Remedy remedy = Remedy::none;
    int index = -1;         ///< the operation's number
    const char* layer = ""; ///< its layer's name
    Path path = {};
    bool is_width = false; ///< else the height
    Count in = 0;          ///< the size that it got,
    Count out = 0;         ///< and what it made of it
    Count multiple = 0;    ///< that the input's size must be
    Count such_as = 0;     ///< the least multiple that is not smaller than the input
    Count least = 0;       ///< the least size of the network's input; 0: unknown
};

} // namespace ctnn
