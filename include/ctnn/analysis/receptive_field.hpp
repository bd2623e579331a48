// Receptive fields: which part of the input each operation's output depends on.
#pragma once

#include "../core/list.hpp"
#include "../core/summary.hpp"
#include "detail/chosen_field.hpp"
#include "detail/oversized.hpp"
#include "detail/reach_of_rows.hpp"

namespace ctnn {

/// A receptive field along one axis, in positions of the network's input, padding included.
struct AxisField {
    /// The largest extent that one position sees; 0 where there is no field (a network of vectors,
    /// a source and what depends on it alone) or where it is unknown. `overflow` past 63 bits.
    Count size = 0;
    /// The same through sliding windows alone, without gates (squeeze-and-excite) and statistics
    /// of a normalisation, which depend on the whole map.
    Count window_size = 0;
    Fraction stride = 0;  ///< effective: from centre to next centre; 0 if all see the same
    Fraction padding = 0; ///< effective: how far before the input the first position's field begins
    Fraction first_centre = 0; ///< of the first position's window field; input position 0 is 0
    bool exceeds_input = false;
    /// Every position sees every position of the input, padding aside. Never falsely true; after
    /// interpolation and dilated windows it may be falsely false.
    bool is_whole = false;
    /// False after a user's layer that does not state what it sees (it has no member `window`) and
    /// after joined branches whose strides differ; the other members then mean nothing.
    bool is_known = true;

    constexpr bool operator==(const AxisField&) const = default;
};

/// A receptive field: height and width of an input CxHxW; of CxDxHxW also the depth; of CxL the
/// length, which is the width.
struct ReceptiveField {
    AxisField height = {};
    AxisField width = {};
    /// All paths from the input have the same centre: the branches that were joined agree.
    bool is_aligned = true;
    AxisField depth = {};

    constexpr const AxisField& length() const { return width; }
    constexpr bool is_known() const { return height.is_known && width.is_known && depth.is_known; }
    constexpr bool exceeds_input() const {
        return height.exceeds_input || width.exceeds_input || depth.exceeds_input;
    }

    constexpr bool operator==(const ReceptiveField&) const = default;
};

/// Which receptive field is asked for.
struct FieldOptions {
    const char* output = nullptr; ///< the name of an Output; left out: the network's last tensor
    int input = 0;                ///< in which of the network's inputs
};

/// A receptive field per operation, in the order of a summary's rows.
template <Count Operations>
struct ReceptiveFields : List<ReceptiveField, Operations> {
    ReceptiveField network =
        {};               ///< of the output's last map, before it is flattened or pooled to 1x1
    int network_row = -1; ///< the row whose output that map is; -1: the network's input
};

namespace detail {

/// The largest extent of a position's windows and the common interval together.
constexpr Fraction size_with_common(const AxisReach& reach, const Fraction& window,
                                    Count positions) {
    Fraction size = window;
    const Ends ends[] = {reach.absolute(0), reach.absolute(positions - 1)};
    for (const Ends& end : ends) {
        const Fraction other = end.last - end.first + 1;
        if (!other.is_valid() || size < other) size = other;
    }
    return size;
}

/// The field of an axis that has this many positions, in a network with this input.
constexpr AxisField axis_field(const AxisReach& reach, Count positions, Count input) {
    if (!reach.is_known) return {.is_known = false};
    if (reach.is_empty) return {};
    const Bounds& bounds = reach.bounds;
    const Fraction window = bounds.size();
    const Fraction size = reach.has_common ? size_with_common(reach, window, positions) : window;
    const Fraction centre = (bounds.low + bounds.high).half();
    if (!size.is_valid() || !bounds.stride.is_valid() || !centre.is_valid()) {
        return {.size = overflow, .window_size = overflow};
    }
    Fraction padding = Fraction{} - bounds.low;
    if (!is_zero(bounds.grain)) padding = (window - 1).half() - centre;
    if (reach.has_common && reach.common.first < Fraction{} - padding) {
        padding = Fraction{} - reach.common.first;
    }
    const Count most = size.floor();
    return {.size = most,
            .window_size = reach.has_common ? window.floor() : most,
            .stride = bounds.stride,
            .padding = padding,
            .first_centre = centre,
            .exceeds_input = input < most,
            .is_whole = input <= most && reach.is_whole(positions, input)};
}

/// The field along an axis of a map of one or three axes.
constexpr AxisField field_along(const ReachOfRows& reach, int row, Axis axis) {
    const MapReach& reaches = reach.of(row);
    const Shape& shape = reach.rows().output_of(row);
    if (reaches.is_spread() && shape.rank != 1) return {.is_known = false};
    return axis_field(reaches[axis], reaches.positions(shape, axis), reach.length(axis));
}

/// The field in a map of one axis, or in the planes of a map of three.
constexpr ReceptiveField field_of_other(const ReachOfRows& reach, int row) {
    if (reach.input().rank == 2) {
        return {{}, field_along(reach, row, Axis::height), reach.of(row).height.is_aligned};
    }
    return {field_along(reach, row, Axis::height), field_along(reach, row, Axis::width),
            reach.of(row).height.is_aligned && reach.of(row).width.is_aligned};
}

/// The field of a row that was taken; of -1, of the network's input.
constexpr ReceptiveField field_of(const ReachOfRows& reach, int row) {
    const Shape& input = reach.input();
    if (!is_map(input)) {
        return reach.is_of_map() ? field_of_other(reach, row) : ReceptiveField{};
    }
    const MapReach& reaches = reach.of(row);
    const Shape& shape = reach.rows().output_of(row);
    if (reaches.is_moved && reaches.is_spread() && shape.rank != 1) {
        return {{.is_known = false}, {.is_known = false}};
    }
    AxisField height = axis_field(reaches.height,
                                  reaches.is_moved ? reaches.positions(shape, Axis::height)
                                                   : length_of(shape, Axis::height),
                                  input.height());
    if (reaches.are_alike) return {height, height, reaches.height.is_aligned};
    AxisField width = axis_field(reaches.width,
                                 reaches.is_moved ? reaches.positions(shape, Axis::width)
                                                  : length_of(shape, Axis::width),
                                 input.width());
    // A window in the padding along one axis sees nothing along the other either.
    if (reaches.width.is_blind) height.is_whole = false;
    if (reaches.height.is_blind) width.is_whole = false;
    return {height, width, reaches.height.is_aligned && reaches.width.is_aligned};
}

/// Adds the depth to the fields of rows, in a second pass.
constexpr void add_depths(const Rows& rows, const PerTensor<MapReach>& storage, int input,
                          ReceptiveField* fields) {
    ReachOfRows reach(rows, storage, input, Pass::depth);
    for (int row = 0; row < rows.size(); ++row) {
        const int as = reach.take(row);
        fields[row].depth = as >= 0 ? fields[as].depth : field_along(reach, row, Axis::height);
        if (!reach.of(row).height.is_aligned) fields[row].is_aligned = false;
    }
}

/// The row whose output's field is asked for. Throws shape_error if there is no such output or
/// input.
constexpr int output_row_of(const Rows& rows, const FieldOptions& options) {
    check_input_number(rows, options.input);
    return options.output == nullptr ? rows.output_row : output_named(rows, options.output).row;
}

} // namespace detail

/// Receptive field, effective stride, effective padding and first centre of every operation, along
/// all axes, by the recurrences of Araujo, Norris, Sim 2019 (Distill, "Computing receptive fields
/// of convolutional neural networks"). Branches: the smallest interval that contains all of
/// theirs, which is the largest one where their centres agree.
///
/// Exact for convolutions and pools, and after nearest upsampling by whole numbers and transposed
/// convolutions whose kernel is at least the stride; also for what joins all positions (Flatten,
/// GroupNorm) after these. An upper bound on the size after interpolation, other ratios, dilated
/// transposed convolutions, and strides or joined branches that follow an upsampling. Upsampled
/// positions are centred as the parts of a pixel (align_corners = false).
///
/// Unknown after a user's layer that does not state what its outputs see (`window`, layer.hpp),
/// unless all positions of its input see the same. Throws shape_error if the summary has an error,
/// a size along an axis is over max_size, or a user's window has a setting that no layer of the
/// library accepts.
template <Size Capacity>
[[nodiscard]] constexpr ReceptiveFields<Capacity.operations>
receptive_fields(const Summary<Capacity>& summary, const FieldOptions& options = {}) {
    detail::refuse(summary.error);
    detail::refuse(detail::oversized(summary));
    const int output_row = detail::output_row_of(summary, options);
    detail::PerTensorOf<detail::MapReach, Capacity> reaches;
    detail::ReachOfRows reach(summary, reaches.view(), options.input);
    ReceptiveFields<Capacity.operations> fields;
    for (int& row = fields.count; row < summary.size(); ++row) {
        const int as = reach.take(row);
        fields.items[row] = as >= 0 ? fields.items[as] : detail::field_of(reach, row);
    }
    fields.network_row = reach.last_map(output_row);
    fields.network = detail::field_of(reach, fields.network_row);
    if (reach.input().rank == 4) {
        const AxisField own{.size = 1, .window_size = 1, .stride = 1};
        detail::add_depths(summary, reaches.view(), options.input, fields.items);
        const int row = fields.network_row;
        if (row >= 0) fields.network = fields.items[row];
        if (row < 0) fields.network.depth = own;
    }
    return fields;
}

/// The same of a network on an input. Throws shape_error as summarize.
template <Layer L>
[[nodiscard]] constexpr auto receptive_fields(const L& net, const Inputs& inputs,
                                              const FieldOptions& options = {}) {
    return receptive_fields(ctnn::summarize(net, inputs), options);
}

/// The receptive field of a network's last map, before it is flattened or pooled to 1x1; of the map
/// before one of its outputs: `receptive_field(net, image, {.output = "small"})`. What depends on
/// other inputs alone has an empty field. Throws shape_error as receptive_fields, and if there is
/// no such output or input.
template <Size Capacity>
[[nodiscard]] constexpr ReceptiveField receptive_field(const Summary<Capacity>& summary,
                                                       const FieldOptions& options = {}) {
    detail::refuse(summary.error);
    detail::refuse(detail::oversized(summary));
    const int output_row = detail::output_row_of(summary, options);
    detail::PerTensorOf<detail::MapReach, Capacity> reaches;
    detail::ReachOfRows reach(summary, reaches.view(), options.input);
    for (int row = 0; row < summary.size(); ++row) reach.take(row);
    if (reach.input().rank == 4) return receptive_fields(summary, options).network;
    return detail::field_of(reach, reach.last_map(output_row));
}

/// The same of a network on an input: `receptive_field(models::resnet50(), image).height.size ==
/// 427`. Throws shape_error as summarize.
template <Layer L>
[[nodiscard]] constexpr ReceptiveField receptive_field(const L& net, const Inputs& inputs,
                                                       const FieldOptions& options = {}) {
    return receptive_field(ctnn::summarize(net, inputs), options);
}

} // namespace ctnn
