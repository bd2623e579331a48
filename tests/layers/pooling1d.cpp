#include <ctnn/layers/pooling1d.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// single_modules.csv: maxpool_03, maxpool_04, avgpool_03, lppool_03, adaptivepool_02.
constexpr int pools_over_a_line() {
    const MaxPool1d rounded_up{.kernel_size = 3, .stride = 2, .ceil_mode = true};
    EXPECT(output_shape(rounded_up, {4, hide(12)}) == Shape{4, 6});
    EXPECT(output_shape(AvgPool1d{.kernel_size = 4, .stride = 3, .ceil_mode = true},
                        {4, hide(12)}) == Shape{4, 4});
    EXPECT(output_shape(LPPool1d{2.0, 3, 2, true}, {4, hide(12)}) == Shape{4, 6});
    EXPECT(output_shape(AdaptiveAvgPool1d{5}, {4, hide(11)}) == Shape{4, 5});
    EXPECT(output_shape(AdaptiveMaxPool1d{20}, {4, hide(11)}) == Shape{4, 20});
    EXPECT(flops(MaxPool1d{2}, {4, hide(12)}) == 4 * 6);
    return 0;
}
PROVE_TWICE(pools_over_a_line)

TEST_CASE("errors of pools over a line") {
    CHECK(refusal([] {
              return output_shape(MaxPool1d{3, 1, 2}, {4, 11});
          }) == "layer 0 (MaxPool1d): padding.length must be at most half of the kernel, 1, is 2");
    CHECK(refusal([] {
              return output_shape(LPPool1d{0.0, 3}, {4, 11});
          }) == "layer 0 (LPPool1d): norm_type must not be 0");
}

} // namespace
