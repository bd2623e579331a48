// The sliding window of convolutions and pools, and the lecture's output size.
#pragma once

#include "expect.hpp"

namespace ctnn {

/// A window that slides along one axis. `before` and `after` are the padding at the two ends.
struct WindowAxis {
    Count kernel = 1;
    Count stride = 1;
    Count dilation = 1;
    Count before = 0;
    Count after = 0;

    constexpr bool operator==(const WindowAxis&) const = default;
};

/// What one output element sees of the input, per axis; by default its own position only. The
/// window of a map CxL is along its width.
struct Window {
    WindowAxis height = {};
    WindowAxis width = {};
    WindowAxis depth = {}; ///< of a map CxDxHxW

    constexpr const WindowAxis& operator[](Axis axis) const {
        return axis == Axis::height ? height : axis == Axis::depth ? depth : width;
    }

    constexpr bool operator==(const Window&) const = default;
};

namespace detail {

/// Are all settings within max_size, so that a record can store them in 32 bits?
constexpr bool is_sound(const WindowAxis& window) {
    return window.kernel > 0 && window.kernel <= max_size && window.stride > 0 &&
           window.stride <= max_size && window.dilation > 0 && window.dilation <= max_size &&
           window.before >= -max_size && window.before <= max_size && window.after >= -max_size &&
           window.after <= max_size;
}

/// What is wrong with a window of a user's layer.
constexpr Misfit window_misfit(const WindowAxis& window, Axis axis) {
    if (auto misfit = expect::size(Field::kernel_size, window.kernel, 1, axis)) return misfit;
    if (auto misfit = expect::size(Field::stride, window.stride, 1, axis)) return misfit;
    if (auto misfit = expect::size(Field::dilation, window.dilation, 1, axis)) return misfit;
    if (auto misfit = expect::size(Field::padding, window.before, -max_size, axis)) return misfit;
    return expect::size(Field::padding, window.after, -max_size, axis);
}

constexpr Misfit window_misfit(const Window& window) {
    if (is_sound(window.height) && is_sound(window.width) && is_sound(window.depth)) return {};
    if (const auto misfit = window_misfit(window.height, Axis::height)) return misfit;
    if (const auto misfit = window_misfit(window.width, Axis::width)) return misfit;
    return window_misfit(window.depth, Axis::depth);
}

} // namespace detail

/// A record's window: half the size, and all zeros for the default, which most operations have. Its
/// settings are within max_size.
struct StoredWindow {
    /// One axis. Kernel, stride and dilation are stored minus 1.
    struct Settings {
        std::int32_t more_kernel;
        std::int32_t more_stride;
        std::int32_t more_dilation;
        std::int32_t before;
        std::int32_t after;

        constexpr Settings& operator=(const WindowAxis& axis) {
            if (axis.kernel != 1) more_kernel = static_cast<std::int32_t>(axis.kernel - 1);
            if (axis.stride != 1) more_stride = static_cast<std::int32_t>(axis.stride - 1);
            if (axis.dilation != 1) more_dilation = static_cast<std::int32_t>(axis.dilation - 1);
            if (axis.before != 0) before = static_cast<std::int32_t>(axis.before);
            if (axis.after != 0) after = static_cast<std::int32_t>(axis.after);
            return *this;
        }
        constexpr operator WindowAxis() const {
            return {Count{more_kernel} + 1, Count{more_stride} + 1, Count{more_dilation} + 1,
                    before, after};
        }
        constexpr bool operator==(const Settings&) const = default;
    };

    Settings height;
    Settings width;
    Settings depth;

    constexpr StoredWindow& operator=(const Window& window) {
        height = window.height;
        width = window.width;
        depth = window.depth;
        return *this;
    }

    constexpr WindowAxis operator[](Axis axis) const {
        return axis == Axis::height ? height : axis == Axis::depth ? depth : width;
    }

    /// The elements of the kernel.
    constexpr Count area() const {
        const Count plane = mul(Count{height.more_kernel} + 1, Count{width.more_kernel} + 1);
        return mul(plane, Count{depth.more_kernel} + 1);
    }

    // One expression: a compiler evaluates it in fewer steps than a call for each axis.
    constexpr bool operator==(const StoredWindow& other) const {
        return height.more_kernel == other.height.more_kernel &&
               height.more_stride == other.height.more_stride &&
               height.more_dilation == other.height.more_dilation &&
               height.before == other.height.before && height.after == other.height.after &&
               width.more_kernel == other.width.more_kernel &&
               width.more_stride == other.width.more_stride &&
               width.more_dilation == other.width.more_dilation &&
               width.before == other.width.before && width.after == other.width.after &&
               depth.more_kernel == other.depth.more_kernel &&
               depth.more_stride == other.depth.more_stride &&
               depth.more_dilation == other.depth.more_dilation &&
               depth.before == other.depth.before && depth.after == other.depth.after;
    }
};

namespace detail {

/// The length of a dilated kernel: D*(K - 1) + 1.
constexpr Count extent(Count kernel, Count dilation) {
    return dilation * (kernel - 1) + 1;
}

/// O = floor((I + 2P - K)/S) + 1 (lecture), K the length of the dilated kernel; 0 if that exceeds
/// the padded input.
constexpr Count output_size(Count in, Count kernel, Count stride, Count padding, Count dilation) {
    const Count room = in + 2 * padding - (dilation * (kernel - 1) + 1);
    if (room < 0) return 0;
    return stride == 1 ? room + 1 : room / stride + 1; // the usual stride needs no division
}

/// Kernel, stride and dilation are from 1 to max_size, the padding from 0. One expression accepts
/// sound settings, because the compiler pays for every call in every layer.
constexpr Misfit check_settings(const Extent& kernel, const Extent& stride, const Extent& padding,
                                const Extent& dilation) {
    if (kernel.height > 0 && kernel.width > 0 && stride.height > 0 && stride.width > 0 &&
        padding.height >= 0 && padding.width >= 0 && dilation.height > 0 && dilation.width > 0 &&
        kernel.height <= max_size && kernel.width <= max_size && stride.height <= max_size &&
        stride.width <= max_size && padding.height <= max_size && padding.width <= max_size &&
        dilation.height <= max_size && dilation.width <= max_size) {
        return {};
    }
    if (auto misfit = expect::size(Field::kernel_size, kernel)) return misfit;
    if (auto misfit = expect::size(Field::stride, stride)) return misfit;
    if (auto misfit = expect::size(Field::padding, padding, 0)) return misfit;
    return expect::size(Field::dilation, dilation);
}

/// A map CxHxW, height and width within max_size.
constexpr Misfit check_map(const Shape& in) {
    if (in.rank == 3 && in.dims[1] <= max_size && in.dims[2] <= max_size) return {};
    if (auto misfit = expect::rank(3, in)) return misfit;
    return expect::size(Field::none, Extent{in.height(), in.width()});
}

/// The axis along which a window exceeds the padded input. `slack` is how many elements of the
/// kernel may lie outside: with ceil_mode, stride - 1.
constexpr Misfit window_misfit(const Extent& kernel, const Extent& padding, const Extent& dilation,
                               const Shape& in, const Extent& slack = 0) {
    const Count height = in.height() + 2 * padding.height;
    const Count width = in.width() + 2 * padding.width;
    const Count high = extent(kernel.height, dilation.height) - slack.height;
    const Count wide = extent(kernel.width, dilation.width) - slack.width;
    if (high > height) {
        return {Problem::kernel_exceeds_input, Field::kernel_size, Axis::height, high, height};
    }
    return {Problem::kernel_exceeds_input, Field::kernel_size, Axis::width, wide, width};
}

constexpr WindowAxis window_axis(Count kernel, Count stride, Count dilation, Count padding) {
    return {kernel, stride, dilation, padding, padding};
}

/// The padding that keeps the size: D*(K - 1) in total, the odd element after the input (PyTorch).
constexpr WindowAxis same_axis(Count kernel, Count dilation) {
    const Count total = dilation * (kernel - 1);
    return {kernel, 1, dilation, total / 2, total - total / 2};
}

} // namespace detail
} // namespace ctnn
