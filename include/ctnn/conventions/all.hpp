// Every convention there is. All but lecture, arithmetic and connections say what a tool really
// counts, mistakes and all, as it printed of single layers and whole models (the two files of
// tests/data/conventions).
//
// What a tool has no rule for is 0. A layer counts as PyTorch's module, nn.ReLU; of a functional
// spelling, F.relu, most tools see less. Counts are per sample. A unit is what the tool calls it:
// some FLOPs are MACs.
#pragma once

#include "calflops.hpp"
#include "ptflops.hpp"
#include "runtimes.hpp"
#include "thop.hpp"
#include "torchinfo.hpp"
#include "torchstat.hpp"
#include "traced.hpp"

namespace ctnn::conventions {

/// All of them, to loop over.
inline constexpr Convention all[] = {
    lecture,
    arithmetic,
    torchinfo,
    torchinfo_1_8_0,
    ptflops,
    ptflops_modules,
    ptflops_aten,
    fvcore,
    thop,
    thop_0_0_31,
    calflops,
    calflops_macs,
    deepspeed,
    torchstat_flops,
    torchstat_madd,
    torchvision,
    flop_counter_mode,
    tf_profiler,
    st_macc,
    connections,
};

} // namespace ctnn::conventions
