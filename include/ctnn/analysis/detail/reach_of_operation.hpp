// How one operation changes what positions see, along one axis.
#pragma once

#include "../../core/detail/derived_settings.hpp"
#include "../../core/record.hpp"
#include "axis_reach_step.hpp"

namespace ctnn::detail {

constexpr bool is_map(const Shape& shape) {
    return shape.rank == 3;
}

/// The length of an axis; 1 for a vector.
constexpr Count length_of(const Shape& shape, Axis axis) {
    if (!is_map(shape)) return 1;
    return axis == Axis::height ? shape.height() : shape.width();
}

constexpr bool is_square(const Shape& shape) {
    return shape.rank == 3 && shape.dims[1] == shape.dims[2];
}

/// Takes one axis of one operation. With `uses_statistics` an output depends on all positions in
/// addition to its own window.
constexpr void take_axis(const Record& record, const WindowAxis& window, bool uses_statistics,
                         const AxisReachStep& step) {
    if (uses_statistics) return step.reach.share(step.lengths.in);
    switch (record.op) {
    case Op::conv_transpose: return step.transpose(window);
    case Op::upsample: return step.resize(window);
    case Op::pixel_shuffle:
        if (step.lengths.out > step.lengths.in) return step.resize(window);
        break;
    case Op::adaptive_avg_pool:
    case Op::adaptive_max_pool: return step.adapt();
    default: break;
    }
    // A layer that changes the map's size and sees one position: which one?
    if (step.lengths.in != step.lengths.out && window == WindowAxis{}) {
        if (step.lengths.out % step.lengths.in == 0) return step.resize(window); // it is repeated
        step.reach.is_known = false;
    }
    step.slide(window);
}

/// May one of an operation's windows lie in the padding? `in` and `out` are the lengths of the
/// axis.
constexpr bool may_see_padding_alone(const Record& record, const WindowAxis& window, Count in,
                                     Count out) {
    if (record.op == Op::conv_transpose) return true;
    if (record.op == Op::upsample) return false;
    const Count extent = window.dilation * (window.kernel - 1);
    const Count last = mul(out - 1, window.stride);
    return window.before > extent || last < 0 || last - window.before >= in ||
           (window.dilation > 1 && window.dilation >= in);
}

/// The same along any axis of a map.
constexpr bool may_see_padding_alone(const Record& record, const Shape& in) {
    const Shape& out = record.output;
    if (in.rank != out.rank) return record.op == Op::conv_transpose;
    for (int axis = 1; axis < in.axes(); ++axis) {
        const WindowAxis window = record.window[window_axis(axis, in.rank)];
        if (in.rank != 3 && window == WindowAxis{} && record.op != Op::conv_transpose) continue;
        if (may_see_padding_alone(record, window, in[axis], out[axis])) return true;
    }
    return false;
}

constexpr bool may_use_statistics(Op op) {
    switch (op) {
    case Op::batch_norm:
    case Op::group_norm:
    case Op::layer_norm:
    case Op::softmax:
    case Op::instance_norm:
    case Op::rms_norm:
    case Op::log_softmax: return true;
    default: return false;
    }
}

/// Does an output depend on all positions along an axis?
constexpr bool uses_statistics(const Record& record, const Shape& in, Axis axis) {
    switch (record.op) {
    case Op::group_norm: return true;
    case Op::batch_norm:
    case Op::instance_norm: return record.params.buffers == 0;
    case Op::rms_norm:
    case Op::layer_norm: {
        // Positions stay separate in groups of up to this size.
        const Count own = axis == Axis::height ? in.width() : 1;
        return in.elements() / normalized_groups(record, in) > own;
    }
    case Op::log_softmax:
    case Op::softmax: return record.window[axis].kernel > 1;
    default: return false;
    }
}

} // namespace ctnn::detail
