#include <ctnn/format/detail/text.hpp>

#include "support/catch.hpp"

using namespace ctnn;
using namespace ctnn::format::detail;
using ctnn::format::Units;

namespace {

TEST_CASE("separators group three digits") {
    CHECK(with_separators(0) == "0");
    CHECK(with_separators(999) == "999");
    CHECK(with_separators(1000) == "1,000");
    CHECK(with_separators(15470264320) == "15,470,264,320");
    CHECK(with_separators(-123456) == "-123,456");
    CHECK(with_separators(INT64_MAX) == "9,223,372,036,854,775,807");
}

TEST_CASE("SI prefixes keep three digits") {
    CHECK(with_si_prefix(0) == "0");
    CHECK(with_si_prefix(999) == "999");
    CHECK(with_si_prefix(1000) == "1.00 k");
    CHECK(with_si_prefix(9'994) == "9.99 k");
    CHECK(with_si_prefix(9'996) == "10.0 k");
    CHECK(with_si_prefix(61'706) == "61.7 k");
    CHECK(with_si_prefix(99'960) == "100 k");
    CHECK(with_si_prefix(999'499) == "999 k");
    CHECK(with_si_prefix(999'500) == "1.00 M");
    CHECK(with_si_prefix(15'470'264'320) == "15.5 G");
    CHECK(with_si_prefix(INT64_MAX) == "9.22 E");
}

TEST_CASE("a number past 63 bits is spelled overflow") {
    CHECK(number(overflow, Units::separators) == "overflow");
    CHECK(number(1234567, Units::separators) == "1,234,567");
    CHECK(number(1234567, Units::si) == "1.23 M");
    CHECK(number(1234567, Units::plain) == "1234567");
}

TEST_CASE("a share of a total of 0 is a dash") {
    CHECK(share(1, 3) == "33.3%");
    CHECK(share(3, 3) == "100.0%");
    CHECK(share(0, 0) == "-");
}

TEST_CASE("invalid UTF-8 is replaced, byte by byte") {
    const std::string r = "\xef\xbf\xbd";
    CHECK(valid_utf8("a\xc3\xa9\xe2\x94\x80\xf0\x9f\x98\x80") ==
          "a\xc3\xa9\xe2\x94\x80\xf0\x9f\x98\x80");
    CHECK(valid_utf8("\xc3") == r); // cut off
    CHECK(valid_utf8("\xe2\x94") == r + r);
    CHECK(valid_utf8("\xf0\x9f\x98x") == r + r + r + "x");
    CHECK(valid_utf8("\xffz\x80") == r + "z" + r);
    CHECK(valid_utf8("\xc0\xaf") == r + r); // overlong
    CHECK(valid_utf8("\xe0\x80\xaf") == r + r + r);
    CHECK(valid_utf8("\xed\xa0\x80") == r + r + r);         // a UTF-16 surrogate
    CHECK(valid_utf8("\xf4\x90\x80\x80") == r + r + r + r); // past U+10FFFF
    CHECK(valid_utf8("") == "");
}

TEST_CASE("a name is one line") {
    CHECK(one_line("a\nb\tc\x7f") == "a\\nb\\x09c\\x7f");
    CHECK(one_line("\xc3\xa9\xc3") == "\xc3\xa9\xef\xbf\xbd");
    CHECK(width_of("\xe2\x94\x9c\xe2\x94\x80 x") == 4);
    CHECK(width_of("卷积層") == 6);
    CHECK(width_of("a\xcc\x88") == 1); // a combining accent
    CHECK(width_of("🎓") == 2);
    CHECK(width_of("\xff\xe5") == 2); // invalid bytes
    for (const char* const text : {"卷积層", "🎓", "ä", "ｆ", "한"}) {
        // As {fmt} pads.
        CHECK(fmt::format("{:8}", text).size() ==
              std::string_view(text).size() + 8 - width_of(text));
    }
}

} // namespace

TEST_CASE("line and direction controls are escaped") {
    CHECK(one_line("a\xc2\x85"
                   "b\xe2\x80\xa8"
                   "c\xe2\x80\xae"
                   "d\xc3\xa9") == "a\\u0085b\\u2028c\\u202ed\xc3\xa9");
    CHECK(one_line("\xe2\x94\x80 \xe2\x82\xac") == "\xe2\x94\x80 \xe2\x82\xac");
}
