// An error at a path of 75 characters, on three axes of 19 digits: still no line over 400.
#include <ctnn/ctnn.hpp>
#include <ctnn/model.hpp>

using namespace ctnn;

constexpr Sequential net{
    Named{"a_backbone_with_a_long_name",
          Sequential{Named{"and_a_stage_that_has_one_too",
                           Residual{Sequential{Named{"convolution", Conv2d{16, 24, 3, 1, 1}}}}}}}};
static_assert(Model<net, Shape{16, 1'234'567, 1'234'567}>::params > 0);
