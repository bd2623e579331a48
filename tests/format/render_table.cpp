#include <ctnn/format/render_table.hpp>

#include "support/catch.hpp"

using namespace ctnn::report;

namespace {

const Table table{.headings = {{"name", true}, {"count"}, {"what it is", true, true}},
                  .lines = {{.cells = {"a_b", "1", "a sentence that is much longer"}}},
                  .notes = {"a note"}};

TEST_CASE("a table in each of its formats, and in no other") {
    CHECK(render(table, Format::text) == to_text(table));
    CHECK(render(table, Format::text, {.ascii = true}) ==
          "name  count  what it is\n"
          "-----------------------\n"
          "a_b       1  a sentence that is much longer\n"
          "a note\n");
    CHECK(render(table, Format::md) == to_markdown(table));
    CHECK(render(table, Format::tex) == to_latex(table));
    for (const Format format : all_formats) {
        bool is_of_tables = false;
        for (const Format one : table_formats) is_of_tables |= one == format;
        if (is_of_tables) {
            CHECK_FALSE(render(table, format).empty());
        } else {
            CHECK_THROWS_WITH(render(table, format), "a format of a comparison is text, md or tex");
        }
    }
}

} // namespace
