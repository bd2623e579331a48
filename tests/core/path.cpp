#include <ctnn/core/path.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/format/detail/path_text.hpp>

#include <string>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int steps_are_numbers_and_names() {
    const int number = static_cast<int>(hide(7));
    EXPECT((Step{nullptr, number} == Step{nullptr, 7}));
    EXPECT((Step{nullptr, number} != Step{nullptr, 8}));
    EXPECT((Step{"7", 0} != Step{nullptr, number}));
    EXPECT((Step{"body", 0} != Step{"bod", 0} && Step{"bod", 0} != Step{"body", 0}));
    // Equal names need not stand at one address.
    const char name[] = {'b', 'o', 'd', 'y', '\0'};
    EXPECT((Step{name, 0} == Step{"body", 0}));
    EXPECT((Step{"", 0}.is_silent() && !Step{nullptr, 0}.is_silent() && !Step{"a", 0}.is_silent()));
    return 0;
}
PROVE_TWICE(steps_are_numbers_and_names)

constexpr int paths_are_compared_as_text_and_step_by_step() {
    const Path path{3, {{nullptr, static_cast<int>(hide(12))}, {"body", 0}, {nullptr, 0}}};
    EXPECT(path == "12.body.0" && path.length() == 9 && !path.is_empty());
    EXPECT(path != "12.body" && path != "12.body.0.1" && path != "" && path != "12.bodY.0");
    EXPECT((path == Path{3, {{nullptr, 12}, {"body", 0}, {nullptr, 0}}}));
    EXPECT((path != Path{2, {{nullptr, 12}, {"body", 0}}}));
    EXPECT((path != Path{3, {{nullptr, 12}, {"body", 0}, {nullptr, 1}}}));
    // The same text of other steps.
    const Path dotted{1, {{"12.body.0", 0}}};
    EXPECT(dotted == "12.body.0" && dotted != path);
    EXPECT(Path{} == "" && Path{}.length() == 0 && Path{}.is_empty() && Path{} != path);
    EXPECT((Path{1, {{nullptr, INT32_MAX}}} == "2147483647"));
    int steps = 0;
    for (const Step& step : path) steps += step.is_silent() ? 0 : 1;
    EXPECT(steps == 3);
    return 0;
}
PROVE_TWICE(paths_are_compared_as_text_and_step_by_step)

// Two hundred characters: more than any path could hold when records held them as text.
#define FIFTY "abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvw"
#define TWO_HUNDRED FIFTY FIFTY FIFTY FIFTY

constexpr int names_have_any_length() {
    const Sequential net{
        Named{TWO_HUNDRED, Sequential{ReLU{}, Named{TWO_HUNDRED TWO_HUNDRED, ReLU{}}}},
        Named{TWO_HUNDRED "x", repeat<3>(ReLU{})}};
    const auto summary = summarize(net, {hide(3)});
    EXPECT(summary.path(0) == TWO_HUNDRED ".0" && summary.path(0).length() == 202);
    EXPECT(summary.path(1) == TWO_HUNDRED "." TWO_HUNDRED TWO_HUNDRED);
    EXPECT(summary.path(1).length() == 601 && summary.path(1).size == 2);
    EXPECT(summary.path(4) == TWO_HUNDRED "x.2");
    return 0;
}
PROVE_TWICE(names_have_any_length)

constexpr int names_have_any_characters() {
    const Sequential net{Named{"a.b", Sequential{Named{"c", ReLU{}}}},
                         Named{"a", Sequential{Named{"b.c", ReLU{}}}},
                         Named{"\"quoted\" and 'quoted'\\\n\t", ReLU{}},
                         Named{"\u7b2c\u4e09\u9636\u6bb5.\u00e9tape", ReLU{}},
                         Named{"0", Sequential{ReLU{}}},
                         Named{".", Sequential{Named{"..", ReLU{}}}}};
    const auto summary = summarize(net, {hide(3)});
    EXPECT(summary.path(0) == "a.b.c" && summary.path(1) == "a.b.c");
    EXPECT(summary.path(0) != summary.path(1)); // other steps, the same text
    EXPECT(summary.path(2) == "\"quoted\" and 'quoted'\\\n\t" && summary.path(2).size == 1);
    EXPECT(summary.path(3) == "\u7b2c\u4e09\u9636\u6bb5.\u00e9tape" && summary.path(3).size == 1);
    EXPECT(summary.path(4) == "0.0" && summary.path(4).steps[0] != (Step{nullptr, 0}));
    EXPECT(summary.path(5) == "....");
    return 0;
}
PROVE_TWICE(names_have_any_characters)

constexpr int silent_names_do_not_show() {
    const Sequential net{Named{"", Sequential{ReLU{}, Named{"", Sequential{Named{"a", ReLU{}}}}}},
                         Sequential{Named{"", ReLU{}}}, Named{"", ReLU{}},
                         Named{"", Residual{Named{"", ReLU{}}}}};
    const auto summary = summarize(net, {hide(3)});
    EXPECT(summary.path(0) == "0" && summary.path(1) == "a");
    EXPECT(summary.path(2) == "1" && summary.path(3) == "" && summary.path(3).is_empty());
    EXPECT(summary.path(4) == "" && summary.path(5) == "add");
    EXPECT(summarize(ReLU{}, {hide(3)}).path(0) == "");
    EXPECT(summarize(Named{"", ReLU{}}, {hide(3)}).path(0) == "");
    return 0;
}
PROVE_TWICE(silent_names_do_not_show)

// Two parts of one name are two, not one.
constexpr int equal_names_have_equal_paths() {
    const auto part = Named{"same", Sequential{ReLU{}, ReLU{}}};
    const auto summary = summarize(Sequential{part, part}, {hide(3)});
    EXPECT(summary.path(1) == "same.1" && summary.path(3) == "same.1");
    EXPECT(summary.part_count == 3 && summary.parts[1].step == summary.parts[2].step);
    EXPECT(summary[0].part == 1 && summary[1].part == 1);
    EXPECT(summary[2].part == 2 && summary[3].part == 2);
    return 0;
}
PROVE_TWICE(equal_names_have_equal_paths)

/// A climb out of so many steps, which are their numbers, but for even ones.
struct Climb {
    int left;

    constexpr Step step() const { return left % 2 == 0 ? Step{"even", 0} : Step{nullptr, left}; }
    constexpr bool up() { return --left > 0; }
};

// 64 steps are whole; of more the two ends are.
constexpr int deep_paths_show_their_ends() {
    constexpr int most = Path::max_steps;
    for (const int steps : {1, 2, 31, 32, 33, 63, 64, 65, 66, 97, 500}) {
        const Path path = detail::path_of(Climb{steps});
        EXPECT(path.size == (steps < most ? steps : most));
        const int left_out = steps - path.size;
        for (int i = 0; i < path.size; ++i) {
            const bool is_mark = left_out > 0 && i == most / 2;
            const int number = i + 1 + (i > most / 2 ? left_out : 0);
            EXPECT(path.steps[i] == (is_mark ? Step{"...", 0} : Climb{number}.step()));
        }
    }
    return 0;
}
PROVE_TWICE(deep_paths_show_their_ends)

/// A layer in so many Sequentials, each the second part of the one around it.
template <int Depth>
constexpr auto nested() {
    if constexpr (Depth == 0) {
        return Named{"deepest", ReLU{}};
    } else {
        return Sequential{ReLU{}, Sequential{nested<Depth - 1>(), ReLU{}}};
    }
}

constexpr int paths_of_32_levels_are_complete() {
    const auto summary = summarize(nested<32>(), {hide(3)});
    const Path path = summary.path(32);
    EXPECT(path.size == 64 && path.length() == 63 * 2 + 7);
    for (int i = 0; i < 63; ++i) EXPECT((path.steps[i] == Step{nullptr, (i + 1) % 2}));
    EXPECT((path.steps[63] == Step{"deepest", 0}));
    return 0;
}
PROVE_TWICE(paths_of_32_levels_are_complete)

TEST_CASE("reports print paths of any depth in full") {
    const auto summary = summarize(nested<60>(), {hide(3)});
    std::string whole;
    for (int i = 0; i < 119; ++i) whole += i % 2 == 0 ? "1." : "0.";
    CHECK(format::detail::path_of_row(summary, 60) == whole + "deepest");
    CHECK(summary.path(60).size == 64);
    CHECK(summary.path(60).steps[63] == Step{"deepest", 0});
    CHECK(format::detail::path_text(summary.path(60)) ==
          whole.substr(0, 64) + "..." + whole.substr(119 * 2 - 31 * 2 + 1) + "deepest");
}

// An error's path is the row's, and outlives the network that it is of.
TEST_CASE("a thrown error keeps its path after the network is destroyed") {
    try {
        const Sequential net{Named{TWO_HUNDRED, Sequential{ReLU{}, Linear{4, 2}}}};
        static_cast<void>(params(net, Shape{hide(3)}));
        FAIL("nothing was thrown");
    } catch (const shape_error& thrown) {
        CHECK(thrown.error().path == TWO_HUNDRED ".1");
    }
}

} // namespace
