// Memory traffic of each operation, and the bound it sets on the time on a device (roofline).
#pragma once

#include "../core/detail/checked_count.hpp"
#include "../core/detail/positive_figure.hpp"
#include "../core/list.hpp"
#include "../core/real.hpp"
#include "../core/summary.hpp"
#include "detail/per_tensor.hpp"
#include "detail/positions_read.hpp"
#include "detail/row_error.hpp"

namespace ctnn {

/// How traffic is counted. A size below 1 is an error.
struct TrafficOptions {
    Count batch = 1;                ///< samples per pass; parameters are read once for all
    Count bytes_per_activation = 4; ///< 4 for fp32, 1 for int8
    /// Also of biases and buffers. Unlike in parameter_bytes, batch normalisation is not folded.
    Count bytes_per_parameter = 4;
    /// Flatten, Identity and Dropout (a no-op at inference) move nothing; if false, they copy.
    bool free_views = true;
};

/// What an operation or a network moves and computes in one pass.
struct Traffic {
    Count bytes_read = 0;    ///< inputs (as far as they must be read), parameters and buffers
    Count bytes_written = 0; ///< the output
    Count flops = 0;         ///< under the summary's convention

    constexpr Count bytes() const { return add(bytes_read, bytes_written); }

    /// Arithmetic intensity: FLOPs per byte moved; 0 where nothing moves.
    constexpr double intensity() const {
        return bytes() == 0 ? 0 : static_cast<double>(flops) / static_cast<double>(bytes());
    }

    constexpr bool operator==(const Traffic&) const = default;
};

/// The two ceilings of the roofline model (Williams, Waterman, Patterson 2009, "Roofline: an
/// insightful visual performance model"). Figures must be positive and finite.
struct Device {
    Real flops_per_second = 0.0; ///< required; in the traffic's convention: the lecture's MAC is 2
    Real bytes_per_second = 0.0; ///< required; to and from memory

    /// The roofline's ridge point: the least intensity that reaches flops_per_second.
    constexpr double ridge() const { return flops_per_second / bytes_per_second; }
};

/// What limits an operation: compute from the ridge point on, below it memory; a view, nothing.
enum class Binds : unsigned char { nothing, compute, memory };

/// A lower bound on an operation's time, not an estimate: no device with these two ceilings is
/// faster, if the operation runs alone and computes all that is counted (Winograd's convolution
/// computes less).
struct TimeBound {
    double seconds = 0; ///< the larger of FLOPs and bytes, each divided by the device's rate
    Binds binds = Binds::nothing;
};

/// Traffic per operation, in the order of a summary's rows.
template <Count Operations>
struct TrafficReport : List<Traffic, Operations> {
    Traffic total = {};
};

namespace detail {

constexpr bool is_view(const Record& record) {
    const Op op = record.op;
    return record.operands > 0 &&
           (op == Op::flatten || op == Op::reshape || op == Op::identity || op == Op::dropout);
}

/// The traffic of one operation; a count past 63 bits is `overflow`. `last_reader` is the last row
/// so far that read a tensor: one that is an operand of a row twice is read once.
constexpr Traffic traffic_of(const Rows& rows, int row, const TrafficOptions& options,
                             const PerTensor<int>& last_reader) {
    const Record& record = rows[row];
    if (options.free_views && is_view(record)) {
        return {.flops = mul(record.flops, options.batch)};
    }
    if (record.op == Op::parameter) return {};
    const RecordParams& params = record.params;
    Count inputs = 0;
    Count numbers = add(params.weights, params.biases, params.buffers);
    for (int k = 0; k < record.operands; ++k) {
        const int operand = rows.operand(row, k);
        int& reader = last_reader[operand];
        Count& kind = operand >= 0 && rows[operand].op == Op::parameter ? numbers : inputs;
        if (reader != row) kind = add(kind, elements_read(record, rows.output_of(operand)));
        reader = row;
    }
    return {.bytes_read = add(mul(inputs, options.bytes_per_activation, options.batch),
                              mul(numbers, options.bytes_per_parameter)),
            .bytes_written =
                mul(record.output.elements(), options.bytes_per_activation, options.batch),
            .flops = mul(record.flops, options.batch)};
}

/// Writes the traffic of each row to `parts`; returns the sum.
constexpr Traffic add_traffic(const Rows& rows, const TrafficOptions& options, Traffic* parts,
                              const PerTensor<int>& last_reader) {
    refuse_unless_positive(options.batch, "TrafficOptions.batch");
    refuse_unless_positive(options.bytes_per_activation, "TrafficOptions.bytes_per_activation");
    refuse_unless_positive(options.bytes_per_parameter, "TrafficOptions.bytes_per_parameter");
    for (int row = -last_reader.inputs; row < rows.size(); ++row) last_reader[row] = -1;
    Traffic total;
    for (int row = 0; row < rows.size(); ++row) {
        const Traffic part = traffic_of(rows, row, options, last_reader);
        parts[row] = part;
        total.bytes_read = add(total.bytes_read, part.bytes_read);
        total.bytes_written = add(total.bytes_written, part.bytes_written);
        total.flops = add(total.flops, part.flops);
        if (total.bytes() == overflow || total.flops == overflow) {
            refuse(error_at(rows, row, {Problem::too_large}));
        }
    }
    return total;
}

} // namespace detail

/// The bytes that each operation must read and write: its inputs, its parameters and buffers (a
/// Parameter is read by the operations that use it), and its output, each once, as if every
/// operation ran alone, without fusion and without a cache between operations. Inputs are read
/// whole, except positions that strided windows skip, that are cropped, that a transposed
/// convolution writes into the padding alone, or that an Upsample skips (for which the count is a
/// lower bound). Throws shape_error if a figure of the options is below 1, if a count does not fit
/// in 63 bits, or if the summary has an error.
///
/// FLOPs are those of the summary's convention. The lecture's are 0 for normalisation, activations
/// and sums; summarize(net, input, conventions::arithmetic) counts them.
template <Size Capacity>
[[nodiscard]] constexpr TrafficReport<Capacity.operations>
traffic(const Summary<Capacity>& summary, const TrafficOptions& options = {}) {
    detail::refuse(summary.error);
    TrafficReport<Capacity.operations> report;
    report.count = summary.size();
    detail::PerTensorOf<int, Capacity> last_reader;
    report.total = detail::add_traffic(summary, options, report.items, last_reader.view());
    return report;
}

/// The same of a network on an input. Throws shape_error as summarize.
template <Layer L>
[[nodiscard]] constexpr auto traffic(const L& net, const Inputs& inputs,
                                     const TrafficOptions& options = {}) {
    return traffic(ctnn::summarize(net, inputs), options);
}

/// The bound on the time on a device, and what sets it. Throws shape_error if a figure of the
/// device is not positive and finite.
[[nodiscard]] constexpr TimeBound time_bound(const Traffic& moved, const Device& device) {
    detail::refuse_unless_positive(static_cast<double>(device.flops_per_second),
                                   "Device.flops_per_second");
    detail::refuse_unless_positive(static_cast<double>(device.bytes_per_second),
                                   "Device.bytes_per_second");
    detail::checked(moved.flops);
    detail::checked(moved.bytes());
    const double compute = static_cast<double>(moved.flops) / device.flops_per_second;
    const double memory = static_cast<double>(moved.bytes()) / device.bytes_per_second;
    if (!(compute > 0 || memory > 0)) return {};
    return compute < memory ? TimeBound{memory, Binds::memory} : TimeBound{compute, Binds::compute};
}

/// The bound on a pass that runs the operations one after the other: the sum of their bounds, and
/// what limits most of that time. Not valid for a runtime that fuses operations; the bound of
/// `report.total` lets compute and memory of different operations overlap. Throws shape_error as
/// for one operation.
template <Count Operations>
[[nodiscard]] constexpr TimeBound time_bound(const TrafficReport<Operations>& report,
                                             const Device& device) {
    double compute = 0;
    double memory = 0;
    for (const Traffic& moved : report) {
        const TimeBound bound = time_bound(moved, device);
        (bound.binds == Binds::compute ? compute : memory) += bound.seconds;
    }
    // Without operations, the device has not been checked yet.
    if (!(compute > 0 || memory > 0)) return time_bound(Traffic{}, device);
    return {compute + memory, compute < memory ? Binds::memory : Binds::compute};
}

} // namespace ctnn
