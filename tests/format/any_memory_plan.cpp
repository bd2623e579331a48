#include <ctnn/format/any_memory_plan.hpp>

#include <ctnn/models/densenet.hpp>
#include <ctnn/models/mlperf_tiny.hpp>
#include <ctnn/models/mobilenet.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/nn.hpp>

#include "support/catch.hpp"

using namespace ctnn;

namespace {

/// Both ways to ask give the same plan.
void check_same(const auto& net, const Shape& input, const MemoryOptions& options) {
    const auto summary = summarize(net, input);
    const auto plan = ctnn::plan_memory(summary, options);
    const format::AnyMemoryPlan any = format::plan_memory(summary, options);
    CHECK(any.bytes == plan.bytes);
    CHECK(any.lower_bound == plan.lower_bound);
    CHECK(any.state_bytes == plan.state_bytes);
    CHECK(any.operators == plan.operators);
    CHECK(any.counted_as_same == plan.counted_as_same);
    for (int row = -1; row < summary.size(); ++row) {
        CHECK(any[row].offset == plan[row].offset);
        CHECK(any[row].bytes == plan[row].bytes);
        CHECK(any[row].last_use == plan[row].last_use);
    }
}

TEST_CASE("a plan of a summary of any size is that of its type") {
    MemoryOptions exact = MemoryOptions::tflm();
    exact.exact_padding = true;
    exact.kernels = Kernels::cmsis_nn_dsp;
    MemoryOptions depthwise = MemoryOptions::ideal();
    depthwise.in_place.depthwise = true;
    for (const MemoryOptions& options :
         {MemoryOptions{}, MemoryOptions::tflm(), exact, MemoryOptions::ideal(), depthwise}) {
        check_same(models::person_detect(), {1, 96, 96}, options);
        check_same(models::resnet18(), {3, 64, 64}, options);
        check_same(models::densenet121(), {3, 64, 64}, options);
        check_same(models::mobilenet_v2(), {3, 64, 64}, options);
        check_same(Sequential{DepthwiseConv{.kernel_size = 3, .stride = 2, .padding = 1},
                              PointwiseConv{.out_channels = 16}},
                   {4, 8, 8}, options);
    }
}

TEST_CASE("what does not fit has no plan") {
    CHECK_THROWS_AS(format::plan_memory(try_summarize(Linear{3, 4}, {5})), shape_error);
    CHECK_THROWS_AS(format::plan_memory(summarize(Mish{}, {5}), MemoryOptions::tflm()),
                    shape_error);
    CHECK(format::plan_memory(summarize(Sequential<>{}, {5})).bytes == 0);
}

} // namespace
