#include <ctnn/core/model.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr Sequential net{Named{"stem", Conv2d{1, 5, 3, 1, 1}}, MaxPool2d{2}, Flatten{},
                         Linear{.out_features = 10}};
using Bound = Model<net, Shape{1, 32, 32}>;

constexpr int a_model_answers_all_questions() {
    const Shape in{1, hide(32), 32};
    EXPECT(Bound::output_shape == output_shape(net, in) && Bound::params == params(net, in));
    EXPECT(Bound::macs == macs(net, in) && Bound::flops == flops(net, in));
    EXPECT(Bound::summary.size() == 4 && Bound::summary.path(0) == "stem" &&
           Bound::params == 12'860);
    return 0;
}
PROVE_TWICE(a_model_answers_all_questions)

} // namespace
