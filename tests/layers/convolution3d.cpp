#include <ctnn/layers/convolution3d.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int convolutions_over_a_volume() {
    const Conv3d conv{.in_channels = 3,
                      .out_channels = 16,
                      .kernel_size = {3, 5, 5},
                      .stride = {1, 2, 2},
                      .padding = {1, 2, 2}};
    const Shape video{3, hide(16), 224, 224};
    EXPECT(output_shape(conv, video) == Shape{16, 16, 112, 112});
    EXPECT(macs(conv, video) == 722'534'400 && params(conv) == 3 * 75 * 16 + 16);
    const ConvTranspose3d back{4, 2, 2, 2};
    EXPECT(output_shape(back, {4, hide(3), 4, 5}) == Shape{2, 6, 8, 10});
    const Conv3d keeps{.out_channels = 3, .kernel_size = {2, 3, 4}, .padding = same};
    EXPECT(output_shape(keeps, {2, hide(6), 7, 8}) == Shape{3, 6, 7, 8});
    EXPECT(Extent3d{2} == Extent3d{2, 2, 2} && Extent3d{2, 3, 4}.volume() == 24);
    EXPECT(Padding3d{same}.rule == PaddingRule::same && Padding3d{valid}.size == Extent3d{0});
    return 0;
}
PROVE_TWICE(convolutions_over_a_volume)

TEST_CASE("errors of convolutions over a volume") {
    const Conv3d conv{2, 3, 3};
    CHECK(
        refusal([&] {
            return output_shape(conv, {2, 2, 7, 8});
        }) ==
        "layer 0 (Conv3d): expects a padded depth of at least 3 for its kernel, gets 2 (2x2x7x8); "
        "use a kernel that spans at most 2, or 1 more padding");
    CHECK(
        refusal([&] {
            return output_shape(conv, {2, 7, 8});
        }) ==
        "layer 0 (Conv3d): expects CxDxHxW (4 axes), gets 2x7x8 (3 axes); one channel is 1x2x7x8");
    CHECK(refusal([] {
              return output_shape(Conv3d{2, 3, 3, 1, Padding{1, 2}}, {2, 7, 7, 8});
          }).find("padding.height must not be negative") != std::string::npos);
}

} // namespace
