// The core in a freestanding build: no operating system, no library beyond the language's own.
#include <ctnn/ctnn.hpp>
#include <ctnn/memory.hpp>

constexpr ctnn::Sequential net{ctnn::Flatten{}, ctnn::Linear{400, 120}};
static_assert(ctnn::params(net) == 48'120);
static_assert(ctnn::try_summarize(net, {16, 4, 4}).error.misfit.got == 256);

constexpr auto plan = ctnn::plan_memory(net, {16, 5, 5}, {.dtype = ctnn::DType::int8});
alignas(16) unsigned char arena[plan.bytes];
static_assert(sizeof arena == 400 + 128);
