// Plans of the longest networks, within a compiler's default limits; all reach the lower bound.
#include <ctnn/analysis/memory_plan.hpp>

#include <ctnn/models/densenet.hpp>
#include <ctnn/models/efficientnet.hpp>
#include <ctnn/models/googlenet.hpp>
#include <ctnn/models/mobilenet.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/models/squeezenet.hpp>
#include <ctnn/models/vgg.hpp>

#include "../support/catch.hpp"

using namespace ctnn;

namespace {

constexpr Shape image{3, 224, 224};
constexpr MemoryOptions ideal = MemoryOptions::ideal();

template <Size Capacity>
constexpr bool is_as_good_as_can_be(const MemoryPlan<Capacity>& plan) {
    return plan.bytes == plan.lower_bound && plan.bytes > 0;
}

constexpr auto resnet50 = plan_memory(models::resnet50(), image, ideal);
static_assert(resnet50.bytes == 7'225'344); // published as its peak
constexpr auto resnet152 = plan_memory(models::resnet152(), image, ideal);
static_assert(resnet152.bytes == 7'225'344); // whose first blocks are the same
constexpr auto densenet121 = plan_memory(models::densenet121(), image, ideal);
constexpr auto googlenet = plan_memory(models::googlenet(), image, ideal);
constexpr auto efficientnet_b0 = plan_memory(models::efficientnet_b0(), image, ideal);
constexpr auto mobilenet_v3 = plan_memory(models::mobilenet_v3_large(), image, ideal);
constexpr auto squeezenet = plan_memory(models::squeezenet1_0(), image, ideal);
constexpr auto vgg19 = plan_memory(models::vgg19_bn(), image, ideal);
constexpr auto resnet_cifar = plan_memory(models::resnet_cifar<1202>(), {3, 32, 32}, ideal);
static_assert(is_as_good_as_can_be(resnet50) && is_as_good_as_can_be(resnet152));
static_assert(is_as_good_as_can_be(densenet121) && is_as_good_as_can_be(googlenet));
static_assert(is_as_good_as_can_be(efficientnet_b0) && is_as_good_as_can_be(mobilenet_v3));
static_assert(is_as_good_as_can_be(squeezenet) && is_as_good_as_can_be(vgg19));
static_assert(is_as_good_as_can_be(resnet_cifar));

// The most tensors: every operation writes its own output.
constexpr MemoryOptions most{
    .in_place = nothing_in_place, .keep_input = true, .planner = Planner::best};
constexpr auto most_of_resnet152 = plan_memory(models::resnet152(), image, most);
constexpr auto most_of_densenet121 = plan_memory(models::densenet121(), image, most);
static_assert(is_as_good_as_can_be(most_of_resnet152));
static_assert(most_of_densenet121.bytes >= most_of_densenet121.lower_bound);
constexpr auto most_of_resnet_cifar =
    plan_memory(models::resnet_cifar<1202>(), {3, 32, 32},
                {.in_place = nothing_in_place, .planner = Planner::best});
static_assert(is_as_good_as_can_be(most_of_resnet_cifar));

TEST_CASE("the same plans at run time") {
    CHECK(plan_memory(models::resnet152(), image, ideal).bytes == resnet152.bytes);
    CHECK(plan_memory(models::densenet121(), image, ideal).bytes == densenet121.bytes);
    CHECK(plan_memory(models::densenet121(), image, most).bytes == most_of_densenet121.bytes);
}

} // namespace
