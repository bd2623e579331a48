#include <ctnn/compose/repeat.hpp>

#include <ctnn/ctnn.hpp>

#include "support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int copies() {
    const auto block =
        Sequential{Conv2d{.out_channels = hide(8), .kernel_size = 3, .padding = 1}, ReLU{}};
    const auto net = Sequential{repeat<3>(block), Flatten{}};
    const Shape in{2, hide(5), 5};
    EXPECT(output_shape(net, in) == Shape{200});
    // The first copy infers 2 input channels, the others 8.
    EXPECT(params(net, in) == (2 * 9 * 8 + 8) + 2 * (8 * 9 * 8 + 8));
    const auto summary = summarize(net, in);
    EXPECT(summary.size() == 7 && summary[4].path == "0.2.0" && summary[6].path == "1");
    return 0;
}
PROVE_TWICE(copies)

static_assert(params(repeat<0>(Linear{3, 3})) == 0);
static_assert(output_shape(repeat<0>(Linear{3, 3}), Shape{5}) == Shape{5});
static_assert(params(repeat<1000>(Linear{3, 3})) == 12'000);
static_assert(sizeof(repeat<1000>(Linear{3, 3})) == sizeof(Linear), "stored once");

template <auto Net>
constexpr Count params_of = params(Net);
static_assert(params_of<repeat<2>(Linear{3, 3})> == 24);

} // namespace
