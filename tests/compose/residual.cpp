#include <ctnn/compose/residual.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int body_and_shortcut_are_walked() {
    const Sequential net{Residual{Sequential{ReLU{}, ReLU{}}},
                         Residual{MaxPool2d{2}, Sequential{AvgPool2d{2}, Identity{}}}};
    const auto summary = summarize(net, {3, hide(4), 4});
    EXPECT(summary.size() == 7 && (summary.totals.output == Shape{3, 2, 2}));
    EXPECT(summary.path(1) == "0.body.1" && summary.path(2) == "0.add");
    EXPECT(summary.path(3) == "1.body" && summary.path(5) == "1.shortcut.1");
    EXPECT(summary.operand(2, 0) == 1 && summary.operand(2, 1) == -1);
    EXPECT(summary.operand(3) == 2 && summary.operand(4) == 2);
    EXPECT(summary.operand(6, 0) == 3 && summary.operand(6, 1) == 5);
    return 0;
}
PROVE_TWICE(body_and_shortcut_are_walked)

constexpr int residuals_nest() {
    const auto net =
        repeat<2>(Residual{Residual{Linear{.out_features = 5}}, Linear{.out_features = 5}});
    EXPECT(params(net, Shape{hide(5)}) == 2 * 60);
    EXPECT(summarize(net, Shape{hide(5)}).path(4) == "1.body.body");
    EXPECT(params(Residual{Linear{5, 5}, Linear{hide(5), 5, false}}) == 55);
    return 0;
}
PROVE_TWICE(residuals_nest)

} // namespace
