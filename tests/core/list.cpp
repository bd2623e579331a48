#include <ctnn/core/list.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int lists_keep_the_order() {
    List<Count, 3> list;
    EXPECT(list.size() == 0 && list.begin() == list.end());
    for (const Count number : {hide(5), hide(3)}) list.items[list.count++] = number;
    EXPECT(list.size() == 2 && list[0] == 5 && list[1] == 3);
    Count sum = 0;
    for (const Count number : list) sum = 10 * sum + number;
    EXPECT(sum == 53);
    return 0;
}
PROVE_TWICE(lists_keep_the_order)

static_assert(List<int, 0>{}.size() == 0, "an array of nothing is none in C++");
static_assert(sizeof(List<int, 7>) == 8 * sizeof(int));

} // namespace
