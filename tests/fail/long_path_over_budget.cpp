// A budget of MACs exceeded at a path of 69 characters, by figures of 17 digits: no line over 400.
#include <ctnn/ctnn.hpp>
#include <ctnn/within.hpp>

using namespace ctnn;

constexpr Sequential net{
    Named{"a_backbone_with_a_long_name",
          Sequential{Named{"and_a_stage_that_has_one_too",
                           Sequential{Named{"convolution", Conv2d{16, 24, 3, 1, 1}}}}}}};
static_assert(within<Model<net, Shape{16, 5'000'000, 5'000'000}>,
                     Budget{.activation_bytes = 1'234'567'890'123}>());
