// The device's part: an arena whose size the compiler computed, in .bss. It needs no fmt, no
// exceptions and no heap.
#include "network.hpp"

namespace {

alignas(16) unsigned char arena[firmware::arena_bytes];

} // namespace

/// Where to write a sample's features before the interpreter runs: 49 frames of 10.
extern "C" unsigned char* input_tensor() {
    return arena + firmware::input_offset;
}

/// Where the twelve scores are afterwards.
extern "C" const unsigned char* scores() {
    return arena + firmware::scores_offset;
}
