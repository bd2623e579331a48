// The core in a freestanding build: no operating system, no library beyond the language's own.
#include <ctnn/ctnn.hpp>

constexpr ctnn::Sequential net{ctnn::Flatten{}, ctnn::Linear{400, 120}};
static_assert(ctnn::params(net) == 48'120);
static_assert(ctnn::try_summarize(net, {16, 4, 4}).error.misfit.got == 256);
