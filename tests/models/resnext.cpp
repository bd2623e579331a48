#include <ctnn/models/resnext.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's ResNeXts and Wide ResNets, module by module") {
    const Shape image{3, 224, 224};
    modules::compare(summarize(modules::constant<[] { return models::resnext50_32x4d(); }>, image),
                     "resnext50_32x4d");
    modules::compare(summarize(modules::constant<[] { return models::resnext101_32x8d(); }>, image),
                     "resnext101_32x8d");
    modules::compare(summarize(modules::constant<[] { return models::resnext101_64x4d(); }>, image),
                     "resnext101_64x4d");
    modules::compare(summarize(modules::constant<[] { return models::wide_resnet50_2(); }>, image),
                     "wide_resnet50_2");
    modules::compare(summarize(modules::constant<[] { return models::wide_resnet101_2(); }>, image),
                     "wide_resnet101_2");
}

} // namespace
