#include <ctnn/models/regnet.hpp>

#include <ctnn/ctnn.hpp>

#include "support/modules.hpp"

using namespace ctnn;

namespace {

TEST_CASE("torchvision's RegNets, module by module") {
    const Shape image{3, 224, 224};
    modules::compare(summarize(modules::constant<[] { return models::regnet_x_400mf(); }>, image),
                     "regnet_x_400mf");
    modules::compare(summarize(modules::constant<[] { return models::regnet_x_800mf(); }>, image),
                     "regnet_x_800mf");
    modules::compare(summarize(modules::constant<[] { return models::regnet_x_1_6gf(); }>, image),
                     "regnet_x_1_6gf");
    modules::compare(summarize(modules::constant<[] { return models::regnet_x_3_2gf(); }>, image),
                     "regnet_x_3_2gf");
    modules::compare(summarize(modules::constant<[] { return models::regnet_x_8gf(); }>, image),
                     "regnet_x_8gf");
    modules::compare(summarize(modules::constant<[] { return models::regnet_x_16gf(); }>, image),
                     "regnet_x_16gf");
    modules::compare(summarize(modules::constant<[] { return models::regnet_x_32gf(); }>, image),
                     "regnet_x_32gf");
    modules::compare(summarize(modules::constant<[] { return models::regnet_y_400mf(); }>, image),
                     "regnet_y_400mf");
    modules::compare(summarize(modules::constant<[] { return models::regnet_y_800mf(); }>, image),
                     "regnet_y_800mf");
    modules::compare(summarize(modules::constant<[] { return models::regnet_y_1_6gf(); }>, image),
                     "regnet_y_1_6gf");
    modules::compare(summarize(modules::constant<[] { return models::regnet_y_3_2gf(); }>, image),
                     "regnet_y_3_2gf");
    modules::compare(summarize(modules::constant<[] { return models::regnet_y_8gf(); }>, image),
                     "regnet_y_8gf");
    modules::compare(summarize(modules::constant<[] { return models::regnet_y_16gf(); }>, image),
                     "regnet_y_16gf");
    modules::compare(summarize(modules::constant<[] { return models::regnet_y_32gf(); }>, image),
                     "regnet_y_32gf");
}

} // namespace
