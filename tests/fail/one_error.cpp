// A network that does not fit, and assertions about it: the error is the Model's alone.
#include <ctnn/within.hpp>

#include <ctnn/ctnn.hpp>

using namespace ctnn;

constexpr Sequential net{Conv2d{1, 6, 5}, Flatten{}, Linear{400, 10}};
using Checked = Model<net, Shape{1, 28, 28}>;
static_assert(Checked::flops == 837'768 && Checked::params < 100 && Checked::macs > 0);
static_assert(Checked::output_shape == Shape{10});
static_assert(within<Checked, Budget{.params = 5}>());
