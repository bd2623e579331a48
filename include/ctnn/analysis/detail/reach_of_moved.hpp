// Operations on tensors whose axes are not those of a map, or which move them.
#pragma once

#include "map_reach.hpp"

namespace ctnn::detail {

/// A map became a vector, or what a user's layer does not tell.
constexpr void leave_map(const Record& record, const Shape& in, MapReach& reaches) {
    const AxisRun spread = spread_over(record, in);
    const bool is_vector_of_one = in.height() == 1 && in.width() == 1;
    reaches.is_moved = true;
    reaches.height_run = reaches.width_run = is_vector_of_one ? AxisRun{} : spread;
}

/// Does it move axes, or reshape a map into what is no vector?
constexpr bool moves(const Record& record, const Shape& in) {
    if (record.moves_axes) return true;
    return is_map(in) ? record.output.rank != 1 : record.output.rank == 3;
}

/// What an operation on a tensor whose axes are not those of a map, or which moves them, does to
/// one axis of the network's input, which has `network` positions.
constexpr void move(const Record& record, const Shape& in, Count network, AxisReach& reach,
                    AxisRun& run) {
    if (run.is_spread) {
        // Which of the positions are left out?
        const bool may_skip = record.op == Op::slice || record.window != StoredWindow{};
        if (may_skip && record.op != Op::softmax) reach.is_known = false;
        run = spread_after(run, record, in);
        return;
    }
    const int along = run.axis();
    if (along < 0) return; // all positions see the same
    const Count length = in[along];
    const Sees sees = sees_along(record, in, along);
    const int to = axis_after(record, in, along);
    if (sees == Sees::all || to == Axes::read) {
        reach.join(length);
        run = {};
    } else if (sees == Sees::unknown || to == Axes::mixed) {
        reach.join(length);
        run = spread_over(record, in);
    } else {
        const WindowAxis window =
            is_of_map(in, along) ? record.window[window_axis(along, in.rank)] : WindowAxis{};
        take_axis(record, window, sees == Sees::both,
                  {reach, {length, record.output[to], network}});
        run = AxisRun::along(to);
    }
}

/// The same of both axes of the network's input, which have these lengths.
constexpr void move(const Record& record, const Shape& in, Count network_height,
                    Count network_width, MapReach& reaches) {
    reaches.is_moved = true;
    reaches.are_alike = false;
    if (record.is_opaque) {
        reaches.take_opaque(in);
        return reaches.set_uniform();
    }
    move(record, in, network_height, reaches.height, reaches.height_run);
    move(record, in, network_width, reaches.width, reaches.width_run);
    if (may_see_padding_alone(record, in)) {
        reaches.height.set_blind_anywhere();
        reaches.width.set_blind_anywhere();
    }
    reaches.settle();
}

} // namespace ctnn::detail
