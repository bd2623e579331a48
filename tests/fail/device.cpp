// A device that does nothing in a second does not compile, with -DMUST_NOT_COMPILE=1; with 0 it
// does.
#include <ctnn/analysis/traffic.hpp>
#include <ctnn/ctnn.hpp>

using namespace ctnn;

constexpr Device device{.flops_per_second = MUST_NOT_COMPILE ? 0.0 : 1e12,
                        .bytes_per_second = 1e11};
constexpr TimeBound bound = time_bound(traffic(Linear{4, 3}, {4}), device);
static_assert(bound.binds == Binds::memory);
