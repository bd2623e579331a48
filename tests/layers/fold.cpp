#include <ctnn/layers/fold.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int windows_as_columns_and_back() {
    const Unfold unfold{.kernel_size = 3, .dilation = 2, .padding = 1, .stride = {1, 2}};
    EXPECT(output_shape(unfold, {4, hide(9), 11}) == Shape{36, 35});
    const Fold fold{.output_size = {9, 11}, .kernel_size = 3, .stride = 2};
    EXPECT(output_shape(fold, {18, hide(20)}) == Shape{2, 9, 11});
    EXPECT(misfit_of(Fold{{4, 5}, 2}, {12, hide(11)}).expected == 12);
    EXPECT(misfit_of(Fold{{4, 5}, 2}, {13, hide(12)}).expected == 4);
    EXPECT(misfit_of(Unfold{10}, {4, hide(9), 11}).axis == Axis::height);
    return 0;
}
PROVE_TWICE(windows_as_columns_and_back)

} // namespace
