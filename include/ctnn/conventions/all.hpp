// All conventions. Except lecture, arithmetic and connections, each reproduces what a tool really
// counts, mistakes included, as it printed for single layers and whole models (the two files in
// tests/data/conventions).
//
// Layers without a rule in the tool count 0. A layer counts as PyTorch's module, nn.ReLU; most
// tools miss functional calls such as F.relu. Merges, which have no module, count as x + y, x * y,
// torch.cat and torch.matmul; of `x @ y` ptflops and calflops see nothing, and torch.add and
// torch.mul are 1 an output to ptflops, calflops and DeepSpeed. Counts are per sample. A unit is
// named as the tool names it: some FLOPs are MACs.
#pragma once

#include "calflops.hpp"
#include "ptflops.hpp"
#include "runtimes.hpp"
#include "thop.hpp"
#include "torchinfo.hpp"
#include "torchstat.hpp"
#include "traced.hpp"

namespace ctnn::conventions {

/// All conventions, to loop over.
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
