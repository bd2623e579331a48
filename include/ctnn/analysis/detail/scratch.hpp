// Memory that operations need beside their tensors.
#pragma once

#include "../../core/shape_error.hpp"
#include "../memory_options.hpp"
#include "cmsis_nn.hpp"

namespace ctnn::detail {

constexpr void check(const MemoryOptions& options) {
    refuse(Error{.misfit = expect::positive(Field::alignment, options.alignment), .index = -1});
    if (options.kernels == Kernels::reference || options.dtype == DType::int8) return;
    Misfit misfit{Problem::own_words};
    misfit.words = "the scratch buffers of CMSIS-NN's kernels are known for int8 alone";
    refuse(Error{.misfit = misfit, .index = -1});
}

constexpr Count aligned_bytes(const Shape& shape, const MemoryOptions& options) {
    return round_up(bytes_of(options.dtype, shape.elements()), options.alignment);
}

/// The scratch buffer of a row, in bytes, not aligned.
constexpr Count scratch_bytes(const Rows& rows, int row, const MemoryOptions& options) {
    const RecordMemory& own = rows[row].memory;
    Count bytes = own.scratch_bytes;
    if (own.scratch_elements != 0)
        bytes = add(bytes, bytes_of(options.dtype, own.scratch_elements));
    if (options.kernels == Kernels::reference) return bytes;
    return add(bytes, cmsis_scratch_bytes(rows, row, options.kernels == Kernels::cmsis_nn_mve));
}

/// The state of a row, aligned.
constexpr Count state_bytes(const Rows& rows, int row, const MemoryOptions& options) {
    const RecordMemory& own = rows[row].memory;
    if (own.state_bytes == 0 && own.state_elements == 0) return 0;
    const bool is_narrow = bytes_of(options.dtype, 8) < bytes_of(DType::fp16, 8);
    const DType dtype = is_narrow ? DType::fp16 : options.dtype; // of 16 bits at least
    const Count bytes = add(own.state_bytes, bytes_of(dtype, own.state_elements));
    return round_up(bytes, options.alignment);
}

} // namespace ctnn::detail
