#include <ctnn/core/real.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int reals() {
    const Real half = static_cast<double>(hide(1)) / 2;
    EXPECT(half == 0.5 && half * 4 == 2.0);
    EXPECT(Real{0.0} == Real{-0.0} && !(half == Real{0.25}));
    return 0;
}
PROVE_TWICE(reals)

template <Real value>
constexpr double twice = 2 * value;
static_assert(twice<Real{0.75}> == 1.5, "a real can be a template argument");

} // namespace
