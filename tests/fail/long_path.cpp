// An error at a path of 75 characters, between the largest maps that there are: still no line over
// 400.
#include <ctnn/core/model.hpp>
#include <ctnn/ctnn.hpp>

using namespace ctnn;

constexpr Sequential net{
    Named{"a_backbone_with_a_long_name",
          Sequential{Named{"and_a_stage_that_has_one_too",
                           Residual{Sequential{Named{"max_pooling", MaxPool2d{2}}}}}}}};
static_assert(Model<net, Shape{1, 2'147'483'647, 2'147'483'647}>::params > 0);
