// For which runtime memory is planned, and with which kernels.
#pragma once

namespace ctnn {

/// The runtime whose rules a memory plan follows. `any`: an operation is a row of the summary, and
/// only what InPlace says needs no tensor of its own. `tflm`: TensorFlow Lite Micro, with the
/// operators that TensorFlow Lite's converter makes of a network.
enum class Runtime : unsigned char { any, tflm };

/// Whose kernels run, if their scratch buffers are to be planned too. `reference`: those that need
/// none, or that are not known. `cmsis_nn_dsp`: CMSIS-NN on a Cortex-M4, M7 or M33;
/// `cmsis_nn_mve`: on a Cortex-M55 or M85; int8 only (the s8 `get_buffer_size` functions of
/// CMSIS-NN 7).
enum class Kernels : unsigned char { reference, cmsis_nn_dsp, cmsis_nn_mve };

} // namespace ctnn
