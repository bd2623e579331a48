#include <ctnn/format/detail/xml.hpp>

#include "support/catch.hpp"

using namespace ctnn::format::detail;

namespace {

TEST_CASE("special characters of XML are escaped") {
    CHECK(escape_xml("a,b\"c<d>&_{\n") == "a,b&quot;c&lt;d&gt;&amp;_{\\n");
    CHECK(escape_xml("it's") == "it&#39;s");
    CHECK(escape_xml("&lt;") == "&amp;lt;");
    CHECK(escape_xml("") == "");
}

TEST_CASE("characters that XML excludes are replaced") {
    CHECK(escape_xml("\x01\x7f") == "\\x01\\x7f");
    CHECK(escape_xml("a\xff") == "a\xef\xbf\xbd");
    CHECK(escape_xml("\xef\xbf\xbe and \xef\xbf\xbf") == "\xef\xbf\xbd and \xef\xbf\xbd");
    CHECK(escape_xml("Größe 層") == "Größe 層");
}

} // namespace
