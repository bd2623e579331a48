// How activations are stored and planned, and for which runtime.
#pragma once

#include "arena.hpp"
#include "dtype.hpp"
#include "in_place.hpp"
#include "runtime.hpp"

namespace ctnn {

/// How activations are stored and planned. By default each operation has an output of its own
/// beside its inputs, so that as much is alive at once as in any runtime that is not named. The
/// offsets, and with them the arena, are a runtime's own: a ResNet-20 takes 49,152 bytes by these
/// and 65,536 by TensorFlow Lite Micro's. `tflm()` plans what that does, `ideal()` a bound that few
/// runtimes reach.
///
/// Planned are tensors, and scratch buffers that layers or `kernels` name. A runtime needs more:
/// TensorFlow Lite Micro's interpreter has a persistent part at the end of its arena (person_detect
/// plans 55,296 bytes and takes 82,300 on an ESP32).
struct MemoryOptions {
    DType dtype = DType::fp32;
    InPlace in_place = {};   ///< of Runtime::any
    bool keep_input = false; ///< inputs stay intact to the end, not just to their last reader
    Count alignment = 16;    ///< of each tensor, in bytes; at least 1
    Planner planner = Planner::greedy;
    Runtime runtime = Runtime::any;
    /// Of Runtime::tflm: a convolution or pool whose padding is not exactly TensorFlow's SAME or
    /// VALID reads a padded copy (PAD), as it does where a network was trained in PyTorch. False:
    /// as built in Keras, padding that gives SAME's size is SAME, and any other needs a copy.
    bool exact_padding = false;
    Kernels kernels = Kernels::reference; ///< whose scratch buffers are planned too

    /// The head of TensorFlow Lite Micro's arena, to the byte: the tensors of the model that
    /// TensorFlow Lite's converter makes, and the greedy planner. Batch normalisation is folded;
    /// ReLU, ReLU6 and Hardtanh of -1 to 1 are fused into the convolution, linear layer, pool, sum
    /// or product before them; Dropout and Identity are gone; every other operation has an output
    /// of its own. An operation that becomes several operators whose temporary tensors are not
    /// known here, or that TensorFlow Lite Micro does not have, is an error. Not planned: the
    /// persistent part, and kernels' scratch buffers unless `kernels` names them.
    static constexpr MemoryOptions tflm(DType dtype_ = DType::int8) {
        return {.dtype = dtype_, .runtime = Runtime::tflm};
    }

    /// A bound that few runtimes reach: all elementwise operations and sums in place, and
    /// Planner::best.
    static constexpr MemoryOptions ideal(DType dtype_ = DType::fp32) {
        return {.dtype = dtype_, .in_place = ideal_in_place, .planner = Planner::best};
    }
};

} // namespace ctnn
