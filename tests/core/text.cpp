#include <ctnn/core/text.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int pieces() {
    Text<30> text;
    text.append("layer ").append(hide(7)).append('.').append(hide(-120)).append(' ').append(0);
    EXPECT(text == "layer 7.-120 0" && text.size == 14);
    EXPECT(!(text == "layer 7") && !(text == "layer 7.-120 01"));
    return 0;
}
PROVE_TWICE(pieces)

constexpr int extremes() {
    Text<60> text;
    text.append(hide(INT64_MIN)).append(' ').append(hide(INT64_MAX));
    EXPECT(text == "-9223372036854775808 9223372036854775807");
    return 0;
}
PROVE_TWICE(extremes)

constexpr int what_does_not_fit_is_cut_off() {
    Text<5> text;
    text.append("abc").append(hide(12345));
    EXPECT(text == "abc12" && text.c_str()[5] == '\0');
    EXPECT(text.append('x') == "abc12");
    return 0;
}
PROVE_TWICE(what_does_not_fit_is_cut_off)

} // namespace
