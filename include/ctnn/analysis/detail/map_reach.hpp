// What the positions of a tensor see of the network's input map, along both of its axes.
#pragma once

#include "axis_run.hpp"
#include "reach_of_operation.hpp"

namespace ctnn::detail {

/// The two axes of a map. Most networks have square maps and treat both axes alike; then only the
/// height is computed.
struct MapReach {
    AxisReach height = {};
    AxisReach width = {};
    bool are_alike = false;
    bool is_moved = false; ///< the axes do not run along those of a map; they run along
    AxisRun height_run = run_of_height;
    AxisRun width_run = run_of_width;

    constexpr AxisReach& operator[](Axis axis) { return axis == Axis::height ? height : width; }
    constexpr const AxisReach& operator[](Axis axis) const {
        return axis == Axis::height ? height : width;
    }

    constexpr AxisRun& run(Axis axis) { return axis == Axis::height ? height_run : width_run; }
    constexpr const AxisRun& run(Axis axis) const {
        return axis == Axis::height ? height_run : width_run;
    }

    /// How many positions there are in which an axis may see something else.
    constexpr Count positions(const Shape& shape, Axis axis) const {
        if (!is_moved) return length_of(shape, axis);
        const int along = run(axis).axis();
        return along >= 0 ? shape[along] : 1;
    }

    /// The axes run along those of a map again.
    constexpr void settle() { is_moved = height_run != run_of_height || width_run != run_of_width; }

    constexpr bool is_spread() const { return height_run.is_spread || width_run.is_spread; }

    /// Of a map of one or three axes: the two that are looked at run along these; -1: none.
    constexpr void set_runs(int one, int other) {
        is_moved = true;
        height_run = AxisRun::along(one);
        width_run = other < 0 ? AxisRun{} : AxisRun::along(other);
    }

    /// All positions see the same.
    constexpr void set_uniform() {
        is_moved = true;
        height_run = width_run = {};
    }
    constexpr bool is_uniform() const {
        return is_moved && height_run.is_uniform() && width_run.is_uniform();
    }

    constexpr void set_unknown() { height.is_known = width.is_known = false; }

    /// Do all positions of a tensor see the same?
    constexpr bool are_uniform(const Shape& shape) const {
        return !is_spread() && height.is_uniform(positions(shape, Axis::height)) &&
               width.is_uniform(positions(shape, Axis::width));
    }

    /// An opaque operation may read any position: what its outputs see is known only if all
    /// positions see the same.
    constexpr void take_opaque(const Shape& in) {
        if (!are_uniform(in)) return set_unknown();
        height.join(positions(in, Axis::height));
        width.join(positions(in, Axis::width));
    }
};

} // namespace ctnn::detail
