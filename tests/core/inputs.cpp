#include <ctnn/core/inputs.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int one_shape_or_several() {
    const Inputs one = Shape{3, hide(8), 8};
    EXPECT(one.size() == 1 && one[0] == Shape{3, 8, 8} && one == Inputs(3, 8, hide(8)));
    const Inputs two{Shape{3, 8, 8}, Shape{hide(5)}};
    EXPECT(two.size() == 2 && two[1] == Shape{5} && two != one);
    int axes = 0;
    for (const Shape& shape : two) axes += shape.rank;
    EXPECT(axes == 4);
    const Shape s{hide(1)};
    EXPECT((Inputs{s, s, s, s, s, s, s, s}.size() == Inputs::max_count));
    EXPECT(Inputs{}.size() == 1 && Inputs{} == Inputs{Shape{}});
    return 0;
}
PROVE_TWICE(one_shape_or_several)

// At least one, at most max_count; shapes, or the sizes of one.
template <class... Args>
concept Gives = requires(Args... args) {
    Inputs{args...};
};
using S = Shape;
static_assert(Gives<S> && Gives<int, long> && Gives<S, S> && !Gives<double> && !Gives<S, int>);
static_assert(Gives<S, S, S, S, S, S, S, S> && !Gives<S, S, S, S, S, S, S, S, S>);

} // namespace
