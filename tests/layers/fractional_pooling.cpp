#include <ctnn/layers/fractional_pooling.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int fractions_of_a_map() {
    EXPECT(output_shape(FractionalMaxPool2d{.kernel_size = 2, .output_ratio = {0.7, 0.3}},
                        {4, hide(11), 13}) == Shape{4, 7, 3});
    EXPECT(output_shape(FractionalMaxPool3d{.kernel_size = 2, .output_size = {2, 3, 4}},
                        {4, hide(5), 6, 7}) == Shape{4, 2, 3, 4});
    EXPECT(misfit_of(FractionalMaxPool2d{2}, {4, hide(11), 13}).field == Field::output_ratio);
    EXPECT(misfit_of(FractionalMaxPool2d{2, 11}, {4, hide(11), 13}).expected == 12);
    return 0;
}
PROVE_TWICE(fractions_of_a_map)

} // namespace
