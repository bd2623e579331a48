// Chains and repetitions that cannot be made: -DMISTAKE=1 and so on; with 0 it compiles.
#include <ctnn/graph.hpp>

using namespace ctnn;

struct NoWork {
    static constexpr const char* name = "NoWork";
    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
};

#if MISTAKE == 0
constexpr auto net = chain<2>([](int i) { return repeat<1>(Linear{3, 3}, i); });
#elif MISTAKE == 1
constexpr auto net = chain<2>([] { return ReLU{}; });
#elif MISTAKE == 2
constexpr auto net = chain<2>([](int i) { return i; });
#elif MISTAKE == 3
constexpr auto net = chain<2>([](int) { return NoWork{}; });
#elif MISTAKE == 4
constexpr auto net = chain<-2>([](int) { return ReLU{}; });
#elif MISTAKE == 5
constexpr auto net = repeat<-2>(ReLU{});
#endif
static_assert(params(net) == 12);
