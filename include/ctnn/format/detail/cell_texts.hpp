// What a cell of a table says of one operation: its kernel, its receptive field, its bytes.
#pragma once

#include <string>
#include <vector>

#include "../../analysis/receptive_field.hpp"
#include "../../core/detail/positive_figure.hpp"
#include "../any_summary.hpp"
#include "../options.hpp"

namespace ctnn::format::detail {

/// Does an operation slide a window, so that its kernel is worth showing? The window of an adaptive
/// pool follows from its input, so it is not shown.
inline bool has_kernel(const Record& record) {
    switch (record.op) {
    case Op::conv:
    case Op::conv_transpose:
    case Op::max_pool:
    case Op::avg_pool: return true;
    case Op::custom: return record.window != StoredWindow{};
    default: return false;
    }
}

/// The axes along which a window slides: the length of CxL, depth, height and width of CxDxHxW,
/// else height and width.
inline std::vector<WindowAxis> window_axes(const Record& record) {
    const StoredWindow& window = record.window;
    const WindowAxis width = window[Axis::width];
    if (record.output.rank == 2) return {width};
    if (record.output.rank == 4) return {window[Axis::depth], window[Axis::height], width};
    return {window[Axis::height], width};
}

/// One setting of each axis: `2`, or `2x1` where they differ.
inline std::string setting_text(const Shape& each) {
    for (int axis = 1; axis < each.rank; ++axis) {
        if (each[axis] != each[0]) return to_string(each);
    }
    return std::to_string(each[0]);
}

/// `3x3`, `3x3 /2` with stride 2, `3x3 /2x1` where the axes differ, `3x3 d2` with dilation 2; empty
/// for an operation without a kernel.
inline std::string kernel_text(const Record& record) {
    if (!has_kernel(record)) return {};
    Shape kernel;
    Shape stride;
    Shape dilation;
    for (const WindowAxis& axis : window_axes(record)) {
        kernel.append(axis.kernel);
        stride.append(axis.stride);
        dilation.append(axis.dilation);
    }
    std::string text = to_string(kernel);
    if (setting_text(stride) != "1") text.append(" /").append(setting_text(stride));
    if (setting_text(dilation) != "1") text.append(" d").append(setting_text(dilation));
    return text;
}

/// `5`, `5x7` where the axes differ, `unknown`, `-` if there is no field.
inline std::string field_text(const ReceptiveField& field) {
    if (!field.is_known()) return "unknown";
    const Count sizes[] = {field.depth.size, field.height.size, field.width.size};
    Shape sized;
    for (const Count size : sizes) {
        if (size < 0) return "-"; // past 63 bits
        if (size > 0) sized.append(size);
    }
    return sized.rank == 0 ? "-" : setting_text(sized);
}

/// The bytes of one output for a batch; `overflow` past 63 bits. Throws shape_error unless the
/// batch is positive.
inline Count output_bytes(const Record& record, const Options& options) {
    ctnn::detail::refuse_unless_positive(options.batch, "format::Options.batch");
    return bytes_of(options.dtype, mul(options.batch, record.output.elements()));
}

/// The bytes of the outputs of a range of rows; `overflow` past 63 bits.
inline Count output_bytes(const Rows& rows, int first, int count, const Options& options) {
    Count sum = 0;
    for (int i = first; i < first + count; ++i) sum = add(sum, output_bytes(rows[i], options));
    return sum;
}

} // namespace ctnn::format::detail
