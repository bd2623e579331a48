// An error that the README shows: LeNet-5 where there is place for 60,000 parameters.
#include <ctnn/models/lenet.hpp>
#include <ctnn/within.hpp>

using namespace ctnn;

constexpr auto lenet5 = models::lenet5();
static_assert(within<Model<lenet5, Shape{1, 32, 32}>, Budget{.params = 60'000}>());
