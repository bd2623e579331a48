#include <ctnn/layers/recurrent_cell.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int one_step() {
    EXPECT(totals(LSTMCell{10, 20}, {hide(10)}).macs == 2'400);
    EXPECT(params(GRUCell{10, 20}) == hide(1'920) && params(RNNCell{10, 20, false}) == 600);
    EXPECT(output_shape(GRUCell{10, 20}, {hide(10)}) == Shape{20});
    EXPECT(misfit_of(RNNCell{10, 20}, {hide(11)}).got == 11);
    EXPECT(misfit_of(LSTMCell{10, 20}, {7, hide(10)}).problem == Problem::rank);
    return 0;
}
PROVE_TWICE(one_step)

} // namespace
