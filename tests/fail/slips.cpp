// Slips of the pen, one at a time (-DSLIP=1...); none with -DSLIP=0.
#include <ctnn/ctnn.hpp>
#include <ctnn/models/lenet.hpp>

using namespace ctnn;

#if SLIP == 1 // the address of a layer
constexpr Conv2d conv1{1, 6, 5};
constexpr Sequential net{&conv1, ReLU{}};
#elif SLIP == 2 || SLIP == 3
struct Mine {
    static constexpr const char* name = "Mine";

    constexpr Params params() const { return {}; }
#if SLIP == 2 // a function that is not const
    constexpr Shape output_shape(const Shape& in) {
        return in;
    }
    constexpr Work work(const Shape&, const Shape&) const {
        return {};
    }
#else         // no work
    constexpr Shape output_shape(const Shape& in) const {
        return in;
    }
#endif
};
constexpr Sequential net{Mine{}, ReLU{}};
#elif SLIP == 4 // Python's quotes
constexpr Conv2d net{.out_channels = 1, .kernel_size = 3, .padding = "same"};
#else
// Data of a user's, which happens to be called as functions of a layer are.
struct Swin {
    static constexpr const char* name = "Swin";

    Count window = 7;
    Count check = 0;
    int op = 0;
    bool axes = false;

    constexpr Params params() const { return {}; }
    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};
constexpr Sequential net{Swin{}, ReLU{}};
#endif
static_assert(params(net, {1, 8, 8}) >= 0);

constexpr auto lenet5 = models::lenet5();
constexpr Shape image{1, 32, 32};
#if SLIP == 5 // a wrong number
static_assert(flops(lenet5, image) == 416'520);
#elif SLIP == 6 // a wrong shape
static_assert(gives<Shape{11}>(lenet5, image));
#elif SLIP == 7 // a misfit, without Model
static_assert(flops(lenet5, {1, 28, 28}) == 837'768);
#else
static_assert(flops(lenet5, image) == 837'768);
static_assert(gives<Shape{10}>(lenet5, image));
#endif
