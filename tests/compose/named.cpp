#include <ctnn/compose/named.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int names_replace_numbers() {
    const Sequential net{Named{"features", Sequential{ReLU{}, Named{"pool", MaxPool2d{2}}}},
                         Named{"", Sequential{ReLU{}, Flatten{}}}, Residual{Named{"main", ReLU{}}},
                         Named{"head", Linear{.out_features = 2}}};
    const auto summary = summarize(net, {3, hide(4), 4});
    EXPECT(summary.path(0) == "features.0" && summary.path(1) == "features.pool");
    EXPECT(summary.path(2) == "0" && summary.path(3) == "1");
    EXPECT(summary.path(4) == "2.main" && summary.path(6) == "head");
    EXPECT(summarize(Named{"net", ReLU{}}, {hide(3)}).path(0) == "net");
    return 0;
}
PROVE_TWICE(names_replace_numbers)

constexpr int equal_names_stay_separate_parts() {
    const auto stage = Named{"stage", Sequential{ReLU{}, ReLU{}}};
    const auto summary = summarize(
        Sequential{stage, stage, Named{"relu", ReLU{}}, Named{"relu", ReLU{}}}, {hide(3)});
    EXPECT(summary.part_count == 3 && summary[1].part == 1 && summary[2].part == 2);
    EXPECT(summary.path(1) == "stage.1" && summary.path(3) == "stage.1");
    EXPECT(summary.path(4) == "relu" && summary.path(5) == "relu");
    return 0;
}
PROVE_TWICE(equal_names_stay_separate_parts)

// The innermost name counts, as of a layer that is passed on by a function that names it.
constexpr int a_name_replaces_another() {
    const auto summary = summarize(Sequential{Named{"outer", Named{"inner", Sequential{ReLU{}}}},
                                              Named{"a", Named{"", ReLU{}}},
                                              repeat<2>(Named{"b", Named{"c", ReLU{}}})},
                                   {hide(3)});
    EXPECT(summary.path(0) == "inner.0" && summary.path(1) == "" && summary.path(3) == "2.c");
    return 0;
}
PROVE_TWICE(a_name_replaces_another)

constexpr int temporaries_may_be_summarised() {
    constexpr auto summary = summarize(Sequential{Named{"one", Linear{2, 3}}}, {2});
    EXPECT(summary.path(0) == "one");
    return 0;
}
PROVE_TWICE(temporaries_may_be_summarised)

static_assert(summarize(Sequential{Named{"a", ReLU{}}}, {3, 2, 2}).path(0) == "a");

} // namespace
