#include <ctnn/core/count.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int counts_do_not_wrap() {
    EXPECT(mul(hide(3), 5) == 15);
    EXPECT(mul(hide(3), 5, 7, 2) == 210);
    EXPECT(mul(hide(0), INT64_MAX) == 0);
    EXPECT(mul(hide(INT64_MAX), 1) == INT64_MAX);
    EXPECT(mul(hide(1LL << 32), 1LL << 31) == overflow);
    EXPECT(mul(hide(3037000499), 3037000499) == 9223372030926249001);
    EXPECT(mul(hide(3037000500), 3037000500) == overflow);
    EXPECT(add(hide(INT64_MAX), 0) == INT64_MAX);
    EXPECT(add(hide(INT64_MAX), 1) == overflow);
    return 0;
}
PROVE_TWICE(counts_do_not_wrap)

constexpr int overflow_propagates() {
    EXPECT(mul(overflow, hide(0)) == overflow);
    EXPECT(mul(hide(5), overflow, 0) == overflow);
    EXPECT(add(hide(5), overflow) == overflow);
    EXPECT(add(hide(5), -2) == overflow);
    EXPECT(mul(hide(inferred), 1) == overflow);
    return 0;
}
PROVE_TWICE(overflow_propagates)

static_assert(Integer<int> && Integer<unsigned long long> && Integer<short>);
static_assert(Integer<signed char> && Integer<unsigned char>);
static_assert(!Integer<double> && !Integer<const char*> && !Integer<bool> && !Integer<char>);

} // namespace
