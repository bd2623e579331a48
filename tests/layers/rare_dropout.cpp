#include <ctnn/layers/rare_dropout.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int all_pass_at_inference() {
    const Sequential all{Dropout1d{},    Dropout2d{},           Dropout3d{},
                         AlphaDropout{}, FeatureAlphaDropout{}, StochasticDepth{}};
    EXPECT(output_shape(all, {6, hide(11)}) == Shape{6, 11});
    EXPECT(misfit_of(Dropout1d{}, {6, hide(5), 7}).problem == Problem::rank);
    EXPECT(misfit_of(AlphaDropout{1.1}, {hide(6)}).field == Field::p);
    return 0;
}
PROVE_TWICE(all_pass_at_inference)

} // namespace
