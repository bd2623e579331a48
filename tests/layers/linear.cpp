#include <ctnn/layers/linear.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// linear_bias, linear_nobias, linear_seq_bias of single_ops.csv.
constexpr int fully_connected() {
    EXPECT(output_shape(Linear{20, 7}, Shape{hide(20)}) == Shape{7});
    EXPECT(macs(Linear{20, 7}, Shape{hide(20)}) == 140 && params(Linear{20, 7}) == 147);
    EXPECT(params(Linear{20, 7, false}) == 140);
    EXPECT((output_shape(Linear{.out_features = 7}, {hide(5), 20}) == Shape{5, 7}));
    EXPECT(macs(Linear{20, 7}, {hide(5), 20}) == 700);
    EXPECT(params(Linear{.out_features = 7}, {hide(5), 20}) == 147);
    // Given, in_features may meet the last axis of a map, as in PyTorch.
    EXPECT((output_shape(Linear{20, 7}, {3, hide(5), 20}) == Shape{3, 5, 7}));
    return 0;
}
PROVE_TWICE(fully_connected)

constexpr int flattening() {
    const Shape in{6, hide(5), 7};
    EXPECT(output_shape(Flatten{}, in) == Shape{210});
    EXPECT((output_shape(Flatten{.start_dim = 2}, in) == Shape{6, 35}));
    EXPECT((output_shape(Flatten{1, 2}, in) == Shape{30, 7}));
    EXPECT((output_shape(Flatten{-2, -1}, in) == Shape{6, 35}));
    EXPECT(output_shape(Flatten{2, 2}, in) == in);
    EXPECT(output_shape(Flatten{}, Shape{hide(9)}) == Shape{9});
    return 0;
}
PROVE_TWICE(flattening)

} // namespace
