#include <ctnn/layers/passthrough.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int no_parameters_and_no_work() {
    const Shape in{6, hide(5), 7};
    const Sequential net{Identity{}, Dropout{}, Dropout{0.0}, Dropout{.p = 1, .inplace = true}};
    EXPECT(output_shape(net, in) == in && params(net) == 0);
    EXPECT(flops(net, in, conventions::arithmetic) == 0);
    EXPECT(summarize(net, in).size() == 4);
    return 0;
}
PROVE_TWICE(no_parameters_and_no_work)

} // namespace
