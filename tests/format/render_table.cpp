#include <ctnn/format/detail/render_table.hpp>

#include "support/catch.hpp"

using namespace ctnn::format;

namespace {

const Table sample{.headings = {{"name", true}, {"count"}, {"what it is", true, true}},
                   .lines = {{.cells = {"a_b", "1", "a sentence that is much longer"}}},
                   .notes = {"a note"}};

TEST_CASE("a table has its formats and no others") {
    CHECK(render(sample, Format::text) == to_text(sample));
    CHECK(render(sample, Format::text, {.ascii = true}) ==
          "name  count  what it is\n"
          "-----------------------\n"
          "a_b       1  a sentence that is much longer\n"
          "a note\n");
    CHECK(render(sample, Format::md) == to_markdown(sample));
    CHECK(render(sample, Format::tex) == to_latex(sample));
    for (const Format format : all_formats) {
        bool is_of_tables = false;
        for (const Format one : table_formats) is_of_tables |= one == format;
        if (is_of_tables) {
            CHECK_FALSE(render(sample, format).empty());
        } else {
            CHECK_THROWS_WITH(render(sample, format),
                              "a format of a comparison is text, md or tex");
        }
    }
}

} // namespace
