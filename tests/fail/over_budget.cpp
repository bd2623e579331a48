// A budget that a network exceeds does not compile, with -DMUST_NOT_COMPILE=1; with 0 it fits.
#include <ctnn/budget.hpp>
#include <ctnn/ctnn.hpp>

using namespace ctnn;

constexpr Sequential net{Named{"stem", Conv2d{1, 5, 3, 1, 1}}, MaxPool2d{2}, Flatten{},
                         Named{"fc", Linear{1280, 10}}};
using Bound = Model<net, Shape{1, 32, 32}>;
static_assert(within<Bound, Budget{.params = MUST_NOT_COMPILE ? 12'000 : 12'860}>());
