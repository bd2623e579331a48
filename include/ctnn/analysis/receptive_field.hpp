// What of the input each operation sees: its receptive field.
#pragma once

#include "../core/list.hpp"
#include "../core/summary.hpp"
#include "detail/fields_of_rows.hpp"
#include "detail/oversized.hpp"

namespace ctnn {

/// A receptive field along one axis, in positions of the network's input, padding among them.
struct AxisField {
    /// The most that one position sees, from the first to the last; 0 where there is no field (a
    /// network of vectors, a source and what is made of it alone) or where it is unknown.
    /// `overflow` past 63 bits.
    Count size = 0;
    /// The same through sliding windows alone: without what a gate (squeeze-and-excite) or a
    /// normalisation's own statistics bring from the whole map.
    Count window_size = 0;
    Fraction stride = 0; ///< effective: from one position's centre to the next; 0: all see the same
    Fraction padding = 0; ///< effective: how far the first position's field begins before the input
    Fraction first_centre = 0; ///< of what windows show to the first; the input's own first is 0
    bool exceeds_input = false;
    /// Every position sees every position of the input, padding aside. Never said where it is not
    /// so; behind interpolation and dilated windows it may be so where it is not said.
    bool is_whole = false;
    /// False behind a user's layer that does not say what it sees (it has no member `window`) and
    /// behind joined branches whose strides differ: all else says nothing there.
    bool is_known = true;

    constexpr bool operator==(const AxisField&) const = default;
};

/// A receptive field.
struct ReceptiveField {
    AxisField height = {};
    AxisField width = {};
    /// All paths from the input have one centre, where branches were added or concatenated.
    bool is_aligned = true;

    constexpr bool is_known() const { return height.is_known && width.is_known; }
    constexpr bool exceeds_input() const { return height.exceeds_input || width.exceeds_input; }

    constexpr bool operator==(const ReceptiveField&) const = default;
};

/// A receptive field per operation, in the order of a summary's rows.
template <Count Operations>
struct ReceptiveFields : List<ReceptiveField, Operations> {
    ReceptiveField network = {}; ///< of the last map before it is flattened or pooled to 1x1
    int network_row = -1;        ///< and whose output that is; -1: the input's
};

namespace detail {

/// The most that a position sees by its windows and what all see.
constexpr Fraction size_with_common(const Sight& sight, const Fraction& window, Count positions) {
    Fraction size = window;
    const Ends ends[] = {sight.absolute(0), sight.absolute(positions - 1)};
    for (const Ends& end : ends) {
        const Fraction other = end.last - end.first + 1;
        if (!other.is_valid() || size < other) size = other;
    }
    return size;
}

/// A field in numbers, for so many positions.
constexpr AxisField axis_field(const Sight& sight, Count positions, Count input) {
    if (!sight.is_known) return {.is_known = false};
    if (sight.is_empty) return {};
    const Bounds& bounds = sight.bounds;
    const Fraction window = bounds.size();
    const Fraction size = sight.has_common ? size_with_common(sight, window, positions) : window;
    const Fraction centre = (bounds.low + bounds.high).half();
    if (!size.is_valid() || !bounds.stride.is_valid() || !centre.is_valid()) {
        return {.size = overflow, .window_size = overflow};
    }
    Fraction padding = Fraction{} - bounds.low;
    if (!is_zero(bounds.grain)) padding = (window - 1).half() - centre;
    if (sight.has_common && sight.common.first < Fraction{} - padding) {
        padding = Fraction{} - sight.common.first;
    }
    const Count most = size.floor();
    return {.size = most,
            .window_size = sight.has_common ? window.floor() : most,
            .stride = bounds.stride,
            .padding = padding,
            .first_centre = centre,
            .exceeds_input = input < most,
            .is_whole = input <= most && sight.is_whole(positions, input)};
}

/// The field of a row that was followed; of -1, the input's own.
constexpr ReceptiveField field_of(const Follow& follow, int row) {
    const Shape& input = follow.rows().input;
    if (!is_map(input)) return {};
    const Sights& sights = follow.of(row);
    const Shape& shape = follow.rows().output_of(row);
    AxisField height = axis_field(sights.height, length_of(shape, Axis::height), input.height());
    if (sights.are_alike) return {height, height, sights.height.is_aligned};
    AxisField width = axis_field(sights.width, length_of(shape, Axis::width), input.width());
    // A window that is all padding along one axis sees nothing along the other either.
    if (sights.width.is_blind) height.is_whole = false;
    if (sights.height.is_blind) width.is_whole = false;
    return {height, width, sights.height.is_aligned && sights.width.is_aligned};
}

} // namespace detail

/// Receptive field, effective stride, effective padding and first centre of every operation, along
/// both axes, by the recurrences of Araujo, Norris, Sim 2019 (Distill, "Computing receptive fields
/// of convolutional neural networks"). Branches: the smallest interval that has all of theirs in
/// it, which is the largest where their centres agree.
///
/// Exact for convolutions and pools, and behind nearest upsampling by whole numbers and transposed
/// convolutions whose kernel is at least the stride, what joins all positions (Flatten, GroupNorm)
/// among it. An upper bound on the size behind interpolation, other ratios, dilated transposed
/// convolutions, and strides or joined branches that follow an upsampling. Positions that were
/// upsampled are centred as the parts of a pixel are (align_corners = false).
///
/// Unknown from a user's layer on that does not say what its outputs see (`window`, layer.hpp) and
/// gets a map of positions that do not all see the same. Throws shape_error if the summary has an
/// error, a size along an axis is over max_size, or a user's window has a setting that none of the
/// library's layers takes.
template <Size Capacity>
[[nodiscard]] constexpr ReceptiveFields<Capacity.operations>
receptive_fields(const Summary<Capacity>& summary) {
    detail::refuse(summary.error);
    detail::refuse(detail::oversized(summary));
    detail::PerTensorOf<detail::Sights, Capacity.operations> sights;
    detail::Follow follow(summary, sights.view());
    ReceptiveFields<Capacity.operations> fields;
    for (int& row = fields.count; row < summary.size(); ++row) {
        const int as = follow.take(row);
        fields.items[row] = as >= 0 ? fields.items[as] : detail::field_of(follow, row);
    }
    fields.network_row = follow.last_map();
    fields.network = detail::field_of(follow, fields.network_row);
    return fields;
}

/// The same of a network on an input. Throws shape_error as summarize.
template <Layer L>
[[nodiscard]] constexpr auto receptive_fields(const L& net, const Shape& input) {
    return receptive_fields(ctnn::summarize(net, input));
}

/// The receptive field of a network's last map, before it is flattened or pooled to 1x1. Throws
/// shape_error as receptive_fields.
template <Size Capacity>
[[nodiscard]] constexpr ReceptiveField receptive_field(const Summary<Capacity>& summary) {
    detail::refuse(summary.error);
    detail::refuse(detail::oversized(summary));
    detail::PerTensorOf<detail::Sights, Capacity.operations> sights;
    detail::Follow follow(summary, sights.view());
    for (int row = 0; row < summary.size(); ++row) follow.take(row);
    return detail::field_of(follow, follow.last_map());
}

/// The same of a network on an input: `receptive_field(models::resnet50(), image).height.size ==
/// 427`. Throws shape_error as summarize.
template <Layer L>
[[nodiscard]] constexpr ReceptiveField receptive_field(const L& net, const Shape& input) {
    return receptive_field(ctnn::summarize(net, input));
}

} // namespace ctnn
