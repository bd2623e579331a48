#include <ctnn/core/culprit.hpp>

#include <ctnn/ctnn.hpp>

#include <random>

#include "../support/twice.hpp"
#include "../support/unet.hpp"

using namespace ctnn;

namespace {

constexpr auto unet = unet_level(unet_level(unet_level(ReLU{})));

constexpr int sizes_that_miss_by_one() {
    const auto culprit = [](const auto& net, const Shape& in) {
        return try_summarize(net, in).error.culprit;
    };
    const Culprit odd = culprit(unet, {1, hide(36), 40});
    EXPECT(odd.remedy == Remedy::multiple && odd.index == 2 && odd.in == 9 && odd.out == 4);
    EXPECT(odd.multiple == 8 && odd.such_as == 40 && !odd.is_width);
    const Residual even{Conv2d{.out_channels = 4, .kernel_size = 4, .padding = 2}};
    EXPECT(culprit(even, {4, hide(8), 8}).remedy == Remedy::padding_same);
    const Concat pools{Conv2d{.out_channels = 4, .kernel_size = 3, .stride = 2, .padding = 1},
                       MaxPool2d{2}};
    const Culprit floor = culprit(pools, {4, hide(9), 8});
    EXPECT(floor.remedy == Remedy::ceil_mode && floor.index == 1);
    EXPECT(sentence(try_summarize(pools, {4, hide(9), 8}).error) ==
           "layer 2 (Concat, at concat): expects branches of the same height and width, gets 4x5x4 "
           "from branch 0 and 4x4x4 from branch 1, which differ in height; layer 1 (MaxPool2d, at "
           "1) makes 4 of 9: set ceil_mode = true");
    // A body that is smaller than its shortcut, whatever the input; odd sizes do not matter.
    EXPECT(culprit(Residual{Conv2d{4, 4, 3, 2, 1}}, {4, hide(8), 8}).index == -1);
    EXPECT(culprit(Residual{Conv2d{4, 4, 3, 2, 1}}, {4, hide(9), 9}).index == -1);
    // Rounding up would not help, since there is no rest.
    const Concat even_pools{Conv2d{.out_channels = 4, .kernel_size = 3, .stride = 2, .padding = 2},
                            MaxPool2d{2}};
    EXPECT(culprit(even_pools, {4, hide(8), 8}).index == -1);
    // The network's input is no map: what its size should be is not known.
    const Concat halves{skip, Sequential{MaxPool2d{2}, Upsample{.scale_factor = 2}}};
    const Sequential grown{Conv2d{1, 4, 3, 1, 1}, Upsample{.scale_factor = 3}, halves};
    EXPECT(culprit(grown, {1, hide(3), 3}).index == -1);
    EXPECT(culprit(halves, {1, hide(9), 8}).such_as == 10);
    return 0;
}
PROVE_TWICE(sizes_that_miss_by_one)

constexpr int least_inputs() {
    const Sequential net{Conv2d{1, 4, 5}, MaxPool2d{2}, Conv2d{4, 4, 5}, MaxPool2d{2},
                         Conv2d{4, 4, 5}};
    const auto error = try_summarize(net, {1, hide(28), 28}).error;
    EXPECT(error.culprit.least == 32);
    EXPECT(try_summarize(net, {1, hide(31), 31}).error && !try_summarize(net, {1, 32, 32}).error);
    EXPECT(sentence(error) ==
           "layer 4 (Conv2d, at 4): expects a padded height of at least 5 for its kernel, gets 4 "
           "(4x4x4); use a kernel that spans at most 4, or 1 more padding; or give the network a "
           "height of at least 32");
    return 0;
}
PROVE_TWICE(least_inputs)

std::mt19937 random{11}; // NOLINT: the same numbers in each run

Count pick(Count least, Count most) {
    return least + static_cast<Count>(random() % static_cast<unsigned>(most - least + 1));
}

TEST_CASE("a U-Net on the size that the sentence gives fits") {
    int mended = 0;
    for (int i = 0; i < 400; ++i) {
        Shape input{1, pick(8, 70), pick(8, 70)};
        int steps = 0;
        for (auto error = try_summarize(unet, input).error; error && steps < 3; ++steps) {
            INFO(sentence(error).c_str());
            REQUIRE(error.culprit.remedy == Remedy::multiple);
            input.dims[error.culprit.is_width ? 2 : 1] = error.culprit.such_as;
            error = try_summarize(unet, input).error;
        }
        REQUIRE(steps <= 2); // one for each axis
        mended += steps;
    }
    CHECK(mended > 400);
}

TEST_CASE("the least input of random networks fits, and one less does not") {
    int asked = 0;
    for (int i = 0; i < 2'000; ++i) {
        const auto conv = [] {
            return Conv2d{.out_channels = 2,
                          .kernel_size = pick(1, 5),
                          .stride = pick(1, 3),
                          .padding = pick(0, 1),
                          .dilation = pick(1, 2)};
        };
        const Sequential net{conv(), ReLU{}, MaxPool2d{pick(1, 3)}, conv(), BatchNorm2d{}, conv()};
        Shape input{1, pick(1, 30), 60};
        const auto error = try_summarize(net, input).error;
        if (error.culprit.least == 0 || error.culprit.is_width) continue;
        ++asked;
        input.dims[1] = error.culprit.least;
        const auto after = try_summarize(net, input).error;
        REQUIRE((!after || after.index > error.index || after.misfit.axis != error.misfit.axis));
        input.dims[1] = error.culprit.least - 1;
        if (input.dims[1] > 0) {
            const auto less = try_summarize(net, input).error;
            REQUIRE((less && less.index <= error.index));
        }
    }
    CHECK(asked > 200);
}

} // namespace
