// Along which axis of a tensor an axis of the network's input map runs, and what operations do to
// it.
#pragma once

#include "../../core/detail/derived_settings.hpp"
#include "../../core/record.hpp"

namespace ctnn::detail {

/// The axes of a tensor along which what its positions see of the input map's height (or width)
/// changes. One axis: position after position, as in the map. Several, or one that a reshape made
/// of several: `is_spread`, and only all positions together are known. None: all positions see the
/// same.
struct AxisRun {
    unsigned char axes = 0; ///< a bit for each
    bool is_spread = false;

    static constexpr AxisRun along(int axis) {
        return {static_cast<unsigned char>(1U << axis), false};
    }
    constexpr bool is_along(int axis) const { return (axes >> axis & 1U) != 0; }
    constexpr void add(int axis) { axes = static_cast<unsigned char>(axes | 1U << axis); }
    constexpr bool is_uniform() const { return axes == 0; }

    /// The axis along which it runs position after position; -1: there is none.
    constexpr int axis() const {
        if (is_spread) return -1;
        for (int axis = 0; axis < Shape::max_rank; ++axis) {
            if (axes == 1U << axis) return axis;
        }
        return -1;
    }
    constexpr bool operator==(const AxisRun&) const = default;
};

inline constexpr AxisRun run_of_height = AxisRun::along(1);
inline constexpr AxisRun run_of_width = AxisRun::along(2);

/// What an operation's outputs see along an axis of its input.
enum class Sees : unsigned char {
    its_window, ///< its window, by default the position alone
    all,        ///< every output sees all positions
    both,       ///< the position, and all others through a statistic
    unknown,    ///< some of the positions
};

/// Is an axis among the last ones, of so many elements together?
constexpr bool is_in_last(const Shape& shape, int axis, Count elements) {
    Count after = 1;
    for (int last = shape.axes() - 1; last > axis; --last) after = mul(after, shape[last]);
    return elements > after;
}

/// Is it an axis along which a window may slide?
constexpr bool is_of_map(const Shape& in, int axis) {
    return in.rank >= 2 && in.rank <= 4 && axis > 0;
}

constexpr Sees sees_along(const Record& record, const Shape& in, int axis) {
    const bool is_of_map = detail::is_of_map(in, axis);
    switch (record.op) {
    case Op::linear: return axis == in.rank - 1 ? Sees::all : Sees::its_window;
    case Op::conv:
    case Op::conv_transpose:
        if (is_of_map) return Sees::its_window;
        return convolution_groups(record, in) == 1 ? Sees::all : Sees::unknown;
    case Op::group_norm: return is_of_map ? Sees::both : Sees::unknown;
    case Op::local_response_norm: return is_of_map ? Sees::its_window : Sees::unknown;
    case Op::batch_norm:
    case Op::instance_norm:
        return axis == 0 || record.params.buffers != 0 ? Sees::its_window : Sees::both;
    case Op::rms_norm:
    case Op::layer_norm: {
        const Count elements = in.elements() / normalized_groups(record, in);
        return is_in_last(in, axis, elements) ? Sees::both : Sees::its_window;
    }
    case Op::log_softmax:
    case Op::softmax: {
        if (is_of_map) {
            const Count all = record.window[window_axis(axis, in.rank)].kernel;
            return all > 1 ? Sees::both : Sees::its_window;
        }
        // n - 1 additions for n elements along its axis; n more for the log's differences
        const Count more = record.op == Op::log_softmax ? in.elements() : 0;
        const Count sums = add(in.elements(), more);
        const Count lines = sums == overflow ? 0 : sums - record.work.additions;
        return mul(lines, in[axis]) == in.elements() ? Sees::unknown : Sees::its_window;
    }
    case Op::custom: return is_of_map || record.moves_axes ? Sees::its_window : Sees::unknown;
    default: return Sees::its_window;
    }
}

/// The axis of a reshaped tensor that runs along one of the original: as many elements come before
/// both, and along both; else Axes::mixed.
constexpr int axis_after_reshape(const Shape& in, const Shape& out, int axis) {
    Count before = 1;
    for (int i = 0; i < axis; ++i) before = mul(before, in[i]);
    Count passed = 1;
    for (int i = 0; i < out.axes() && passed <= before; ++i) {
        if (passed == before && out[i] == in[axis]) return i;
        passed = mul(passed, out[i]);
    }
    return Axes::mixed;
}

/// Where an axis of an operation's input goes.
constexpr int axis_after(const Record& record, const Shape& in, int axis) {
    if (record.op == Op::flatten || record.op == Op::reshape) {
        return axis_after_reshape(in, record.output, axis);
    }
    const int to = record.axes[axis];
    if (to == Axes::read) return to;
    const bool is_there = to >= 0 && to < record.output.axes();
    return is_there && (in.rank == record.output.rank || record.moves_axes) ? to : Axes::mixed;
}

/// The axes of the output over which a mixed axis of the input may be spread.
constexpr AxisRun spread_over(const Record& record, const Shape& in) {
    AxisRun run;
    run.is_spread = true;
    bool is_taken[Shape::max_rank] = {};
    if (record.op == Op::flatten || record.op == Op::reshape) {
        for (int axis = 0; axis < in.axes(); ++axis) {
            const int to = axis_after(record, in, axis);
            if (to >= 0 && in[axis] > 1) is_taken[to] = true;
        }
    }
    for (int axis = 0; axis < record.output.axes(); ++axis) {
        if (!is_taken[axis]) run.add(axis);
    }
    return run;
}

/// What is left of a spread run: the axes that an operation does not read whole.
constexpr AxisRun spread_after(const AxisRun& run, const Record& record, const Shape& in) {
    AxisRun after;
    after.is_spread = true;
    for (int axis = 0; axis < in.axes(); ++axis) {
        if (!run.is_along(axis) || sees_along(record, in, axis) == Sees::all) continue;
        const int to = axis_after(record, in, axis);
        if (to >= 0) after.add(to);
        if (to != Axes::mixed) continue;
        const AxisRun mixed = spread_over(record, in);
        after.axes = static_cast<unsigned char>(after.axes | mixed.axes);
    }
    if (after.is_uniform()) after.is_spread = false;
    return after;
}

} // namespace ctnn::detail
