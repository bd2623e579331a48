#include <ctnn/layers/softmax.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

// thop's softmax rule, (3n - 1) per vector of n: softmax_1d 29, softmax_chan 595 (single_ops.csv).
constexpr int along_an_axis() {
    EXPECT(flops(Softmax{}, Shape{hide(10)}, conventions::arithmetic) == 29);
    EXPECT(flops(Softmax{1}, {6, hide(5), 7}, conventions::arithmetic) == 595);
    EXPECT(flops(Softmax{-1}, {6, hide(5), 7}, conventions::arithmetic) == 30 * 20);
    EXPECT((output_shape(Softmax{3}, {6, hide(5), 7}) == Shape{6, 5, 7}));
    EXPECT(params(Softmax{}) == 0);
    return 0;
}
PROVE_TWICE(along_an_axis)

} // namespace
