#include <ctnn/format/detail/table.hpp>

#include "support/catch.hpp"

using namespace ctnn::format;

namespace {

TEST_CASE("columns are as wide as their widest cells, in characters and not bytes") {
    const Table table{.headings = {{"layer", true}, {"words", true}, {"n"}},
                      .lines = {{.cells = {"\xc3\xa9", "a", "1,000"}},
                                {.lasts = {false}, .cells = {"b"}},
                                {.lasts = {false, true}, .cells = {"c", "", "2"}},
                                {.lasts = {true}, .cells = {"d", "long words", "3"}},
                                {.kind = Line::Kind::total, .cells = {"total", "", "4"}}},
                      .notes = {"a note"}};
    CHECK(to_text(table, {.ascii = true}) == "layer    words           n\n"
                                             "--------------------------\n"
                                             "?        a           1,000\n"
                                             "|- b\n"
                                             "|  `- c                  2\n"
                                             "`- d     long words      3\n"
                                             "--------------------------\n"
                                             "total                    4\n"
                                             "a note\n");
}

TEST_CASE("an error's mark is outside the columns") {
    const Table table{.headings = {{"layer", true}, {"n"}},
                      .lines = {{.cells = {"a", "1"}},
                                {.kind = Line::Kind::error, .cells = {"b", "<-- does not fit"}}},
                      .notes = {}};
    CHECK(to_text(table, {.ascii = true}) == "layer  n\n"
                                             "--------\n"
                                             "a      1\n"
                                             "b      <-- does not fit\n"
                                             "--------\n");
}

TEST_CASE("an empty table") {
    CHECK(to_text(Table{}).find_first_not_of('\n') == std::string::npos);
}

} // namespace
