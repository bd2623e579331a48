#include <ctnn/layers/rare_softmax.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int softmaxes_along_an_axis() {
    const Shape in{6, hide(5), 7};
    EXPECT(flops(LogSoftmax{2}, in, conventions::arithmetic) == 420 - 42 + 210 + 42);
    EXPECT(output_shape(Softmin{-1}, in) == in && output_shape(Softmax2d{}, in) == in);
    EXPECT(misfit_of(Softmax2d{}, {hide(6)}).problem == Problem::rank);
    EXPECT(misfit_of(LogSoftmax{-3}, {hide(6)}).problem == Problem::dimension);
    return 0;
}
PROVE_TWICE(softmaxes_along_an_axis)

} // namespace
