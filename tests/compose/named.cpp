#include <ctnn/compose/named.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int names_take_the_place_of_numbers() {
    const Sequential net{Named{"features", Sequential{ReLU{}, Named{"pool", MaxPool2d{2}}}},
                         Named{"", Sequential{ReLU{}, Flatten{}}}, Residual{Named{"main", ReLU{}}},
                         Named{"head", Linear{.out_features = 2}}};
    const auto summary = summarize(net, {3, hide(4), 4});
    EXPECT(summary[0].path == "features.0" && summary[1].path == "features.pool");
    EXPECT(summary[2].path == "0" && summary[3].path == "1");
    EXPECT(summary[4].path == "2.main" && summary[6].path == "head");
    EXPECT(summarize(Named{"net", ReLU{}}, {hide(3)})[0].path == "net");
    return 0;
}
PROVE_TWICE(names_take_the_place_of_numbers)

constexpr int temporaries_may_be_summarised() {
    constexpr auto summary = summarize(Sequential{Named{"one", Linear{2, 3}}}, {2});
    EXPECT(summary[0].path == "one");
    return 0;
}
PROVE_TWICE(temporaries_may_be_summarised)

static_assert(summarize(Sequential{Named{"a", ReLU{}}}, {3, 2, 2})[0].path == "a");

} // namespace
