#include <ctnn/layers/unpooling.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int unpooled_sizes() {
    EXPECT(output_shape(MaxUnpool1d{3, 2, 1}, {4, hide(5)}) == Shape{4, 9});
    EXPECT(output_shape(MaxUnpool2d{.kernel_size = 2, .output_size = {11, 13}}, {4, hide(5), 6}) ==
           Shape{4, 11, 13});
    EXPECT(output_shape(MaxUnpool3d{3, 2, 1}, {4, hide(2), 3, 4}) == Shape{4, 3, 5, 7});
    EXPECT(misfit_of(MaxUnpool1d{.kernel_size = 2, .output_size = 12}, {4, hide(5)}).expected ==
           10);
    return 0;
}
PROVE_TWICE(unpooled_sizes)

TEST_CASE("an output size that no pool of the settings reduces to the input") {
    CHECK(refusal([] {
              return output_shape(MaxUnpool1d{2, inferred, 0, 12}, {4, 5});
          }) ==
          "layer 0 (MaxUnpool1d): output_size expects a length within a stride of 10, is 12 (4x5)");
}

} // namespace
