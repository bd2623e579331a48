#include <ctnn/analysis/input_sizes.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/lenet.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/models/unet.hpp>

#include "../support/twice.hpp"
#include "../support/unet.hpp"

using namespace ctnn;

namespace {

constexpr auto two_levels = unet_level(unet_level(ReLU{}));
constexpr auto four_levels = unet_level(unet_level(two_levels));

constexpr int the_multiple_of_a_unet() {
    const Shape input{1, hide(1), 1};
    EXPECT(smallest_input(two_levels, input, 64) == Shape(1, 4, 4));
    EXPECT(input_multiple(two_levels, input, 64) == 4);
    return 0;
}
PROVE_TWICE(the_multiple_of_a_unet)

constexpr int kernels_and_pools() {
    constexpr Sequential net{Conv2d{.out_channels = 1, .kernel_size = {5, 3}}, MaxPool2d{2}};
    EXPECT(smallest_input(net, {1, hide(1), 1}, 32) == Shape(1, 6, 4));
    EXPECT(input_multiple(net, {1, hide(1), 1}, 32) == 1);
    EXPECT(smallest_input(net, {2, hide(1), 1}, 3) == Shape{});
    // With a Linear of one size, nothing else fits.
    constexpr Sequential fixed{Flatten{}, Linear{16, 2}};
    EXPECT(smallest_input(fixed, {1, hide(1), 1}, 32) == Shape(1, 4, 4));
    EXPECT(input_multiple(fixed, {1, hide(1), 1}, 32) == 0);
    return 0;
}
PROVE_TWICE(kernels_and_pools)

TEST_CASE("known networks") {
    CHECK(input_multiple(four_levels, {1, 1, 1}) == 16);
    CHECK(smallest_input(four_levels, {1, 1, 1}) == Shape(1, 16, 16));
    CHECK(smallest_input(models::resnet18(), {3, 1, 1}, 64) == Shape(3, 1, 1)); // as PyTorch's
    CHECK(smallest_input(models::lenet5(), {1, 1, 1}, 64) == Shape(1, 32, 32));
    // The paper's 572 is one of the sizes of its U-Net, whose maps must all be even before a pool.
    const InputSizes unet = input_sizes(models::unet_2015(), {1, 1, 1}, 300);
    CHECK(unet.multiple == 16);
    CHECK((572 - unet.smallest.height()) % 16 == 0);
    CHECK_THROWS_AS(smallest_input(two_levels, {1, 1}), shape_error);
    CHECK_THROWS_AS(smallest_input(two_levels, {1, 1, 1}, 0), shape_error);
}

} // namespace
