// Each mistake of the catalogue as a struct: `net(Is<true>{})` is the network with the mistake,
// `ask(net)` the question that refuses it. What includes this is written by mistakes.cmake, and
// compiled with -DMUST_NOT_COMPILE=1, and once more with 0.
#include <ctnn/graph.hpp>
#include <ctnn/within.hpp>

using namespace ctnn;

#define MISTAKE(name, question, bad, bad_input, good, good_input, words, text)                     \
    struct name {                                                                                  \
        static constexpr auto net(auto is_bad) {                                                   \
            if constexpr (is_bad.value) {                                                          \
                return bad;                                                                        \
            } else {                                                                               \
                return good;                                                                       \
            }                                                                                      \
        }                                                                                          \
        static constexpr auto input = MUST_NOT_COMPILE ? bad_input : good_input;                   \
        static constexpr auto ask(const auto& asked) { return question(asked, input); }            \
    };
#define MISTAKE_WITHOUT_INPUT(name, question, bad, good, words, text)                              \
    struct name {                                                                                  \
        static constexpr auto net(auto is_bad) {                                                   \
            if constexpr (is_bad.value) {                                                          \
                return bad;                                                                        \
            } else {                                                                               \
                return good;                                                                       \
            }                                                                                      \
        }                                                                                          \
        static constexpr auto ask(const auto& asked) { return question(asked); }                   \
    };
#define MISTAKE_OF_BUDGET(name, asked, asked_input, bad, good, words, text)                        \
    struct name {                                                                                  \
        static constexpr auto net(auto) { return asked; }                                          \
        static constexpr Shape input = asked_input;                                                \
        static constexpr Budget budget = MUST_NOT_COMPILE ? bad : good;                            \
    };
#include "mistakes.inc"
#undef MISTAKE
#undef MISTAKE_WITHOUT_INPUT
#undef MISTAKE_OF_BUDGET

template <bool Value>
struct Is {
    static constexpr bool value = Value;
};
