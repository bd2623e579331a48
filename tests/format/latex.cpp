#include <ctnn/format/latex.hpp>

#include <ctnn/ctnn.hpp>

#include "readers/nets.hpp"
#include "support/golden.hpp"

using namespace ctnn;
using report::to_latex;

namespace {

TEST_CASE("a tabular with booktabs") {
    CHECK(to_latex(summarize(nets::small, {3, 32, 32})) == golden("small.tex"));
    CHECK(to_latex(try_summarize(nets::broken, {1, 8, 8})) == golden("broken.tex"));
}

TEST_CASE("what LaTeX gives a meaning is escaped") {
    using report::latex_text;
    CHECK(latex_text("50% #1 $2 a_b {c} & d") == "50\\% \\#1 \\$2 a\\_b \\{c\\} \\& d");
    CHECK(latex_text("\\^~<>|") == "\\textbackslash{}\\textasciicircum{}\\textasciitilde{}"
                                   "\\textless{}\\textgreater{}\\textbar{}");
    CHECK(latex_text("\"'`") == "\\texttt{\\char34}\\textquotesingle{}\\textasciigrave{}");
    CHECK(latex_text("[2em]*") == "{[}2em{]}{*}");
    CHECK(latex_text("a--b---c,,d-e") == "a-{}-b-{}-{}-c,{},d-e");
    CHECK(latex_text("1,234") == "1,234");
    CHECK(latex_text("\xc3") == "?");
}

} // namespace
