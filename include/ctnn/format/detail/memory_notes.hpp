// What a memory plan is, and by which rules, in sentences.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "../../analysis/parameter_bytes.hpp"
#include "../any_memory_plan.hpp"
#include "../options.hpp"

namespace ctnn::format::detail {

/// The bytes of each row's parameters in flash.
inline std::vector<Count> stored_bytes_of(const Rows& rows, DType dtype) {
    std::vector<ctnn::detail::Readers> storage(
        static_cast<std::size_t>(rows.size() + rows.input_count()));
    const ctnn::detail::PerTensor<ctnn::detail::Readers> readers{storage.data(), rows.size(),
                                                                 rows.input_count()};
    ctnn::detail::find_readers(rows, readers);
    std::vector<Count> bytes;
    bytes.reserve(static_cast<std::size_t>(rows.size()));
    for (int row = 0; row < rows.size(); ++row) {
        bytes.push_back(ctnn::detail::stored_bytes(rows, row, ParameterStorage{dtype}, readers));
    }
    return bytes;
}

/// Which rows become part of the operation before them: folded batch normalisation, fused ReLU.
inline std::vector<bool> fused_rows(const Rows& rows) {
    std::vector<ctnn::detail::Readers> storage(
        static_cast<std::size_t>(rows.size() + rows.input_count()));
    const ctnn::detail::PerTensor<ctnn::detail::Readers> readers{storage.data(), rows.size(),
                                                                 rows.input_count()};
    ctnn::detail::find_readers(rows, readers);
    std::vector<bool> fused;
    fused.reserve(static_cast<std::size_t>(rows.size()));
    for (int row = 0; row < rows.size(); ++row) {
        fused.push_back(ctnn::detail::is_fused(rows, row, readers));
    }
    return fused;
}

inline std::string rules_of(const MemoryOptions& options) {
    if (options.runtime == Runtime::tflm) {
        return "TensorFlow Lite Micro's tensors; its persistent part is not in it";
    }
    const InPlace& in_place = options.in_place;
    if (in_place.elementwise && in_place.sums) return "elementwise operations and sums in place";
    return in_place.fused ? "batch normalisation and ReLU fused" : "every operation has an output";
}

inline const char* kernels_of(Kernels kernels) {
    switch (kernels) {
    case Kernels::reference: break;
    case Kernels::cmsis_nn_dsp: return ", scratch buffers of CMSIS-NN (DSP)";
    case Kernels::cmsis_nn_mve: return ", scratch buffers of CMSIS-NN (MVE)";
    }
    return "";
}

/// Lines under a plan: arena and flash in bytes, and what the plan assumes.
inline std::vector<std::string> memory_notes(const AnySummary& summary, const AnyMemoryPlan& plan,
                                             Units units) {
    const MemoryOptions& options = plan.options;
    std::vector<std::string> notes;
    notes.push_back(fmt::format("arena: {} bytes as {} ({}{}); peak, its lower bound: {}",
                                number(plan.bytes, units), name_of(options.dtype),
                                rules_of(options), kernels_of(options.kernels),
                                number(plan.lower_bound, units)));
    if (plan.state_bytes > 0) {
        notes.push_back(fmt::format("state kept from one inference to the next: {} bytes",
                                    number(plan.state_bytes, units)));
    }
    if (plan.counted_as_same > 0) {
        notes.push_back(fmt::format(
            "padding of {} layers has the size of TensorFlow's SAME and counts as it; trained in "
            "PyTorch, they need padded copies: exact_padding",
            plan.counted_as_same));
    }
    const bool folds = is_quantized(options.dtype);
    Count flash = 0;
    for (const Count bytes : stored_bytes_of(summary.rows, options.dtype))
        flash = add(flash, bytes);
    notes.push_back(fmt::format("flash: {} bytes of parameters{}", number(flash, units),
                                folds ? ", batch normalisation folded, biases of 32 bits" : ""));
    return notes;
}

} // namespace ctnn::format::detail
