// The network of a keyword spotter, its memory plan and its budget: what firmware and report share.
#pragma once

#include <ctnn/analysis/memory.hpp>
#include <ctnn/ctnn.hpp>
#include <ctnn/models/mlperf_tiny.hpp>
#include <ctnn/within.hpp>

namespace firmware {

inline constexpr auto network = ctnn::models::keyword_spotting();
inline constexpr ctnn::Shape input{1, 49, 10};

/// As TensorFlow Lite Micro plans it, with the scratch buffers of CMSIS-NN on a Cortex-M4.
inline constexpr ctnn::MemoryOptions memory = [] {
    ctnn::MemoryOptions options = ctnn::MemoryOptions::tflm();
    options.kernels = ctnn::Kernels::cmsis_nn_dsp;
    return options;
}();
inline constexpr auto plan = ctnn::plan_memory(network, input, memory);

/// Where a sample's features and the scores lie in the arena.
inline constexpr ctnn::Count input_offset = plan[-1].offset;
inline constexpr ctnn::Count scores_offset =
    plan[ctnn::summarize(network, input).output_row].offset;

/// What the interpreter keeps at the arena's end: `arena_used_bytes()` on the device, less
/// plan.bytes. Measure it for each network.
inline constexpr ctnn::Count persistent_bytes = 12 * 1024;

/// The arena of the interpreter.
inline constexpr ctnn::Count arena_bytes = plan.bytes + persistent_bytes;

/// A device with 64 KiB of flash for weights and 32 KiB of RAM for the arena.
inline constexpr ctnn::Budget device{.parameter_bytes = 64 * 1024,
                                     .macs = 5'000'000,
                                     .dtype = ctnn::DType::int8,
                                     .arena_bytes = 32 * 1024 - persistent_bytes,
                                     .memory = memory};
static_assert(ctnn::within<ctnn::Model<network, input>, device>());

} // namespace firmware
