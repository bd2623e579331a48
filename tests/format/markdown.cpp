#include <ctnn/format/markdown.hpp>

#include <ctnn/ctnn.hpp>

#include "readers/nets.hpp"
#include "support/golden.hpp"

using namespace ctnn;
using format::to_markdown;

namespace {

TEST_CASE("a table as GitHub reads it") {
    CHECK(to_markdown(summarize(nets::small, {3, 32, 32})) == golden("small.md"));
    CHECK(to_markdown(try_summarize(nets::broken, {1, 8, 8})) == golden("broken.md"));
}

TEST_CASE("special characters of Markdown are escaped") {
    using format::markdown_text;
    CHECK(markdown_text("a|b") == "a\\|b");
    CHECK(markdown_text("<b>&amp;") == "&lt;b&gt;&amp;amp;");
    CHECK(markdown_text("*a* _b_ `c` ~d~ [e](f) !g #h $i$ \\") ==
          "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\[e\\](f) \\!g \\#h \\$i\\$ \\\\");
    CHECK(markdown_text("a\nb") == "a\\\\nb");
    CHECK(markdown_text("1,234 x2: 3x3 /2") == "1,234 x2: 3x3 /2");
}

TEST_CASE("a table of names only has the same number of cells in each line") {
    const auto text =
        to_markdown(try_summarize(nets::broken, {1, 8, 8}), {.columns = {}, .depth = 1});
    CHECK(text.find("| classifier: Sequential |\n") != text.npos);
}

} // namespace
