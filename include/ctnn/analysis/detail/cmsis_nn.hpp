// Scratch buffers of CMSIS-NN's kernels for int8.
#pragma once

#include "../in_place.hpp"
#include "../runtime.hpp"

namespace ctnn::detail {

constexpr Count round_up(Count count, Count multiple) {
    const Count padded = add(count, multiple - 1);
    return padded == overflow ? overflow : padded / multiple * multiple;
}

/// arm_convolve_wrapper_s8_get_buffer_size: im2col columns. 1x1 kernels without padding need none;
/// a 1xN kernel is counted as any other, which is at least as much.
constexpr Count cmsis_convolution(const StoredWindow& window, Count channels, bool has_mve) {
    const bool is_1x1 = window.area() == 1 && window.height.before == 0 && window.width.before == 0;
    if (is_1x1) return 0;
    const Count column = mul(window.area(), channels);
    return mul(4, round_up(column, has_mve ? 16 : 4));
}

/// arm_depthwise_conv_wrapper_s8_get_buffer_size.
constexpr Count cmsis_depthwise(const Record& record, Count channels, bool has_mve) {
    const StoredWindow& window = record.window;
    const bool becomes_convolution = has_mve && channels == 1 && record.output.channels() > 1;
    if (becomes_convolution) { // with a transposed copy of the weights
        return add(cmsis_convolution(window, channels, has_mve), record.params.weights);
    }
    const bool is_dilated = window.height.more_dilation > 0 || window.width.more_dilation > 0;
    if (is_dilated || record.output.channels() != channels) return 0;
    if (has_mve) return mul(4 * 124, window.area()); // blocks of 124 channels
    const bool is_3x3 = window.height.more_kernel == 2 && window.width.more_kernel == 2 &&
                        window.height.before <= 1 && window.width.before <= 1;
    return is_3x3 ? 0 : mul(2, mul(channels, window.area()));
}

/// arm_transpose_conv_s8_get_buffer_size, the larger of its two ways.
constexpr Count cmsis_transposed(const Record& record, const Shape& in, bool has_mve) {
    const StoredWindow& window = record.window;
    const Count stride_high = window.height.more_stride + 1;
    const Count stride_wide = window.width.more_stride + 1;
    const Count kernel_high = window.height.more_kernel + 1;
    const Count kernel_wide = window.width.more_kernel + 1;
    const Count most_wide = kernel_wide > stride_high ? kernel_wide : stride_high;
    const Count high = kernel_high > stride_high ? kernel_high : stride_high;
    const Count wide = add(mul(in.dims[2] - 1, stride_wide), most_wide);
    const Count sums = mul(4, mul(high, mul(wide, record.output.channels())));
    const Count columns = add(cmsis_convolution(window, in.channels(), has_mve),
                              record.params.weights); // reversed
    return sums == overflow || sums > columns ? sums : columns;
}

constexpr bool is_one_kernel_per_channel(const Record& record, Count channels) {
    const Count out = record.output.channels();
    return record.params.weights == mul(record.window.area(), out) && out % channels == 0;
}

/// The scratch buffer of a row's kernel, in bytes.
constexpr Count cmsis_scratch_bytes(const Rows& rows, int row, bool has_mve) {
    const Record& record = rows[row];
    const Shape& in = rows.input_of(row);
    switch (record.op) {
    case Op::conv: {
        const Count channels = in.channels();
        const Count whole = cmsis_convolution(record.window, channels, has_mve);
        if (!is_one_kernel_per_channel(record, channels)) return whole;
        const Count depthwise = cmsis_depthwise(record, channels, has_mve);
        // Of one channel, it may be either.
        return channels == 1 && (whole == overflow || whole > depthwise) ? whole : depthwise;
    }
    case Op::conv_transpose: return cmsis_transposed(record, in, has_mve);
    case Op::avg_pool:
    case Op::adaptive_avg_pool: return has_mve ? 0 : mul(4, in.channels());
    case Op::linear: return has_mve ? mul(4, record.output.dims[record.output.rank - 1]) : 0;
    default: return 0;
    }
}

} // namespace ctnn::detail
