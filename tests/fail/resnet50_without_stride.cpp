// An error that the README shows: a ResNet-50 whose third stage has a shortcut that keeps the map's
// size, where the body halves it.
#include <ctnn/core/model.hpp>
#include <ctnn/models/resnet.hpp>

using namespace ctnn;
using namespace ctnn::models::resnet;

constexpr auto on = StrideOn::the_3x3;
constexpr Sequential layer3{block(bottleneck(512, 256, 2, on), shortcut(512, 1024, 1)),
                            repeat<5>(block(bottleneck(1024, 256)))};
constexpr auto resnet50 = table_1(stage<3>(64, 64, 1, on), stage<4>(256, 128, 2, on), layer3,
                                  stage<3>(1024, 512, 2, on), 2048, 1000);
static_assert(Model<resnet50, Shape{3, 224, 224}>::params > 0);
