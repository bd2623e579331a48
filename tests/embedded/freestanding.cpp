// The core and every question in a freestanding build: no operating system, no library beyond the
// language's own.
#include <ctnn/analysis/compare_conventions.hpp>
#include <ctnn/analysis/memory.hpp>
#include <ctnn/analysis/receptive_field.hpp>
#include <ctnn/analysis/traffic.hpp>
#include <ctnn/analysis/training.hpp>
#include <ctnn/conventions/all.hpp>
#include <ctnn/ctnn.hpp>
#include <ctnn/within.hpp>

constexpr ctnn::Sequential net{ctnn::Flatten{}, ctnn::Linear{400, 120}};
static_assert(ctnn::params(net) == 48'120);
static_assert(ctnn::try_summarize(net, {16, 4, 4}).error.misfit.got == 256);

constexpr auto plan = ctnn::plan_memory(net, {16, 5, 5}, {.dtype = ctnn::DType::int8});
alignas(16) unsigned char arena[plan.bytes];
static_assert(sizeof arena == 400 + 400);

constexpr ctnn::Shape image{16, 5, 5};
static_assert(ctnn::within<ctnn::Model<net, image>, ctnn::Budget{.params = 50'000}>());
static_assert(ctnn::flops(net, image, ctnn::conventions::fvcore) == 48'000);
static_assert(ctnn::compare_conventions(net, image).most().count >= 96'000);
static_assert(ctnn::receptive_field(net, image).height.size == 1);
static_assert(ctnn::time_bound(ctnn::traffic(net, image), {1e9, 1e9}).seconds > 0);
static_assert(ctnn::training(net, image).backward_macs == 48'000);
