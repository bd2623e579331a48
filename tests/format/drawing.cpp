#include <ctnn/format/detail/drawing.hpp>

#include "support/catch.hpp"

using namespace ctnn::format::detail;

namespace {

TEST_CASE("the width of a text depends on characters, not bytes") {
    CHECK(width_of("", 10) == 0);
    CHECK(width_of("8", 10) < width_of("88", 10));
    CHECK(width_of("8", 20) == 2 * width_of("8", 10));
    CHECK(width_of("é", 10) == 10);
    // Helvetica's digits are 0.556 of its size, its M 0.833.
    CHECK(width_of("0123456789", 10) > 55.6);
    CHECK(width_of("MMM", 10) > 25);
}

TEST_CASE("wrapping does not break words") {
    const double width = width_of("one two", 11);
    CHECK(wrap("one two six", width, 11) == std::vector<std::string>{"one two", "six"});
    CHECK(wrap("one two six", 1, 11) == std::vector<std::string>{"one", "two", "six"});
    CHECK(wrap("one", width, 11) == std::vector<std::string>{"one"});
    CHECK(wrap("", width, 11) == std::vector<std::string>{""});
}

TEST_CASE("a file has its size, and its texts are escaped") {
    Svg svg;
    svg.text(1, 2, "a<b", Anchor::end, "note");
    svg.rectangle(1, 2, 3, 4, "bar");
    svg.begin_group("box", "\"&\"");
    svg.path("M0 0H5", "wire");
    svg.end_group();
    const std::string file = svg.finish(10.2, 20, "<&>", ".bar {}\n");
    CHECK(file.find("viewBox=\"0 0 11 20\"") != file.npos);
    CHECK(file.find("<title>&lt;&amp;&gt;</title>") != file.npos);
    CHECK(file.find("<text x=\"1.0\" y=\"2.0\" text-anchor=\"end\" class=\"note\">a&lt;b</text>") !=
          file.npos);
    CHECK(file.find("<g class=\"box\">\n<title>&quot;&amp;&quot;</title>\n<path d=\"M0 0H5\" "
                    "class=\"wire\"/>\n</g>\n") != file.npos);
    CHECK(file.find("<svg xmlns=\"http://www.w3.org/2000/svg\" ") == 0);
    CHECK(file.substr(file.size() - 7) == "</svg>\n");
}

} // namespace
