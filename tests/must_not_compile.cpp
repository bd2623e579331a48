// One mistake of the catalogue in a constant expression. Compiled by ctest for each of them, with
// -DMISTAKE_NAME=... and -DMUST_NOT_COMPILE=1, and once more with 0.
#include <ctnn/ctnn.hpp>

using namespace ctnn;

#define MISTAKE(name, bad, good, words, sentence)                                                  \
    template <bool IsBad>                                                                          \
    constexpr auto name() {                                                                        \
        if constexpr (IsBad) {                                                                     \
            return bad;                                                                            \
        } else {                                                                                   \
            return good;                                                                           \
        }                                                                                          \
    }
#include "mistakes.inc"
#undef MISTAKE

constexpr auto answer = MISTAKE_NAME<MUST_NOT_COMPILE>();
