#include <ctnn/analysis/overrun.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int words() {
    Overrun over{.limit = Limit::params, .op = Op::linear, .index = 7, .actual = 61'706};
    EXPECT(over && !Overrun{});
    over.allowed = hide(60'000);
    over.layer = "Linear";
    over.path = Path{1, {{"fc", 0}}};
    over.largest = 48'120;
    EXPECT(over.percent() == 77);
    EXPECT(sentence(over) == "params: 61706 is 1706 over the budget of 60000; the largest part is "
                             "layer 7 (Linear, at fc) with 48120, 77%");
    over.others[0] = {Limit::macs, 416'520, 400'000};
    over.other_count = 1;
    over.limit = Limit::arena_bytes;
    EXPECT(sentence(over) ==
           "arena_bytes: 61706 is 1706 over the budget of 60000; the largest buffer is of layer 7 "
           "(Linear, at fc) with 48120, 77%; also macs: 416520 is 16520 over the budget of 400000");
    over.allowed = hide(0);
    EXPECT(sentence(over) == "arena_bytes of a budget must be at least 1, is 0; also macs: 416520 "
                             "is 16520 over the budget of 400000");
    EXPECT(sentence(Overrun{}).size == 0);
    return 0;
}
PROVE_TWICE(words)

} // namespace
