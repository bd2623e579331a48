#include <ctnn/core/shape.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int axes() {
    const Shape map{hide(3), 224, 112};
    EXPECT(map.rank == 3 && map.channels() == 3 && map.height() == 224 && map.width() == 112);
    EXPECT(map[0] == 3 && map[2] == 112 && map.last() == 112);
    EXPECT(map[3] == 0 && map[-1] == 0 && map[100] == 0);
    EXPECT(map.elements() == 75264);
    EXPECT(Shape{hide(10)} == Shape{10} && Shape{hide(10)} != (Shape{10, 1}));
    EXPECT(Shape{}.elements() == 0 && Shape{}.rank == 0);
    const Shape all{hide(2), 3, 4, 5};
    EXPECT((all == Shape{2, 3, 4, 5}) && (all != Shape{1, 3, 4, 5}) && (all != Shape{2, 1, 4, 5}));
    EXPECT((all != Shape{2, 3, 1, 5}) && (all != Shape{2, 3, 4, 1}) && (all != Shape{2, 3, 4}));
    return 0;
}
PROVE_TWICE(axes)

constexpr int sizes() {
    EXPECT((Shape{hide(1), 1}.is_positive()));
    EXPECT((!Shape{hide(1), 0}.is_positive()) && (!Shape{1, 1, hide(-1)}.is_positive()));
    EXPECT(!Shape{}.is_positive());
    EXPECT((Shape{hide(1LL << 32), 1LL << 31}.elements() == overflow));
    EXPECT((Shape{hide(2), -3}.elements() == overflow));
    EXPECT((Shape{3, hide(224), 224}.is_countable()) && (!Shape{3, hide(0), 224}.is_countable()));
    EXPECT((Shape{1LL << 40, hide(1LL << 22)}.is_countable()));
    EXPECT((!Shape{1LL << 40, hide(1LL << 23)}.is_countable()) && !Shape{}.is_countable());
    return 0;
}
PROVE_TWICE(sizes)

constexpr int a_shape_grows_to_six_axes() {
    Shape shape;
    for (int axis = 1; axis <= Shape::max_rank; ++axis) EXPECT(shape.append(hide(axis)));
    EXPECT((shape == Shape{1, 2, 3, 4, 5, 6}));
    EXPECT((shape != Shape{1, 2, 3, 4, 1, 6}) && (shape != Shape{1, 2, 3, 4, 5, 1}));
    EXPECT(!shape.append(7) && shape.rank == 6);
    return 0;
}
PROVE_TWICE(a_shape_grows_to_six_axes)

// `rank` is public, and may be set to what no shape has.
constexpr int an_invalid_rank() {
    for (const int rank : {7, 100, INT32_MAX, -1, -4, INT32_MIN}) {
        Shape shape{hide(1), 2, 3, 4, 5, 6};
        shape.rank = rank;
        EXPECT(shape.axes() == (rank < 0 ? 0 : 6));
        EXPECT(!shape.is_positive() && !shape.is_countable());
        EXPECT(shape.elements() == (rank < 0 ? 0 : overflow));
        EXPECT(shape.last() == (rank < 0 ? 0 : 6) && shape[0] == (rank < 0 ? 0 : 1));
        EXPECT(shape[6] == 0 && shape[-1] == 0 && shape[INT32_MAX] == 0);
        EXPECT(!shape.append(5) && shape.rank == rank);
    }
    EXPECT(Shape{}.axes() == 0 && Shape{}.last() == 0 && (Shape{hide(1), 2}.axes() == 2));
    return 0;
}
PROVE_TWICE(an_invalid_rank)

constexpr int extents() {
    EXPECT((Extent{hide(3)} == Extent{3, 3}) && (Extent{hide(3), 5} != Extent{5, 3}));
    EXPECT(Extent{3U}.width == 3);
    return 0;
}
PROVE_TWICE(extents)

template <class T>
concept ShapeFrom = requires(T size) {
    Shape(size, 1, 1);
};
static_assert(ShapeFrom<int> && ShapeFrom<unsigned long> && !ShapeFrom<double>);

template <Shape shape>
constexpr Count elements_of = shape.elements();
static_assert(elements_of<Shape{2, 3}> == 6, "a shape can be a template argument");

} // namespace
