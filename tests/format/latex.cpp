#include <ctnn/format/latex.hpp>

#include <ctnn/ctnn.hpp>

#include "readers/nets.hpp"
#include "support/golden.hpp"

using namespace ctnn;
using format::to_latex;

namespace {

TEST_CASE("a tabular with booktabs") {
    CHECK(to_latex(summarize(nets::small, {3, 32, 32})) == golden("small.tex"));
    CHECK(to_latex(try_summarize(nets::broken, {1, 8, 8})) == golden("broken.tex"));
}

TEST_CASE("a long table breaks across pages, and prose columns wrap") {
    format::Table table{.headings = {{"name", true}, {"count"}}, .lines = {}, .notes = {}};
    table.lines.resize(40, {.cells = {"a", "1"}});
    CHECK(to_latex(table).find("% needs \\usepackage{booktabs}\n\\noindent\n"
                               "\\begin{tabular}{lr}\n") == 0);
    table.lines.resize(41, {.cells = {"a", "1"}});
    CHECK(to_latex(table).find("\\begin{longtable}{lr}\n") != std::string::npos);
    table.headings.push_back({"rule", true, true});
    table.lines.resize(1);
    const std::string text = to_latex(table);
    CHECK(text.find("% needs \\usepackage{booktabs} and \\usepackage{longtable}\n"
                    "\\begin{longtable}{lrp{.4\\linewidth}}\n\\toprule\n"
                    "name & count & rule \\\\\n\\midrule\n\\endhead\n") == 0);
    CHECK(text.ends_with("\\bottomrule\n\\end{longtable}\n"));
}

TEST_CASE("special characters of LaTeX are escaped") {
    using format::latex_text;
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
